"""Taking in many questions at once from a file; each is stored once, however often the file is brought."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal
from sukhbat.questions.intake import Prepared, Submission, World, prepare
from sukhbat.questions.models import QuestionPrivate
from sukhbat.questions.storing import NumberTaken, store

DRAWS = 3
GONE = Refusal("gone", _("It names something that no longer exists."), 409)


@dataclass
class BatchReport:
    """What became of a batch: how many are new, how many were there already, and refusals by key."""

    stored: int = 0
    known: int = 0
    refused: dict[UUID, Refusal] = field(default_factory=dict)


def import_batch(*, submissions: Sequence[Submission], world: World, now: datetime) -> BatchReport:
    """Store what is new of the submissions in one transaction. A row that breaks it is tried alone.

    ``world`` is a fresh snapshot for each batch, so that a directory changed meanwhile counts.
    """
    by_key = {submission.key: submission for submission in submissions}
    there = set(QuestionPrivate.objects.filter(key__in=list(by_key)).values_list("key", flat=True))
    report = BatchReport(known=len(submissions) - len(by_key) + len(there))
    fresh = [submission for key, submission in by_key.items() if key not in there]
    _take(fresh, world, report, now=now)
    return report


def _take(submissions: Sequence[Submission], world: World, report: BatchReport, *, now: datetime) -> None:
    for _draw in range(DRAWS):
        batch = _prepared(submissions, world, report, now=now)
        try:
            with transaction.atomic():
                new = len(store(batch)) if batch else 0
        except NumberTaken:
            continue
        except (IntegrityError, DataError):
            _apart(submissions, world, report, now=now)
            return
        report.stored += new
        report.known += len(batch) - new
        return
    raise NumberTaken


def _prepared(
    submissions: Sequence[Submission], world: World, report: BatchReport, *, now: datetime
) -> list[Prepared]:
    batch: list[Prepared] = []
    for submission in submissions:
        prepared = prepare(submission, world, now=now)
        if isinstance(prepared, Refusal):
            report.refused[submission.key] = prepared
        else:
            batch.append(prepared)
    return batch


def _apart(submissions: Sequence[Submission], world: World, report: BatchReport, *, now: datetime) -> None:
    """One by one: only the row that names what no longer exists is refused."""
    if len(submissions) == 1:
        report.refused[submissions[0].key] = GONE
        return
    for submission in submissions:
        _take([submission], world, report, now=now)
