"""Taking questions in, one or hundreds at once, in one transaction: for the pages and for the live service.

Acknowledged is only what was committed. The same key again gives the first receipt, also when intake has closed or
a limit is reached. What cannot be stored is refused by itself and holds up nobody else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import held_for_intake
from sukhbat.kernel.limits import Limit, hit_many, network_hash
from sukhbat.kernel.refusals import Refusal
from sukhbat.kernel.signals import COUNTS, signal_conference
from sukhbat.kernel.switches import INTAKE, is_on
from sukhbat.ledger.queries import contents
from sukhbat.ledger.rules import EntryContent, leaf_hash
from sukhbat.people.queries import active_ids
from sukhbat.questions import policies
from sukhbat.questions.intake import ConferenceFacts, Prepared, Submission, World, prepare_for
from sukhbat.questions.promises import Pledge, sign_promises
from sukhbat.questions.sending_limits import SENT, SENT_FROM_NETWORK
from sukhbat.questions.storing import Known, NumberTaken, known_by_key, store
from sukhbat.questions.world import conference_facts, forget_world, intake_world

DRAWS = 3
PAUSED = Refusal(
    "paused", _("New questions are paused for a moment. Please try again: your text is kept."), 503
)
BUSY = Refusal("busy", _("Please try again: your text is kept."), 503)
KEY_TAKEN = Refusal("key_taken", _("Please open the form anew and send your question again."), 409)
UNREADABLE = Refusal("unreadable", _("This question cannot be read. Please write it anew."), 422)
UNKNOWN_NAME = Refusal(
    "unknown_name", _("This theme or this place is not in the list. Please choose it again."), 422
)
GONE = Refusal("gone", _("It names something that no longer exists."), 409)
log = structlog.get_logger("sukhbat.intake")


@dataclass(frozen=True)
class Arrival:
    """A submission as it came in. ``network`` is what limits count it by; '' when the face counted it itself."""

    submission: Submission
    conference_id: UUID | None = None
    network: str = ""

    @property
    def owner(self) -> UUID | None:
        """Who may have its receipt: the operator who entered it, else its author."""
        return self.submission.entered_by_id or self.submission.author_id


@dataclass(frozen=True)
class Taken:
    """An acknowledgement. ``is_new`` tells a first one from a repeated one; ``promise`` is signed (promise_rules)."""

    number: str
    question_id: UUID
    is_new: bool
    received_at: datetime
    due_on: date
    body_id: UUID
    promise: dict[str, Any]


def take_in_all(*, arrivals: Sequence[Arrival], now: datetime) -> list[Taken | Refusal]:
    """Take in what arrived; what became of each, in the same order. One transaction unless a row spoils it.

    A row that the database refuses is found by halves and refused alone. What was sent twice in one batch is
    stored once. Raises OperationalError when the database is out of reach: then nothing is acknowledged.
    """
    firsts: dict[tuple[UUID, UUID | None], Arrival] = {}
    for arrival in arrivals:
        firsts.setdefault((arrival.submission.key, arrival.owner), arrival)
    outcomes = dict(zip(firsts, _taken(list(firsts.values()), now), strict=True))
    if len(firsts) == len(arrivals):
        return list(outcomes.values())
    told: list[Taken | Refusal] = []
    for arrival in arrivals:
        name = arrival.submission.key, arrival.owner
        outcome = outcomes[name]
        told.append(outcome)
        if isinstance(outcome, Taken) and outcome.is_new:
            outcomes[name] = replace(outcome, is_new=False)
    return told


def _taken(arrivals: Sequence[Arrival], now: datetime) -> list[Taken | Refusal]:
    for _draw in range(DRAWS):
        try:
            with transaction.atomic():
                return _Batch(arrivals, now).take()
        except NumberTaken:
            continue
        except (IntegrityError, DataError, UnicodeError) as error:
            if len(arrivals) == 1:
                log.warning("intake.row_refused", error=type(error).__name__)
                return [GONE if isinstance(error, IntegrityError) else UNREADABLE]
            half = len(arrivals) // 2
            return _taken(arrivals[:half], now) + _taken(arrivals[half:], now)
    return [BUSY] * len(arrivals)


class _Batch:
    """One transaction: each step settles some of the arrivals and leaves the others waiting for the next."""

    def __init__(self, arrivals: Sequence[Arrival], now: datetime) -> None:
        self.arrivals = arrivals
        self.now = now
        self.waiting = list(range(len(arrivals)))
        self.refused: dict[int, Refusal] = {}
        self.known: dict[int, Known] = {}
        self.stored: dict[int, Prepared] = {}

    def take(self) -> list[Taken | Refusal]:
        self._find_known()
        if self.waiting and not is_on(INTAKE):
            self._refuse(lambda arrival: PAUSED)
        self._ask_people()
        conferences = self._ask_conferences()
        self._count(SENT, lambda arrival: str(arrival.owner))
        self._count(SENT_FROM_NETWORK, lambda arrival: arrival.network)
        self._store(self._prepared(conferences))
        self._find_known()
        for conference_id in self._conferences(self.stored):
            signal_conference(conference_id, COUNTS)
        return self._told()

    def _refuse(self, why: Callable[[Arrival], Refusal | None]) -> None:
        found = {at: why(self.arrivals[at]) for at in self.waiting}
        self.refused |= {at: refusal for at, refusal in found.items() if refusal is not None}
        self.waiting = [at for at in self.waiting if found[at] is None]

    def _find_known(self) -> None:
        """Whose key is stored already has their receipt; someone else's key gives nothing of theirs."""
        if not self.waiting:
            return
        found = known_by_key(self.arrivals[at].submission.key for at in self.waiting)
        self._refuse(lambda arrival: _not_theirs(arrival, found.get(arrival.submission.key)))
        mine = {at: found.get(self.arrivals[at].submission.key) for at in self.waiting}
        self.known |= {at: known for at, known in mine.items() if known is not None}
        self.waiting = [at for at in self.waiting if mine[at] is None]

    def _ask_people(self) -> None:
        if self.waiting:
            owners = {owner for at in self.waiting if (owner := self.arrivals[at].owner) is not None}
            active = active_ids(owners)
            self._refuse(lambda arrival: None if arrival.owner in active else policies.SIGN_IN)

    def _ask_conferences(self) -> dict[UUID, ConferenceFacts]:
        """Hold each conference until the end, so that one that closes or is postponed sees these questions."""
        facts: dict[UUID, ConferenceFacts] = {}
        refused: dict[UUID, Refusal] = {}
        for conference_id in self._conferences(self.waiting):
            held = _held(conference_id)
            # One that closed while this waited for it has its balance already, whenever the question arrived.
            is_there = held is not None and held.closed_at is None
            refusal = (
                policies.may_send_to(held, now=self.now) if held and is_there else policies.INTAKE_CLOSED
            )
            if refusal is not None:
                refused[conference_id] = refusal
            elif held is not None:
                facts[conference_id] = conference_facts(held)
        self._refuse(lambda arrival: refused.get(arrival.conference_id) if arrival.conference_id else None)
        return facts

    def _conferences(self, places: Iterable[int]) -> list[UUID]:
        """The conferences of some of the arrivals, in one order for all transactions."""
        named = (self.arrivals[at].conference_id for at in places)
        return sorted({conference_id for conference_id in named if conference_id is not None})

    def _count(self, limit: Limit, key: Callable[[Arrival], str]) -> None:
        counted = [at for at in self.waiting if self.arrivals[at].network]
        answers = dict(
            zip(
                counted,
                hit_many(limit, [key(self.arrivals[at]) for at in counted], now=self.now),
                strict=True,
            )
        )
        self.refused |= {at: answer for at, answer in answers.items() if answer is not None}
        self.waiting = [at for at in self.waiting if answers.get(at) is None]

    def _prepared(self, conferences: dict[UUID, ConferenceFacts]) -> dict[int, Prepared]:
        if not self.waiting:
            return {}
        world = self._world()
        prepared: dict[int, Prepared] = {}
        for at in self.waiting:
            arrival = self.arrivals[at]
            facts = conferences[arrival.conference_id] if arrival.conference_id else None
            outcome = _prepare(arrival.submission, facts, world, self.now)
            if isinstance(outcome, Refusal):
                self.refused[at] = outcome
            else:
                if arrival.network:
                    outcome.private["network"] = "\\x" + network_hash(arrival.network).hex()
                prepared[at] = outcome
        self.waiting = list(prepared)
        return prepared

    def _world(self) -> World:
        """The snapshot; read anew when something is named that came into the directory since."""
        world = intake_world(now=self.now)
        if any(_names_unknown(self.arrivals[at].submission, world) for at in self.waiting):
            forget_world()
            world = intake_world(now=self.now)
        return world

    def _store(self, prepared: dict[int, Prepared]) -> None:
        """Who waits on has lost its key to another transaction, or to another person of this batch."""
        if prepared:
            fresh = store(list(prepared.values()))
            self.stored = {at: one for at, one in prepared.items() if one.id in fresh}
            self.waiting = [at for at in self.waiting if at not in self.stored]

    def _told(self) -> list[Taken | Refusal]:
        outcomes: dict[int, Taken | Refusal] = dict.fromkeys(self.waiting, GONE)
        outcomes |= self.refused
        pledges = {at: _pledge_of_new(one) for at, one in self.stored.items()}
        entries = contents(known.entry_id for known in self.known.values()) if self.known else {}
        pledges |= {at: _pledge_of_known(known, entries[known.entry_id]) for at, known in self.known.items()}
        promises = sign_promises(list(pledges.values()))
        for (at, pledge), promise in zip(pledges.items(), promises, strict=True):
            outcomes[at] = self._acknowledged(at, pledge, promise)
        return [outcomes[at] for at in range(len(self.arrivals))]

    def _acknowledged(self, at: int, pledge: Pledge, promise: dict[str, Any]) -> Taken:
        known = self.known.get(at)
        return Taken(
            number=pledge.number,
            question_id=known.question_id if known else self.stored[at].id,
            is_new=known is None,
            received_at=pledge.received_at,
            due_on=pledge.due_on,
            body_id=known.body_id if known else self.stored[at].body_id,
            promise=promise,
        )


def _held(conference_id: UUID) -> Conference | None:
    try:
        return held_for_intake(conference_id)
    except IndexError:  # there is no such conference
        return None


def _not_theirs(arrival: Arrival, known: Known | None) -> Refusal | None:
    if known is None:
        return None
    owner = known.entered_by_id if arrival.submission.entered_by_id else known.author_id
    return None if owner is not None and owner == arrival.owner else KEY_TAKEN


def _names_unknown(submission: Submission, world: World) -> bool:
    theme, region = submission.theme_id, submission.region_id
    return (theme is not None and theme not in world.theme_slugs) or (
        region is not None and region not in world.region_slugs
    )


def _prepare(
    submission: Submission, conference: ConferenceFacts | None, world: World, now: datetime
) -> Prepared | Refusal:
    """Prepare one row. Whatever a row makes the code stumble over is that row's refusal, not the batch's."""
    if _names_unknown(submission, world):
        return UNKNOWN_NAME
    try:
        return prepare_for(conference, submission, world, now=now)
    except Exception as error:
        log.warning("intake.row_unreadable", error=type(error).__name__)
        return UNREADABLE


def _pledge_of_new(prepared: Prepared) -> Pledge:
    content = prepared.entry.content
    return Pledge(
        number=content.subject,
        leaf_hash=leaf_hash(content),
        received_at=prepared.received_at,
        body=str(content.facts["body"]),
        due_on=prepared.due.due_on,
    )


def _pledge_of_known(known: Known, entry: EntryContent) -> Pledge:
    """What was promised the first time, from the log: body and due date may have moved since."""
    return Pledge(
        number=known.number,
        leaf_hash=leaf_hash(entry),
        received_at=known.received_at,
        body=str(entry.facts["body"]),
        due_on=date.fromisoformat(str(entry.facts["due_on"])),
    )
