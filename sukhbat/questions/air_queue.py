"""The queue of a live part as its hosts read it: public questions that wait, in one of three orders, by pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import hides_counts
from sukhbat.kernel.ids import read_number
from sukhbat.questions.models import Airing, OrderEdition, Question
from sukhbat.questions.rules import OPEN, AirState, Visibility
from sukhbat.questions.support_tally import most_supported, supports_of

PAGE = 20
# Nobody reads further than this by turning pages.
LAST_PAGE = 50
_MINUTE = timedelta(minutes=1)
_SHOWN = ("region", "theme")


class Order(StrEnum):
    PUBLISHED = "published"
    SUPPORT = "support"
    NEWEST = "newest"


@dataclass(frozen=True)
class Queued:
    """A question that waits; ``place`` and ``part`` are of the published order, None and "" without one."""

    question: Question
    place: int | None
    part: str
    supports: int | None


@dataclass(frozen=True)
class QueuePage:
    """A page of the queue. Without an edition of the published order there is none to show."""

    rows: tuple[Queued, ...]
    page: int
    has_more: bool
    has_order: bool
    shows_supports: bool


def queue_page(
    conference: Conference, order: Order, *, page: int, find: str = "", now: datetime
) -> QueuePage:
    """A page, from 1. ``find`` narrows the newest to a number or to words of the text. At most six queries.

    While the published order hides supports, hosts do not see them either: nobody chooses by them.
    """
    page = min(max(page, 1), LAST_PAGE)
    places = _places(conference.pk)
    shows_supports = not hides_counts(conference, now=now)
    first = (page - 1) * PAGE
    if find:
        found = _found(conference, find, first)
    elif order is Order.PUBLISHED and places:
        found = _ordered(conference, list(places), first)
    elif order is Order.SUPPORT and shows_supports:
        found = _supported(conference, first)
    else:
        found = list(_waiting(conference).order_by("-id")[first : first + PAGE + 1])
    shown = found[:PAGE]
    supports = supports_of([row.pk for row in shown]) if shows_supports else {}
    rows = []
    for row in shown:
        place, part = places.get(row.number, (None, ""))
        rows.append(Queued(row, place, part, supports.get(row.pk, 0) if shows_supports else None))
    return QueuePage(tuple(rows), page, len(found) > PAGE and page < LAST_PAGE, bool(places), shows_supports)


def received_per_minute(conference_id: UUID, *, now: datetime) -> int:
    """How many questions arrived within the last minute; their ids sort by time, so the index finds them."""
    since = int((now - _MINUTE).timestamp() * 1_000) << 80
    return Question.objects.filter(
        conference_id=conference_id, visibility__in=list(Visibility), id__gte=UUID(int=since)
    ).count()


def _waiting(conference: Conference) -> QuerySet[Question]:
    taken = Airing.objects.filter(conference=conference).exclude(state=AirState.TAKEN_OFF)
    return (
        Question.objects.select_related(*_SHOWN)
        .filter(conference=conference, visibility=Visibility.PUBLIC, to_writing_at=None)
        .filter(stage__in=[stage.value for stage in OPEN])
        .exclude(pk__in=taken.values("question_id"))
    )


def _places(conference_id: UUID) -> dict[str, tuple[int, str]]:
    """Place and part by number, as the published order was computed last."""
    edition = OrderEdition.objects.filter(conference_id=conference_id).order_by("-taken_at", "-id").first()
    rows = edition.places if edition else []
    return {number: (place, part) for place, (number, part, *_group) in enumerate(rows, start=1)}


def _ordered(conference: Conference, numbers: list[str], first: int) -> list[Question]:
    waiting = _waiting(conference).filter(number__in=numbers)
    still = set(waiting.order_by().values_list("number", flat=True))
    wanted = [number for number in numbers if number in still][first : first + PAGE + 1]
    rows = {row.number: row for row in waiting.filter(number__in=wanted)}
    return [rows[number] for number in wanted if number in rows]


def _supported(conference: Conference, first: int) -> list[Question]:
    ids = [question_id for question_id, _n in most_supported(conference.pk, first + 2 * PAGE)]
    rows = _waiting(conference).in_bulk(ids)
    return [rows[question_id] for question_id in ids if question_id in rows][first : first + PAGE + 1]


def _found(conference: Conference, find: str, first: int) -> list[Question]:
    waiting = _waiting(conference).order_by("-id")
    if number := read_number(find):
        return list(waiting.filter(number=number)[:1])
    return list(waiting.filter(text__icontains=find)[first : first + PAGE + 1])
