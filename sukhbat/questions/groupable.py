"""Which questions may be compared by their meaning, and who asked them as a key that only counts people."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import IN_WORK, Visibility

# How long after its answer a question still says what people worry about.
COMPARED_FOR = timedelta(days=365)
_IN_WORK = [stage.value for stage in IN_WORK]
_SHOWN = [Visibility.PUBLIC.value, Visibility.PENDING.value]

_BODIES = """
SELECT id, body_id FROM questions_question
WHERE id = ANY(%s::uuid[]) AND visibility = ANY(%s)
  AND (stage = ANY(%s) OR (answered_at >= %s AND stage <> 'withdrawn'))
"""


def groupable(*, now: datetime) -> QuerySet[Question]:
    """Questions in work or answered within a year that are public or about to be; none that was withdrawn."""
    recent = Q(answered_at__gte=now - COMPARED_FOR) & ~Q(stage="withdrawn")
    return Question.objects.filter(Q(stage__in=_IN_WORK) | recent, visibility__in=_SHOWN)


def bodies_of_groupable(ids: Iterable[UUID], *, now: datetime) -> dict[UUID, UUID]:
    """The body of each of the questions that are ``groupable``, by question; one statement for any number."""
    with connection.cursor() as cursor:
        cursor.execute(_BODIES, [list(ids), _SHOWN, _IN_WORK, now - COMPARED_FOR])
        return dict(cursor.fetchall())


def asker_of(question_field: str) -> Coalesce:
    """Who asked, to be counted distinct beside rows of another table: the person, else the question itself.

    ``question_field`` names the question's id in the outer query. One without an account is one person each time.
    """
    author = QuestionPrivate.objects.filter(question=OuterRef(question_field)).values("author_id")
    return Coalesce(Subquery(author), F(question_field), output_field=UUIDField())
