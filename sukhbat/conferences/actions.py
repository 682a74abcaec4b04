"""Drafting, announcing and running a conference.

Postponing, cancelling and closing reach its questions, too: their outermost acts are in
questions.conference_acts, which calls ``postpone``, ``cancel`` and ``close`` here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences import policies
from sukhbat.conferences.events import (
    ConferenceAnnounced,
    ConferenceCancelled,
    ConferenceChanged,
    ConferenceClosed,
    ConferenceDrafted,
    ConferencePhaseForced,
    ConferencePostponed,
    IntakeSwitched,
)
from sukhbat.conferences.models import Conference, ConferenceTheme, Respondent
from sukhbat.conferences.rules import FORCED, Force, earliest_start, in_order
from sukhbat.conferences.values import (
    FIXED_ONCE_ANNOUNCED,
    LANGUAGES,
    ConferenceValues,
    RespondentValues,
    changed_fields,
    values_of,
)
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.kernel.signals import PHASE, signal_conference
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import TermKind

STALE = "stale"


@dataclass(frozen=True)
class NewTimes:
    """When a postponed conference takes place now; aware moments."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Outcome:
    """The balance a conference closes with; the unit is questions, and none is in work."""

    received: int
    answered_live: int
    answered_in_writing: int
    declined: int
    withdrawn: int


@transaction.atomic
def create_conference(
    *, person: Person | None, values: ConferenceValues, is_sample: bool = False, now: datetime
) -> Conference:
    """A draft, seen by coordinators only. Refused: 409 for a taken address, 422 for times out of order."""
    ensure(policies.may_keep_conferences(person, now=now))
    ensure(_times_refusal(values))
    conference = Conference(**values.columns(), terms_start_on=local_day(values.ends_at), is_sample=is_sample)
    _save(conference)
    _set_themes(conference, values)
    _set_respondents(conference, values.respondents)
    _log(ConferenceDrafted(), conference, person, now)
    return conference


@transaction.atomic
def edit_conference(
    *, person: Person | None, slug: str, version: int, values: ConferenceValues, now: datetime
) -> Conference:
    """Change what may be changed in its phase. ``version`` is the one the form was opened on.

    Refused: 409 ``stale`` when somebody saved meanwhile, 409 ``announced`` for what stays as announced.
    """
    conference = held(slug)
    ensure(policies.may_edit(person, conference, now=now))
    if conference.version != version:
        raise Refused(Refusal(STALE, _("Somebody changed this meanwhile. Look at both and save again."), 409))
    fields = changed_fields(before := values_of(conference), values)
    if not fields:
        return conference
    if conference.announced_at is not None:
        ensure(_announced_refusal(before, values))
    else:
        ensure(_times_refusal(values))
        conference.terms_start_on = local_day(values.ends_at)
    for name, value in values.columns().items():
        setattr(conference, name, value)
    _bump(conference)
    _set_themes(conference, values)
    _set_respondents(conference, values.respondents)
    _log(ConferenceChanged(fields=fields, formerly=_formerly(slug, values)), conference, person, now)
    return conference


@transaction.atomic
def announce_conference(*, person: Person | None, slug: str, now: datetime) -> Conference:
    """Make it public. Refused (422) without its titles, or too soon: the sentence names the first day."""
    conference = held(slug)
    ensure(policies.may_announce(person, conference, now=now))
    ensure(_incomplete(conference))
    ensure(_too_soon(conference, now=now))
    conference.announced_at = now
    conference.terms_start_on = local_day(conference.ends_at)
    _bump(conference)
    event = ConferenceAnnounced(
        body=conference.body.slug, starts_at=conference.starts_at, ends_at=conference.ends_at
    )
    _log(event, conference, person, now)
    return conference


@transaction.atomic
def force_phase(*, person: Person | None, slug: str, force: Force, now: datetime) -> Conference:
    """Open the intake, start or end the live part by hand, ahead of its time."""
    conference = held(slug)
    ensure(policies.may_force(person, conference, force, now=now))
    field = {Force.OPEN: "opened_at", Force.START: "started_at", Force.END: "ended_at"}[force]
    setattr(conference, field, now)
    conference.paused_at = None
    _bump(conference)
    _log(ConferencePhaseForced(phase=FORCED[force][1], at=now), conference, person, now)
    signal_conference(conference.pk, PHASE)
    return conference


@transaction.atomic
def switch_intake(*, person: Person | None, slug: str, is_open: bool, now: datetime) -> Conference:
    """Stop or reopen the intake of questions. The same again changes nothing."""
    conference = held(slug)
    ensure(policies.may_switch_intake(person, conference, now=now))
    if conference.intake_open != is_open:
        conference.intake_open = is_open
        _bump(conference)
        _log(IntakeSwitched(is_open=is_open), conference, person, now)
    return conference


def postpone(
    *, person: Person | None, slug: str, times: NewTimes | None, now: datetime
) -> tuple[Conference, bool]:
    """The conference's part of postponing, and whether the terms of its questions start on another day now.

    In the caller's transaction (questions.conference_acts.postpone_conference).
    """
    conference = held(slug)
    ensure(policies.may_postpone(person, conference, now=now))
    if times is None:
        return _put_off(conference, person, now=now), False
    ensure(_new_times_refusal(conference, times, now=now))
    conference.starts_at, conference.ends_at = times.starts_at, times.ends_at
    conference.postponed_at = None
    moved = _moved_terms(conference)
    if moved is not None:
        conference.terms_start_on, conference.terms_moved_at = moved, now
    _bump(conference)
    _log(ConferencePostponed(starts_at=times.starts_at, terms_start_on=moved), conference, person, now)
    return conference, moved is not None


def _moved_terms(conference: Conference) -> date | None:
    """The new day of the terms, when this postponement is the one that moves it."""
    end_on = local_day(conference.ends_at)
    is_later = conference.terms_moved_at is None and end_on > conference.terms_start_on
    return end_on if is_later else None


def _put_off(conference: Conference, person: Person | None, *, now: datetime) -> Conference:
    if conference.postponed_at is None:
        conference.postponed_at = now
        _bump(conference)
        _log(ConferencePostponed(starts_at=None, terms_start_on=None), conference, person, now)
    return conference


def cancel(*, person: Person | None, slug: str, now: datetime) -> tuple[Conference, bool]:
    """The conference's part of cancelling, and whether terms start earlier by it. In a transaction."""
    conference = held(slug)
    ensure(policies.may_cancel(person, conference, now=now))
    conference.cancelled_at = now
    today = local_day(now)
    has_moved = today < conference.terms_start_on
    conference.terms_start_on = min(today, conference.terms_start_on)
    _bump(conference)
    _log(ConferenceCancelled(terms_start_on=conference.terms_start_on), conference, person, now)
    return conference, has_moved


def close(*, person: Person | None, conference: Conference, outcome: Outcome, now: datetime) -> Conference:
    """The conference's part of closing, for a row that is held. In the caller's transaction."""
    ensure(policies.may_close(person, conference, now=now))
    conference.closed_at = now
    _bump(conference)
    event = ConferenceClosed(
        received=outcome.received,
        answered_live=outcome.answered_live,
        answered_in_writing=outcome.answered_in_writing,
        declined=outcome.declined,
        withdrawn=outcome.withdrawn,
    )
    _log(event, conference, person, now)
    return conference


def held(slug: str) -> Conference:
    """The row for change, locked until the transaction ends. Refused (404) when there is none."""
    found = Conference.objects.select_for_update(no_key=True).filter(slug=slug).first()
    if found is None:
        raise Refused(Refusal("not_found", _("There is no such conference."), 404))
    return found


def earliest_start_on(*, collecting_at: datetime, now: datetime) -> date:
    """The first local day the live part of a conference announced now may begin."""
    today = local_day(now)
    return earliest_start(
        announced_on=today,
        collecting_on=local_day(collecting_at),
        announce=term(kind=TermKind.ANNOUNCE, on=today),
        collect=term(kind=TermKind.COLLECT, on=today),
        calendar=calendar(now=now),
    )


def _save(conference: Conference) -> None:
    try:
        with transaction.atomic():
            conference.save()
    except IntegrityError as error:
        if "slug" not in str(error):
            raise
        raise Refused(Refusal("taken", _("Another conference has this address."), 409)) from error


def _bump(conference: Conference) -> None:
    conference.version += 1
    _save(conference)


def _log(event: Event, conference: Conference, person: Person | None, now: datetime) -> None:
    role = policies.acting_role(person, now=now)
    actor = Actor(role, person.pk if person else None)
    record(event=event, subject=f"conference/{conference.slug}", actor=actor, now=now)


def _formerly(slug: str, values: ConferenceValues) -> str | None:
    return slug if slug != values.slug else None


def _times_refusal(values: ConferenceValues) -> Refusal | None:
    if in_order(values.collecting_at, values.starts_at, values.ends_at):
        return None
    return Refusal(
        "times", _("Questions are collected before the live part, and it ends after it begins."), 422
    )


def _announced_refusal(before: ConferenceValues, values: ConferenceValues) -> Refusal | None:
    if all(getattr(before, name) == getattr(values, name) for name in FIXED_ONCE_ANNOUNCED):
        return _titles_refusal([getattr(values, f"title_{language}") for language in LANGUAGES])
    return Refusal(
        "announced",
        _("The address, the body and the times stay as announced. Postpone to move the times."),
        409,
    )


def _incomplete(conference: Conference) -> Refusal | None:
    return _titles_refusal([getattr(conference, f"title_{language}") for language in LANGUAGES])


def _titles_refusal(titles: Sequence[str]) -> Refusal | None:
    if all(title.strip() for title in titles):
        return None
    return Refusal("title_missing", _("A public conference has its title in all three languages."), 422)


def _too_soon(conference: Conference, *, now: datetime) -> Refusal | None:
    earliest = earliest_start_on(collecting_at=conference.collecting_at, now=now)
    if local_day(conference.starts_at) >= earliest:
        return None
    return Refusal(
        "too_soon",
        _("People need time to hear of it and to ask: the live part may begin on %(day)s at the earliest.")
        % {"day": date_format(earliest, "DATE_FORMAT")},
        422,
    )


def _new_times_refusal(conference: Conference, times: NewTimes, *, now: datetime) -> Refusal | None:
    if not in_order(conference.collecting_at, times.starts_at, times.ends_at):
        return Refusal(
            "times", _("The live part ends after it begins, and begins after the collecting."), 422
        )
    if times.starts_at <= max(now, conference.starts_at):
        return Refusal("not_later", _("A conference is postponed to a later time than it had."), 422)
    return None


def _set_themes(conference: Conference, values: ConferenceValues) -> None:
    if tuple(link.theme_id for link in conference.theme_links.all()) == values.theme_ids:
        return
    conference.theme_links.all().delete()
    ConferenceTheme.objects.bulk_create(
        ConferenceTheme(conference=conference, theme_id=theme, position=position)
        for position, theme in enumerate(values.theme_ids)
    )


def _set_respondents(conference: Conference, wanted: Sequence[RespondentValues]) -> None:
    rows = {row.pk: row for row in conference.respondents.all()}
    kept = {values.id for values in wanted}
    try:
        conference.respondents.exclude(pk__in=[key for key in rows if key in kept]).delete()
    except ProtectedError as error:
        sentence = _("Someone you removed has answered on air already, so they stay in the list.")
        raise Refused(Refusal("has_answered", sentence, 409)) from error
    for position, values in enumerate(wanted):
        row = rows.get(values.id or 0) or Respondent(conference=conference)
        for language in LANGUAGES:
            setattr(row, f"name_{language}", getattr(values, f"name_{language}"))
            setattr(row, f"post_{language}", getattr(values, f"post_{language}"))
        row.body_id, row.position = values.body_id, position
        row.save()
