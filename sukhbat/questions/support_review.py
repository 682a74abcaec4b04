"""Bursts and brigades: a coordinator sees what a rule would cancel, cancels it, and may take that back.

The rows stay with the act that cancelled them. A rule is a closed set of facts, so that the log can say it and
everyone is judged alike: at least so many supports of one question from one network within so many seconds.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_keep_conferences
from sukhbat.conferences.queries import any_conference
from sukhbat.conferences.rules import Phase
from sukhbat.kernel.locks import wait_for
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.kernel.signals import LEADING, signal_conference
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.events import SupportsCancelled
from sukhbat.questions.models import SupportCancellation
from sukhbat.questions.support_tally import most_supported

FEWEST, MOST = 2, 10_000
LONGEST = 86_400
SHORTEST_REASON, LONGEST_REASON = 10, 500
TOP = 10
REVIEWED = frozenset({Phase.COLLECTING, Phase.LIVE, Phase.ANSWERING, Phase.POSTPONED})
CHANGED = Refusal(
    "changed", _("Supports changed since you looked. Please look again before you cancel them."), 409
)
NOTHING = Refusal("nothing", _("This rule finds no supports."), 422)
REASON = Refusal("reason", _("Please write the reason in 10 to 500 characters."), 422)
NO_ACT = Refusal("not_found", _("There is no such act here."), 404)
REVOKED = Refusal("revoked", _("This act was taken back already."), 409)


@dataclass(frozen=True)
class Rule:
    """``per_network`` supports or more of one question from one network within so many seconds, in a span of time."""

    per_network: int
    within_seconds: int
    until_at: datetime
    from_at: datetime | None = None

    def to_json(self) -> dict[str, int | str | None]:
        return {
            "per_network": self.per_network,
            "within_seconds": self.within_seconds,
            "from_at": self.from_at.isoformat() if self.from_at else None,
            "until_at": self.until_at.isoformat(),
        }


@dataclass(frozen=True)
class Standing:
    """A leading question before the act and after it; places begin at 1, None: nobody supports it any more."""

    question_id: UUID
    supports: int
    supports_after: int
    place: int
    place_after: int | None


@dataclass(frozen=True)
class Preview:
    """What a rule would cancel at this moment. ``fingerprint`` stands for exactly these supports and this rule."""

    rule: Rule
    supports: int
    questions: int
    networks: int
    people: int
    top: tuple[Standing, ...]
    fingerprint: str


# A support is in a burst when some span of ``per_network`` supports in a row that holds it is short enough.
_BURSTS = """
WITH marked AS (
    SELECT s.question_id, s.person_id, s.network, s.at,
           s.at - lag(s.at, %(before)s) OVER (PARTITION BY s.question_id, s.network ORDER BY s.at, s.person_id)
               <= make_interval(secs => %(seconds)s) AS ends
    FROM questions_support s JOIN questions_question q ON q.id = s.question_id
    WHERE q.conference_id = %(conference)s AND s.taken_back_at IS NULL AND s.cancelled_by_id IS NULL
      AND s.at < %(until)s AND (%(from)s::timestamptz IS NULL OR s.at >= %(from)s)
), bursts AS (
    SELECT question_id, person_id, network, bool_or(ends) OVER (
        PARTITION BY question_id, network ORDER BY at, person_id
        ROWS BETWEEN CURRENT ROW AND %(before)s FOLLOWING) AS goes
    FROM marked
)
SELECT question_id, person_id, network FROM bursts WHERE goes ORDER BY question_id, person_id
"""
# Rows are held in the order in which supports.py holds them.
_CANCEL = """
WITH held AS (
    SELECT s.question_id, s.person_id
    FROM unnest(%s::uuid[], %s::uuid[]) AS gone(question_id, person_id)
    JOIN questions_support s USING (question_id, person_id)
    WHERE s.taken_back_at IS NULL AND s.cancelled_by_id IS NULL
    ORDER BY s.question_id, s.person_id FOR UPDATE OF s
)
UPDATE questions_support s SET cancelled_by_id = %s FROM held
WHERE s.question_id = held.question_id AND s.person_id = held.person_id
"""
_REVOKE = """
WITH held AS (
    SELECT s.question_id, s.person_id FROM questions_support s JOIN questions_question q ON q.id = s.question_id
    WHERE q.conference_id = %s AND s.cancelled_by_id = %s
    ORDER BY s.question_id, s.person_id FOR UPDATE OF s
)
UPDATE questions_support s SET cancelled_by_id = NULL FROM held
WHERE s.question_id = held.question_id AND s.person_id = held.person_id
"""
_Row = tuple[UUID, UUID, bytes]


def may_review_supports(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """A coordinator, from the opening of questions until the conference is closed."""
    if refusal := may_keep_conferences(person, now=now):
        return refusal
    if conference.phase(now) in REVIEWED:
        return None
    return Refusal("wrong_phase", _("Supports are reviewed from the first until the conference closes."), 409)


def preview(conference: Conference, rule: Rule) -> Preview:
    """What the rule would cancel now, and who leads before and after. Writes nothing."""
    return _preview(conference, rule, _bursts(conference, rule))


def cancellations(conference: Conference) -> list[SupportCancellation]:
    """The acts on a conference's supports, the latest first."""
    found = SupportCancellation.objects.filter(conference=conference).select_related("by")
    return list(found.order_by("-at", "-id"))


def cancellation(conference: Conference, act_id: UUID) -> SupportCancellation | None:
    """One act on this conference's supports."""
    return SupportCancellation.objects.filter(conference=conference, pk=act_id).select_related("by").first()


@transaction.atomic
def cancel_supports(
    *, person: Person | None, slug: str, rule: Rule, reason: str, seen: str, now: datetime
) -> SupportCancellation:
    """Cancel what was seen in a preview with this fingerprint. Refused when it is not the same any more."""
    conference = _reviewed(person, slug, now)
    assert person is not None  # the policy refused nobody
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refused(REASON)
    rows = _bursts(conference, rule)
    if not rows:
        raise Refused(NOTHING)
    if _fingerprint(rule, rows) != seen:
        raise Refused(CHANGED)
    act = SupportCancellation.objects.create(
        conference=conference, rule=rule.to_json(), reason=reason, cancelled=len(rows), by=person, at=now
    )
    questions, people = [str(row[0]) for row in rows], [str(row[1]) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL, [questions, people, act.pk])
        done = cursor.rowcount
    if done != len(rows):  # somebody took theirs back in this very moment
        raise Refused(CHANGED)
    _tell(conference, act, person, done, now)
    return act


@transaction.atomic
def revoke_cancellation(
    *, person: Person | None, slug: str, act_id: UUID, now: datetime
) -> SupportCancellation:
    """Give the supports of an act back; those that their people took back meanwhile stay so."""
    conference = _reviewed(person, slug, now)
    act = cancellation(conference, act_id)
    if act is None:
        raise Refused(NO_ACT)
    if act.revoked_at is not None:
        raise Refused(REVOKED)
    act.revoked_at = now
    act.save(update_fields=["revoked_at"])
    with connection.cursor() as cursor:
        cursor.execute(_REVOKE, [conference.pk, act.pk])
        done = cursor.rowcount
    _tell(conference, act, person, done, now)
    return act


def _reviewed(person: Person | None, slug: str, now: datetime) -> Conference:
    """The conference whose supports this transaction alone reviews now; intake goes on meanwhile."""
    conference = any_conference(slug)
    if conference is None:
        raise Refused(Refusal("not_found", _("There is no such conference."), 404))
    ensure(may_review_supports(person, conference, now=now))
    wait_for(f"questions.support_review:{conference.pk}")
    return conference


def _tell(
    conference: Conference, act: SupportCancellation, person: Person | None, supports: int, now: datetime
) -> None:
    event = SupportsCancelled(
        supports=supports,
        per_network=act.rule["per_network"],
        within_seconds=act.rule["within_seconds"],
        is_revoked=act.revoked_at is not None,
    )
    actor = Actor("coordinator", person.pk if person else None)
    record(event=event, subject=f"conference/{conference.slug}", actor=actor, now=now)
    signal_conference(conference.pk, LEADING)


def _bursts(conference: Conference, rule: Rule) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            _BURSTS,
            {
                "conference": conference.pk,
                "before": rule.per_network - 1,
                "seconds": rule.within_seconds,
                "from": rule.from_at,
                "until": rule.until_at,
            },
        )
        return [(row[0], row[1], bytes(row[2])) for row in cursor.fetchall()]


def _preview(conference: Conference, rule: Rule, rows: Collection[_Row]) -> Preview:
    losses = Counter(row[0] for row in rows)
    return Preview(
        rule=rule,
        supports=len(rows),
        questions=len(losses),
        networks=len({row[2] for row in rows}),
        people=len({row[1] for row in rows}),
        top=_top(conference, losses),
        fingerprint=_fingerprint(rule, rows),
    )


def _top(conference: Conference, losses: Counter[UUID]) -> tuple[Standing, ...]:
    """Those that lead before the act, and those that lead after it."""
    # As many more as lose something, so that whoever moves up is among them.
    before = most_supported(conference.pk, TOP + len(losses))
    after = sorted(((key, n - losses[key]) for key, n in before), key=lambda pair: (-pair[1], pair[0]))
    places = {key: place for place, (key, _n) in enumerate(before, start=1)}
    places_after = {key: place for place, (key, n) in enumerate(after, start=1) if n > 0}
    return tuple(
        Standing(key, n, n - losses[key], places[key], places_after.get(key))
        for key, n in before
        if places[key] <= TOP or places_after.get(key, TOP + 1) <= TOP
    )


def _fingerprint(rule: Rule, rows: Collection[_Row]) -> str:
    digest = hashlib.sha256(json.dumps(rule.to_json(), sort_keys=True).encode())
    for question_id, person_id, _network in rows:
        digest.update(question_id.bytes + person_id.bytes)
    return digest.hexdigest()
