"""What a concern is called for everybody: one of its questions that is public now, in the reader's language if any."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from sukhbat.concerns.models import Label, Membership
from sukhbat.kernel.localized import LANGUAGES
from sukhbat.questions.rules import Visibility


@dataclass(frozen=True)
class Name:
    """The text of a real question in ``language``, and words that its questions have in common."""

    text: str
    language: str
    keywords: tuple[str, ...] = ()


def names_of(concerns: Iterable[UUID], *, language: str) -> dict[UUID, Name]:
    """The name of each concern that has a public question; at most two queries.

    A label counts while its question is public and stands there; without one the first public question is the name.
    """
    wanted = list(concerns)
    order = {code: place for place, code in enumerate(dict.fromkeys((language, *LANGUAGES)))}
    still_there = Membership.objects.filter(question=OuterRef("question_id"), concern=OuterRef("concern_id"))
    labels = Label.objects.filter(
        Exists(still_there), concern_id__in=wanted, question__visibility=Visibility.PUBLIC
    ).values_list("concern_id", "language", "question__text", "question__language", "keywords")
    found = {
        concern: Name(text, written_in, tuple(keywords))
        for concern, _code, text, written_in, keywords in sorted(
            labels, key=lambda row: order.get(row[1], len(order)), reverse=True
        )
    }
    missing = [concern for concern in wanted if concern not in found]
    return found | _first_questions(missing) if missing else found


def _first_questions(concerns: list[UUID]) -> dict[UUID, Name]:
    """The first public question of each concern; one query."""
    rows = (
        Membership.objects.filter(
            concern_id__in=concerns,
            question__visibility=Visibility.PUBLIC,
            question__body_id=F("concern__body_id"),
        )
        .order_by("concern_id", "question_id")
        .distinct("concern_id")
        .values_list("concern_id", "question__text", "question__language")
    )
    return {concern: Name(text, language) for concern, text, language in rows}
