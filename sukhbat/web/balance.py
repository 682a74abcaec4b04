"""A balance as a row of numbers, each one a link to the questions behind it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.questions.rules import Balance, BodyBalance


@dataclass(frozen=True)
class Part:
    """One number of a balance; ``url`` may be '' where there are no rows to open."""

    label: str | Promise
    value: int
    url: str = ""
    css: str = ""


def balance_parts(balance: Balance, path: str, *, anchor: str = "#questions") -> list[Part]:
    """received = answered live + answered in writing + in work + declined + withdrawn."""
    return [
        Part(_("questions received"), balance.received, f"{path}{anchor}"),
        Part(_("answered live"), balance.answered_live, f"{path}?state=answered_live{anchor}"),
        Part(
            _("answered in writing"), balance.answered_in_writing, f"{path}?state=answered_in_writing{anchor}"
        ),
        Part(_("in work"), balance.in_work, f"{path}?state=in_work{anchor}"),
        Part(_("declined"), balance.declined, f"{path}?state=declined{anchor}"),
        Part(_("withdrawn"), balance.withdrawn, f"{path}?state=withdrawn{anchor}"),
    ]


@dataclass(frozen=True)
class Equation:
    """A body's balance with what came from and went to other bodies, as two sides of one sum."""

    came: list[Part]
    went: list[Part]
    total: int
    closes: bool


def body_equation(found: BodyBalance, path: str, *, anchor: str = "#questions") -> Equation:
    """arrived + redirected in = answered + in work + declined + withdrawn + redirected out."""
    held = balance_parts(found.held, path, anchor=anchor)[1:]
    return Equation(
        came=[
            Part(_("arrived here first"), found.arrived),
            Part(_("sent here by others"), found.redirected_in),
        ],
        went=[*held, Part(_("sent on to others"), found.redirected_out)],
        total=found.arrived + found.redirected_in,
        closes=found.closes,
    )


@dataclass(frozen=True)
class Shares:
    """Whole percents of a bar, with the same in words; they never add up to more than 100."""

    ok: int
    work: int
    late: int


def shares(balance: Balance, overdue: int) -> Shares:
    """Answered, in work in time, and overdue, of what was received."""
    if not balance.received:
        return Shares(0, 0, 0)
    in_time = max(balance.in_work - overdue, 0)
    ok = balance.answered * 100 // balance.received
    late = overdue * 100 // balance.received
    return Shares(ok=ok, work=min(round(in_time * 100 / balance.received), 100 - ok - late), late=late)
