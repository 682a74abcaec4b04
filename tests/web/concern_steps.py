"""Concerns with the numbers that pages read."""

from sukhbat.concerns.models import Concern, ConcernCell, ConcernTally
from tests.people import MONDAY


def counted(concern: Concern, *, people: int, in_work: int | None = None, **languages: int) -> Concern:
    """The numbers of a concern as the job would have counted them; ``languages``: kk=4, ru=2."""
    in_work = people if in_work is None else in_work
    ConcernTally.objects.update_or_create(
        concern=concern,
        defaults={
            "questions": people, "people": people, "in_work": in_work,
            "public_questions": people, "public_people": people, "counted_at": MONDAY,
        },
    )  # fmt: skip
    for language, n in languages.items():
        ConcernCell.objects.create(
            concern=concern, facet="language", value=language,
            questions=n, people=n, public_questions=n, public_people=n,
        )  # fmt: skip
    return concern
