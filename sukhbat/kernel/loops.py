"""What the loops of the jobs process say of themselves, so that their silence can be seen."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from sukhbat.kernel.models import LoopRun


def note_run(name: str, *, now: datetime, done: int) -> None:
    """A loop came round and did so much."""
    if not LoopRun.objects.filter(name=name).update(ran_at=now, done=F("done") + done, failure=""):
        LoopRun.objects.get_or_create(name=name, defaults={"ran_at": now, "done": done})


def note_failure(name: str, *, now: datetime, failure: str) -> None:
    """A loop failed; ``failure`` names the error and the place, never anyone's words."""
    LoopRun.objects.update_or_create(
        name=name,
        defaults={"failed_at": now, "failure": failure[:500]},
        create_defaults={"ran_at": now, "failed_at": now, "failure": failure[:500]},
    )


def loop_runs() -> QuerySet[LoopRun]:
    """Every loop that ever ran, by name."""
    return LoopRun.objects.order_by("name")


def ran_at(name: str) -> datetime | None:
    """When a loop last came round."""
    return LoopRun.objects.filter(name=name).values_list("ran_at", flat=True).first()


def is_alive(*, now: datetime, within: timedelta = timedelta(seconds=60)) -> bool:
    """Whether any loop of the jobs came round lately: their process is running and reaches the database.

    Loops of other processes are named with a dot: ``similar.read``.
    """
    return LoopRun.objects.filter(ran_at__gte=now - within).exclude(name__contains=".").exists()
