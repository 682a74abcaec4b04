"""The published order of a conference as it stands: computed by one job, read by every page (docs/adr/0007)."""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sukhbat.conferences.models import Conference, PublishedOrder
from sukhbat.conferences.ordering import order_of, running_conferences, weights_of
from sukhbat.conferences.queries import hides_counts
from sukhbat.conferences.rules import Phase, arrange
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.kernel.signals import LEADING, signal_conference
from sukhbat.questions.models import OrderEdition, OrderInput, Question
from sukhbat.questions.order_input import candidates_of, lots_of, packed, squeezed
from sukhbat.questions.rules import OPEN, Stage, Visibility
from sukhbat.questions.support_tally import supports_of

# The job works on editions a tenth of its time at most: among tens of thousands they come less often.
PAUSE_SHARE = 9
KEPT_FOR = timedelta(minutes=2)
EVERY_WHILE_COLLECTING = timedelta(seconds=30)


@dataclass(frozen=True)
class Standing:
    """Where a question stands and why. ``place`` 1 is taken next; None: it has none (yet).

    By quota, ``asked`` of the ``size`` questions have the facet named by ``group``, and ``held`` of the ``before``
    places do. ``supports`` is None while counts are hidden.
    """

    place: int | None
    part: str
    group: str | None
    asked: int | None
    held: int | None
    before: int
    size: int
    supports: int | None
    is_waiting: bool
    commitment: str
    is_revealed: bool
    taken_at: datetime


@dataclass(frozen=True)
class Ordered:
    """A question at its place of the order; ``reason`` of a place by quota is asked and held (see Standing)."""

    place: int
    part: str
    group: str | None
    question: Question
    reason: tuple[int, int] | None = None


class Editions:
    """The loop of the editions, with a pause after each round that grows with its work."""

    def __init__(self) -> None:
        self._not_before = 0.0

    def __call__(self, now: datetime) -> int:
        began = time.monotonic()
        if began < self._not_before:
            return 0
        done = take_editions(now=now)
        ended = time.monotonic()
        self._not_before = ended + PAUSE_SHARE * (ended - began)
        return done


def take_editions(*, now: datetime) -> int:
    """Compute the orders of all conferences that collect or are live, where something changed; how many did."""
    return sum(
        take_edition(conference=found, now=now) is not None
        for found in running_conferences(now=now)
        if found.phase(now) is Phase.LIVE or _is_due(found.pk, now)
    )


def take_edition(*, conference: Conference, now: datetime) -> OrderEdition | None:
    """Compute the order anew; None without a published one, when nothing changed, or when another process does.

    The live part has an edition of its own from its first moment.
    """
    order = order_of(conference)
    if order is None:
        return None
    with transaction.atomic(), held_or_skipped(f"questions.order:{conference.pk}") as mine:
        return _take(conference, order, now) if mine else None


def latest_edition(conference_id: UUID) -> OrderEdition | None:
    """The order as it was computed last."""
    return OrderEdition.objects.filter(conference_id=conference_id).order_by("-taken_at", "-id").first()


def first_edition(conference: Conference) -> OrderEdition | None:
    """The order with which the live part began."""
    found = OrderEdition.objects.filter(conference=conference, taken_at__gte=_live_from(conference))
    return found.order_by("taken_at", "id").first()


def edition_of(conference: Conference, edition_id: UUID) -> OrderEdition | None:
    """One edition that is still kept, by its id."""
    return OrderEdition.objects.filter(conference=conference, pk=edition_id).first()


def order_for_studio(
    conference: Conference, *, edition: OrderEdition | None = None, limit: int = 50
) -> list[Ordered]:
    """The leading places with their questions that still wait, as everybody sees them; two queries at most."""
    edition = edition or latest_edition(conference.pk)
    if edition is None:
        return []
    places = edition.places[:limit]
    rows = Question.objects.select_related("region", "theme", "body").filter(
        number__in=[place[0] for place in places],
        visibility=Visibility.PUBLIC,
        stage__in=[stage.value for stage in OPEN],
        to_writing_at=None,
    )
    found = {row.number: row for row in rows}
    return [
        Ordered(index + 1, part, group, found[number], _reason(edition, index))
        for index, (number, part, group) in enumerate(places)
        if number in found
    ]


def standing_in_order(question: Question, *, now: datetime) -> Standing | None:
    """Where a conference's question stands while it is collected or live, and why; three queries at most.

    None without a conference, a published order or an edition, and for whatever no longer waits to be on air.
    """
    conference = question.conference
    if conference is None or conference.phase(now) not in {Phase.COLLECTING, Phase.LIVE}:
        return None
    is_asked = (
        question.visibility in {Visibility.PUBLIC, Visibility.PENDING} and Stage(question.stage) in OPEN
    )
    if not is_asked or question.to_writing_at is not None or (order := order_of(conference)) is None:
        return None
    edition = latest_edition(conference.pk)
    if edition is None:
        return None
    index = next((i for i, place in enumerate(edition.places) if place[0] == question.number), None)
    _number, part, group = edition.places[index] if index is not None else (None, "", None)
    reason = None if index is None else _reason(edition, index)
    return Standing(
        place=None if index is None else index + 1,
        part=part,
        group=group,
        asked=reason[0] if reason else None,
        held=reason[1] if reason else None,
        before=edition.aired + (index or 0),
        size=edition.size,
        supports=None if hides_counts(conference, now=now) else supports_of([question.pk])[question.pk],
        is_waiting=question.is_public,
        commitment=order.commitment,
        is_revealed=order.revealed_at is not None,
        taken_at=edition.taken_at,
    )


def _reason(edition: OrderEdition, index: int) -> tuple[int, int] | None:
    """Asked and held of a place by quota."""
    reason = edition.reasons[index] if index < len(edition.reasons) else None
    return (reason[0], reason[1]) if reason else None


def _take(conference: Conference, order: PublishedOrder, now: datetime) -> OrderEdition | None:
    candidates = candidates_of(conference.pk)
    content = packed(candidates)
    digest = _digest(order, content)
    latest = latest_edition(conference.pk)
    if latest and latest.input_digest == digest and not _begins_live(conference, latest, now):
        return None
    seed = bytes(order.seed)
    lots = lots_of(conference.pk, candidates, seed)
    places = arrange(candidates, weights_of(order), seed, lots=lots)
    edition = OrderEdition.objects.create(
        conference=conference,
        taken_at=now,
        input_digest=digest,
        places=[[place.number, place.part.value, place.group] for place in places],
        reasons=[None if place.group is None else [place.asked, place.held] for place in places],
        size=len(candidates),
        aired=sum(candidate.aired is not None for candidate in candidates),
    )
    OrderInput.objects.create(edition=edition, packed=squeezed(content))
    _forget_old(conference, edition, now)
    signal_conference(conference.pk, LEADING)
    return edition


def _digest(order: PublishedOrder, content: bytes) -> str:
    rule = f"{order.support},{order.quota},{order.lottery},{order.commitment}\n"
    return hashlib.sha256(rule.encode() + content).hexdigest()


def _begins_live(conference: Conference, latest: OrderEdition, now: datetime) -> bool:
    return conference.phase(now) is Phase.LIVE and latest.taken_at < _live_from(conference)


def _live_from(conference: Conference) -> datetime:
    return conference.started_at or conference.starts_at


def _is_due(conference_id: UUID, now: datetime) -> bool:
    latest = latest_edition(conference_id)
    return latest is None or latest.taken_at <= now - EVERY_WHILE_COLLECTING


def _forget_old(conference: Conference, latest: OrderEdition, now: datetime) -> None:
    """Keep the first edition of the live part, the last one, and those of the last minutes."""
    first = first_edition(conference)
    kept = [latest.pk] + ([first.pk] if first else [])
    old = Q(conference=conference, taken_at__lt=now - KEPT_FOR)
    OrderEdition.objects.filter(old).exclude(pk__in=kept).delete()
