"""Who may keep the directory, the calendar and the settings. No person means refusal."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person

SIGN_IN = Refusal("sign_in", _("Please sign in first."), 401)
OWN_ROLE = Refusal("own_role", _("Nobody grants a role to themselves. Another administrator has to do it."))


def may_coordinate(person: Person | None, *, now: datetime) -> Refusal | None:
    """The pages of coordination are read by coordinators, administrators and auditors."""
    if person is None:
        return SIGN_IN
    held = standing(person, on=local_day(now))
    if any(held.holds(role) for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR)):
        return None
    return Refusal("not_coordination", _("These pages are for coordinators, administrators and auditors."))


def may_keep_directory(person: Person | None, *, now: datetime) -> Refusal | None:
    """Bodies, regions, themes and competences: the coordinator."""
    return _coordinator(person, now, _("Only a coordinator may change the directory."))


def may_keep_calendar(person: Person | None, *, now: datetime) -> Refusal | None:
    """Holidays and transferred days: the coordinator."""
    return _coordinator(person, now, _("Only a coordinator may change the calendar."))


def may_keep_roles(person: Person | None, *, now: datetime) -> Refusal | None:
    """Who holds which role: the administrator."""
    return _administrator(person, now, _("Only an administrator may grant or end roles."))


def may_grant_to(person: Person | None, email: str, *, now: datetime) -> Refusal | None:
    """An administrator grants a role to anybody but themselves."""
    if refusal := may_keep_roles(person, now=now):
        return refusal
    own = person.email if person is not None else None
    return OWN_ROLE if own and own == email.strip().lower() else None


def may_administer(person: Person | None, *, now: datetime) -> Refusal | None:
    """Names, consent, grounds and switches: the administrator."""
    return _administrator(person, now, _("Only an administrator may change the settings."))


def may_read_log(person: Person | None, *, now: datetime) -> Refusal | None:
    """The whole log with its filters: auditors, coordinators and administrators."""
    return may_coordinate(person, now=now)


def _coordinator(person: Person | None, now: datetime, sentence: str | Promise) -> Refusal | None:
    return _holder(person, Role.COORDINATOR, "not_coordinator", sentence, now)


def _administrator(person: Person | None, now: datetime, sentence: str | Promise) -> Refusal | None:
    return _holder(person, Role.ADMINISTRATOR, "not_administrator", sentence, now)


def _holder(
    person: Person | None, role: Role, code: str, sentence: str | Promise, now: datetime
) -> Refusal | None:
    if person is None:
        return SIGN_IN
    return None if standing(person, on=local_day(now)).holds(role) else Refusal(code, sentence)
