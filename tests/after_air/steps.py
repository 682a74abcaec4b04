"""A conference that is live or over, and questions in it in numbers."""

from datetime import datetime, timedelta
from uuid import uuid4

from sukhbat.conferences.models import Conference
from sukhbat.questions.importing import import_batch
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import Source
from sukhbat.questions.world import conference_facts, intake_world
from tests.people import MONDAY, State, make_conference

BEGAN = MONDAY - timedelta(minutes=15)
OVER = MONDAY + timedelta(hours=1)


def live(state: State, **fields: object) -> Conference:
    """A conference whose live part began a quarter of an hour ago and ends in an hour."""
    return make_conference(state, **{"starts_at": BEGAN, "ends_at": OVER, **fields})


def many(state: State, conference: Conference, count: int, *, now: datetime = MONDAY) -> list[Question]:
    """So many questions of aigerim's to one conference, in the order of their ids."""
    facts = conference_facts(conference)
    submissions = [
        Submission(
            key=uuid4(),
            text=f"Жол қашан салынады? ({n})",
            language="kk",
            source=Source.WEB,
            author_id=state.aigerim.pk,
            theme_id=state.internet.pk,
            conference=facts,
        )
        for n in range(count)
    ]
    import_batch(submissions=submissions, world=intake_world(now=now), now=now)
    keys = [submission.key for submission in submissions]
    asked = QuestionPrivate.objects.filter(key__in=keys)
    return list(Question.objects.filter(pk__in=asked.values("question_id")).order_by("id"))


def give_to(questions: list[Question], body: object) -> None:
    """Move questions to another body, as a redirect would have."""
    Question.objects.filter(pk__in=[question.pk for question in questions]).update(body=body)
