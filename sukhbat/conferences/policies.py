"""Who may do what to a conference, and in which phase. No person means refusal."""

from collections.abc import Collection
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.policies import SIGN_IN
from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import EDITABLE, FORCED, INTAKE_SWITCHED, POSTPONABLE, Force, Phase
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person

_BY_RANK = (Role.COORDINATOR, Role.HOST, Role.MODERATOR)
NOT_LIVE = _("This is done during the live part only.")


def may_keep_conferences(person: Person | None, *, now: datetime) -> Refusal | None:
    """The coordinator drafts, announces and runs conferences."""
    if person is None:
        return SIGN_IN
    if standing(person, on=local_day(now)).holds(Role.COORDINATOR):
        return None
    return Refusal("not_coordinator", _("Only a coordinator may change conferences."))


def may_edit(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Until it is closed or cancelled."""
    sentence = _("A closed or cancelled conference is not edited any more.")
    return _in_phase(person, conference, EDITABLE, sentence, now)


def may_announce(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """A draft; what it must hold is checked by the act."""
    return _in_phase(person, conference, {Phase.DRAFT}, _("This conference is announced already."), now)


def may_force(
    person: Person | None, conference: Conference, force: Force, *, now: datetime
) -> Refusal | None:
    """Open, start or end by hand, from the phase before. A host may start and end the live part."""
    before, _after = FORCED[force]
    sentence = _("This conference is in another phase now. Look at it again.")
    if force is Force.OPEN:
        return _in_phase(person, conference, {before}, sentence, now)
    return _hosted_in(person, conference, {before}, sentence, now)


def may_host_any(person: Person | None, *, now: datetime) -> Refusal | None:
    """Hosts and coordinators see which live parts there are."""
    if person is None:
        return SIGN_IN
    held = standing(person, on=local_day(now))
    if held.holds(Role.HOST) or held.holds(Role.COORDINATOR):
        return None
    return Refusal("not_host", _("Only a host of the live part may do this."))


def may_host(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Hosts and coordinators, in the studio of an announced conference. Which phase is asked by each act."""
    if refusal := may_host_any(person, now=now):
        return refusal
    if conference.phase(now) is Phase.DRAFT:
        return Refusal("not_announced", _("This conference is still a draft: it has no live part yet."), 409)
    return None


def acting_role(person: Person | None, *, now: datetime) -> str:
    """In which role the log names someone who passed one of these policies: the highest they hold."""
    held = standing(person, on=local_day(now))
    return next((role.value for role in _BY_RANK if held.holds(role)), Role.COORDINATOR.value)


def may_follow(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """The speaker's screen: those who work in the live part, moderators too."""
    if person is not None and standing(person, on=local_day(now)).holds(Role.MODERATOR):
        return None
    return may_host(person, conference, now=now)


def may_pause(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Interrupt the live part and go on with it, while it lasts."""
    return _hosted_in(person, conference, {Phase.LIVE}, NOT_LIVE, now)


def may_switch_premoderation(
    person: Person | None, conference: Conference, *, now: datetime
) -> Refusal | None:
    """A moderator, a host or a coordinator decides whether texts wait for their check, until the end."""
    if refusal := may_follow(person, conference, now=now):
        return refusal
    if conference.phase(now) in INTAKE_SWITCHED:
        return None
    return Refusal("wrong_phase", _("This is decided before and during the live part only."), 409)


def may_switch_intake(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Stop and reopen the intake of questions before and during the live part."""
    sentence = _("Questions are taken only before and during the live part.")
    return _in_phase(person, conference, INTAKE_SWITCHED, sentence, now)


def may_postpone(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Before the live part begins."""
    sentence = _("Only a conference whose live part has not begun can be postponed.")
    return _in_phase(person, conference, POSTPONABLE, sentence, now)


def may_cancel(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Before the live part begins; one that is on air is ended instead."""
    sentence = _("Only a conference whose live part has not begun can be cancelled.")
    return _in_phase(person, conference, POSTPONABLE, sentence, now)


def may_publish_order(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """Before the live part begins, and once: a published order never changes."""
    sentence = _("The order is published after the announcement and before the live part begins.")
    if refusal := _in_phase(person, conference, POSTPONABLE, sentence, now):
        return refusal
    if getattr(conference, "order", None) is None:
        return None
    return Refusal("published", _("The order of this conference is published already and stays."), 409)


def may_close(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """After the live part; what its questions must be like is asked above (questions.conference_acts)."""
    sentence = _("A conference closes after its live part, once.")
    return _in_phase(person, conference, {Phase.ANSWERING}, sentence, now)


def _hosted_in(
    person: Person | None,
    conference: Conference,
    phases: Collection[Phase],
    sentence: str | Promise,
    now: datetime,
) -> Refusal | None:
    if refusal := may_host(person, conference, now=now):
        return refusal
    return None if conference.phase(now) in phases else Refusal("wrong_phase", sentence, 409)


def _in_phase(
    person: Person | None,
    conference: Conference,
    phases: Collection[Phase],
    sentence: str | Promise,
    now: datetime,
) -> Refusal | None:
    if refusal := may_keep_conferences(person, now=now):
        return refusal
    return None if conference.phase(now) in phases else Refusal("wrong_phase", sentence, 409)
