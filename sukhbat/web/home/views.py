"""The home page, the pages about the site, and the door that sends a reader to their language."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.queries import latest_rows
from sukhbat.bodies.models import Theme
from sukhbat.bodies.queries import themes
from sukhbat.concerns.public.listing import largest
from sukhbat.concerns.public.rising import rising
from sukhbat.conferences.queries import public_conferences
from sukhbat.conferences.rules import Phase
from sukhbat.kernel import clock
from sukhbat.questions import counters
from sukhbat.questions.listing import overdue_total, without_owner
from sukhbat.questions.rules import Balance
from sukhbat.terms.queries import term
from sukhbat.terms.rules import DAY_ENDS_AT, TermKind
from sukhbat.web.balance import Part, Shares, shares
from sukhbat.web.caching import public_page
from sukhbat.web.concerns.asked import Asked
from sukhbat.web.concerns.rises import ShownRise, shown_rises
from sukhbat.web.concerns.rows import ShownRow, shown_rows
from sukhbat.web.concerns.views import reader_language
from sukhbat.web.conferences.groups import listed
from sukhbat.web.fragments import CARD, question_pieces
from sukhbat.web.methods import takes

CARDS, CONFERENCES, THEMES, RISES = 6, 4, 6, 3
TO_COME = (Phase.LIVE, Phase.COLLECTING, Phase.ANNOUNCED)


def choose_language(request: HttpRequest) -> HttpResponse:
    """``/`` goes to the language of the reader's cookie or browser, Kazakh when neither says."""
    response = redirect(f"/{get_language_from_request(request)}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@takes("GET")
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The promise, a place to ask, what is coming, the balance, what rises, the latest answers, the themes."""
    now = clock.now()
    conferences = listed(public_conferences(now=now), now=now)
    rises = _rises(now)
    coming = [row for row in conferences if row.phase in TO_COME]
    context = {
        "live": next((row for row in coming if row.phase == Phase.LIVE), None),
        "coming": coming[:CONFERENCES],
        "under_way": [row for row in conferences if row.phase == Phase.ANSWERING][
            : CONFERENCES - len(coming[:3])
        ],
        "rises": rises,
        "largest": [] if rises else _largest(now),
        "parts": _balance(clock.local_day(now)),
        "counted_at": now,
        "answered": question_pieces(latest_rows(limit=CARDS), CARD, now=now),
        "themes": _themes(clock.local_day(now)),
    }
    return render(request, "home/home.html", context)


@takes("GET")
@public_page
def how(request: HttpRequest) -> HttpResponse:
    """What is promised, by which term, and how each promise can be checked."""
    today = clock.local_day(clock.now())
    kinds = (TermKind.ANSWER, TermKind.REDIRECT, TermKind.EXTENSION, TermKind.MODERATION)
    terms = {kind.value: term(kind=kind, on=today) for kind in kinds}
    return render(request, "pages/how.html", {"terms": terms, "day_ends_at": DAY_ENDS_AT})


@takes("GET")
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


def _balance(today: date) -> list[Part]:
    total, path = counters.total_balance(), reverse("web:questions")
    late = overdue_total(today=today)
    lost = without_owner()
    return [
        Part(_("questions received"), total.received, path),
        Part(_("have an answer"), total.answered, f"{path}?state=answered"),
        Part(_("in work, each with a due date"), total.in_work, f"{path}?state=in_work"),
        Part(_("declined on a ground"), total.declined, f"{path}?state=declined"),
        Part(_("withdrawn by the asker"), total.withdrawn, f"{path}?state=withdrawn"),
        Part(_("overdue, of those in work"), late, f"{path}?state=overdue", "late" if late else "zero"),
        Part(_("without a body or a due date"), lost, "", "late" if lost else "zero"),
    ]


def _rises(now: datetime) -> list[ShownRise]:
    """The steepest of what rises this week; where a rise cannot be told, the page says nothing of it."""
    return shown_rises(rising(today=clock.local_day(now), language=reader_language()), now=now)[:RISES]


def _largest(now: datetime) -> list[ShownRow]:
    """What most people share, for the days on which nothing rises."""
    return shown_rows(largest(limit=RISES, language=reader_language()), Asked(), now=now)


def _themes(today: date) -> list[tuple[Theme, Balance, Shares]]:
    found = themes(on=today)
    balances = counters.balances("theme", [row.pk for row in found])
    rows = sorted(found, key=lambda row: -balances[row.pk].received)[:THEMES]
    return [(row, balances[row.pk], shares(balances[row.pk], 0)) for row in rows]
