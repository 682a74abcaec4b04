"""The steps of a due date as sentences, for the receipt and the question's page."""

from datetime import date, time

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.localized import written_day
from sukhbat.terms.rules import DueDate, NamedDay, Step, StepCode, Term, Unit, Why

_SENTENCES: dict[StepCode, Promise] = {
    StepCode.ARRIVED: _("Arrived: %(day)s, %(time)s."),
    StepCode.REDIRECTED: _("Redirected: %(day)s, %(time)s."),
    StepCode.HAPPENED: _("The term follows what happened on this day: %(day)s, %(time)s."),
    StepCode.OLD_DUE: _("Due date before the extension: %(day)s."),
    StepCode.AFTER_HOURS: _("The working day had ended at %(time)s, so the next working day counts."),
    StepCode.NON_WORKING: _("Not a working day: %(days)s."),
    StepCode.REGISTERED: _("Registered: %(day)s."),
    StepCode.CONFERENCE_ENDS: _("Announced end of the conference: %(day)s."),
    StepCode.STARTS: _("The term of a question to a conference starts at that end: %(day)s."),
    StepCode.COUNTED_FROM: _("Days are counted from the next day: %(day)s."),
    StepCode.SKIPPED: _("Not counted: %(days)s."),
    StepCode.WORKED: _("Counted, because made a working day: %(days)s."),
    StepCode.MOVED: _("The last day, %(day)s, is not a working day, so the next working day counts."),
    StepCode.DUE: _("Working day %(count)s, the last one: %(day)s."),
}
_DUE_IN_CALENDAR_DAYS = _("Day %(count)s, the last one: %(day)s.")


def explain(due: DueDate, language: str) -> list[str]:
    """The whole calculation in order, one sentence a step, and the ground in law at the end.

    ``language`` is kk, ru or en.
    """
    with override(language):
        return [*(_sentence(step, due.term, language) for step in due.steps), _ground(due.term, language)]


def _sentence(step: Step, term: Term, language: str) -> str:
    template = _SENTENCES[step.code]
    if step.code is StepCode.DUE and term.unit is Unit.CALENDAR:
        template = _DUE_IN_CALENDAR_DAYS
    return str(template) % {
        "day": _day(step.on, language),
        "time": _clock(step.at),
        "count": step.count,
        "days": _days(step.days, language, sum_up=step.code is StepCode.SKIPPED),
    }


def _ground(term: Term, language: str) -> str:
    law = term.law.in_language(language)
    if not law:
        return gettext("Ground in law: to be confirmed.")
    if not term.article:
        return gettext("Ground in law: %(law)s; the article is to be confirmed.") % {"law": law}
    return gettext("Ground in law: %(law)s, %(article)s.") % {"law": law, "article": term.article}


def _days(days: tuple[NamedDay, ...], language: str, *, sum_up: bool) -> str:
    """Each day with its name; inside a term, plain weekends are only counted, for they repeat."""
    plain = [day for day in days if day.why is Why.WEEKEND] if sum_up else []
    named = [_named(day, language) for day in days if day not in plain]
    if plain:
        counted = ngettext("%(count)s day of weekends", "%(count)s days of weekends", len(plain))
        named.insert(0, counted % {"count": len(plain)})
    return "; ".join(named)


def _named(day: NamedDay, language: str) -> str:
    values = {"day": _day(day.on, language), "name": day.name.in_language(language)}
    if not values["name"]:
        return values["day"]
    if day.why is Why.SUBSTITUTE:
        return gettext("%(day)s (day off in place of a holiday: %(name)s)") % values
    return f"{values['day']} ({values['name']})"


def _day(day: date | None, language: str) -> str:
    return written_day(day, language, form="full") if day else ""


def _clock(moment: time | None) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes") if moment else ""
