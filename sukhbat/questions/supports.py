"""Wishing that a question is answered, and taking that back: one person alone, or thousands in one batch.

A batch costs the same few statements however many wishes it holds. Everyone in it is held first, in the order of
their ids, so that no two batches change the same row at once or wait for each other in a circle. No question is
held: a host who takes a much supported one on air must not wait for its supporters.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import hides_counts, supported_conferences
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.limits import Limit, hit_many, network_hash
from sukhbat.kernel.refusals import Refusal
from sukhbat.kernel.signals import LEADING, signal_conference
from sukhbat.people.models import Person
from sukhbat.people.queries import held_active
from sukhbat.questions.models import Support
from sukhbat.questions.policies import SIGN_IN
from sukhbat.questions.rules import Outcome, Visibility
from sukhbat.questions.sending_limits import SUPPORTED, SUPPORTED_FROM_NETWORK
from sukhbat.questions.support_rules import CANCELLED, NOT_FOUND, support_refusal
from sukhbat.questions.support_tally import supports_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants of one question; ``number`` as typed, ``network`` as web.client names it."""

    person_id: UUID
    number: str
    wanted: bool
    network: str


@dataclass(frozen=True, slots=True)
class Supported:
    """How it stands after the change. ``supports`` is exact, and None while the order hides counts."""

    number: str
    supports: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is asked of a question that somebody wishes for."""

    id: UUID
    number: str
    conference_id: UUID | None
    visibility: Visibility
    outcome: Outcome
    is_to_writing: bool
    author_id: UUID | None


Key = tuple[UUID, UUID]  # question and person

_FACTS = """
SELECT q.id, q.number, q.conference_id, q.visibility, q.outcome, q.to_writing_at IS NOT NULL, p.author_id
FROM questions_question q JOIN questions_questionprivate p ON p.question_id = q.id
WHERE q.number = ANY(%s::text[])
"""
_HELD = """
SELECT s.question_id, s.person_id, s.taken_back_at IS NULL, s.cancelled_by_id IS NOT NULL
FROM unnest(%s::uuid[], %s::uuid[]) AS wish(question_id, person_id)
JOIN questions_support s USING (question_id, person_id)
ORDER BY s.question_id, s.person_id FOR UPDATE OF s
"""
_ADD = """
INSERT INTO questions_support (question_id, person_id, network, at)
SELECT question_id, person_id, decode(network, 'hex'), %s
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS wish(question_id, person_id, network)
"""
# Wanted again: the support is of now and of this network.
_CHANGE = """
UPDATE questions_support s
SET taken_back_at = CASE WHEN wish.wanted THEN NULL ELSE %s END,
    at = CASE WHEN wish.wanted THEN %s ELSE s.at END,
    network = CASE WHEN wish.wanted THEN decode(wish.network, 'hex') ELSE s.network END
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::bool[]) AS wish(question_id, person_id, network, wanted)
WHERE s.question_id = wish.question_id AND s.person_id = wish.person_id
"""


def change_supports(
    *, wishes: Sequence[Wish], now: datetime, conference_id: UUID | None = None
) -> list[Supported | Refusal]:
    """Fulfil each wish or say why not, in one transaction; as many answers, in the same order.

    ``conference_id``: only questions of this conference are there. Of several wishes of one person for one
    question the last counts and all get its answer. A wish that is fulfilled already is answered like a new one.
    """
    if not wishes:
        return []
    with transaction.atomic():
        refusals = _refusals_of_people(wishes, now)
        facts = _facts({number for wish in wishes if (number := read_number(wish.number))})
        conferences = supported_conferences(
            {row.conference_id for row in facts.values() if row.conference_id}
        )
        asked: list[_Facts | Refusal] = [
            refusal or _one(wish, facts, conferences, conference_id, now)
            for wish, refusal in zip(wishes, refusals, strict=True)
        ]
        last = {
            (found.id, wish.person_id): wish
            for wish, found in zip(wishes, asked, strict=True)
            if isinstance(found, _Facts)
        }
        cancelled, changed = _fulfil(last, now)
        by_id = {found.id: found for found in asked if isinstance(found, _Facts)}
        for touched in {by_id[question_id].conference_id for question_id in changed}:
            if touched is not None:
                signal_conference(touched, LEADING)
        totals = _totals(by_id.values(), conferences, now)
        return [
            found
            if isinstance(found, Refusal)
            else _answer(found, (found.id, wish.person_id), last, cancelled, totals)
            for wish, found in zip(wishes, asked, strict=True)
        ]


def forget_supports(*, person: Person) -> int:
    """Delete whatever a person supported, so that nothing links them to it; how many went. In a transaction.

    The numbers follow, and so does the next supports_counted entry; those written before stay as they are.
    """
    mine = Support.objects.filter(person=person)
    touched = set(mine.values_list("question__conference_id", flat=True))
    gone = mine.delete()[0]
    for conference_id in touched - {None}:
        signal_conference(conference_id, LEADING)
    return gone


def _answer(
    found: _Facts, key: Key, last: dict[Key, Wish], cancelled: set[Key], totals: dict[UUID, int]
) -> Supported | Refusal:
    wanted = last[key].wanted
    if wanted and key in cancelled:
        return CANCELLED
    return Supported(found.number, totals.get(found.id), wanted)


def _refusals_of_people(wishes: Sequence[Wish], now: datetime) -> list[Refusal | None]:
    """Who may not wish anything now. Who wishes too often does not use up what their network may."""
    active = held_active({wish.person_id for wish in wishes})
    refusals = [None if wish.person_id in active else SIGN_IN for wish in wishes]
    _count(refusals, SUPPORTED, [str(wish.person_id) for wish in wishes], now)
    _count(refusals, SUPPORTED_FROM_NETWORK, [wish.network for wish in wishes], now)
    return refusals


def _count(refusals: list[Refusal | None], limit: Limit, keys: Sequence[str], now: datetime) -> None:
    """Count the wishes that are not refused yet, and refuse those beyond the limit."""
    passing = [index for index, refusal in enumerate(refusals) if refusal is None]
    answers = hit_many(limit, [keys[index] for index in passing], now=now)
    for index, answer in zip(passing, answers, strict=True):
        refusals[index] = answer


def _facts(numbers: Collection[str]) -> dict[str, _Facts]:
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [list(numbers)])
        rows = cursor.fetchall()
    return {
        row[1]: _Facts(row[0], row[1], row[2], Visibility(row[3]), Outcome(row[4]), row[5], row[6])
        for row in rows
    }


def _one(
    wish: Wish,
    facts: dict[str, _Facts],
    conferences: dict[UUID, Conference],
    only: UUID | None,
    now: datetime,
) -> _Facts | Refusal:
    """The question of a wish, or why it cannot be wished for."""
    found = facts.get(read_number(wish.number) or "")
    if found is None or (only is not None and found.conference_id != only):
        return NOT_FOUND
    refusal = support_refusal(
        visibility=found.visibility,
        outcome=found.outcome,
        is_to_writing=found.is_to_writing,
        phase=conferences[found.conference_id].phase(now) if found.conference_id else None,
        is_own=found.author_id == wish.person_id,
    )
    return refusal or found


def _fulfil(last: dict[Key, Wish], now: datetime) -> tuple[set[Key], set[UUID]]:
    """Write what differs. Which of the wishes meet a cancelled support, and whose number changed."""
    if not last:
        return set(), set()
    standing = _held(last)
    cancelled = {key for key, (_in_force, is_cancelled) in standing.items() if is_cancelled}
    fresh = [key for key, wish in last.items() if wish.wanted and key not in standing]
    other = [
        key
        for key, (is_wanted, _is_cancelled) in standing.items()
        if last[key].wanted != is_wanted and not (last[key].wanted and key in cancelled)
    ]
    networks = {name: network_hash(name).hex() for name in {last[key].network for key in (*fresh, *other)}}
    with connection.cursor() as cursor:
        if fresh:
            cursor.execute(_ADD, [now, *_columns(fresh), [networks[last[key].network] for key in fresh]])
        if other:
            marks = [networks[last[key].network] for key in other], [last[key].wanted for key in other]
            cursor.execute(_CHANGE, [now, now, *_columns(other), *marks])
    return cancelled, {key[0] for key in (*fresh, *other) if key not in cancelled}


def _held(keys: Iterable[Key]) -> dict[Key, tuple[bool, bool]]:
    """The supports that are there, held: whether each is wanted, and whether it was cancelled."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, _columns(keys))
        return {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}


def _columns(keys: Iterable[Key]) -> list[list[str]]:
    return [list(map(str, column)) for column in zip(*keys, strict=True)]


def _totals(found: Iterable[_Facts], conferences: dict[UUID, Conference], now: datetime) -> dict[UUID, int]:
    """The numbers that may be said, by question."""
    hidden = {key for key, conference in conferences.items() if hides_counts(conference, now=now)}
    return supports_of([row.id for row in found if row.conference_id not in hidden])
