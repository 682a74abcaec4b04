"""Plain search over public questions and their answers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.questions.queries import question
from sukhbat.questions.rules import Visibility
from sukhbat.search.queries import CANDIDATES, PAGE, Found, Hit
from sukhbat.search.queries import search as find
from sukhbat.search.rules import LONGEST_QUERY, Ask, Part, ask, excerpt, marked
from sukhbat.understanding.text import clean
from sukhbat.web.caching import public_page
from sukhbat.web.filters import Chosen, no_filters, offered, read_filters
from sukhbat.web.methods import takes

LAST_PAGE = CANDIDATES // PAGE


@dataclass(frozen=True)
class ShownHit:
    """A hit with the words asked for told apart, in its question and in its answer."""

    hit: Hit
    said: list[Part]
    answered: list[Part]
    answer_language: str


@takes("GET")
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what was found. A number leads to its question."""
    now = clock.now()
    typed = clean(request.GET.get("q", ""))[:LONGEST_QUERY]
    if (number := _known_number(typed)) is not None:
        return redirect("web:question", number=number)
    asked = ask(typed)
    chosen, wanted = read_filters(request, no_filters(now=now), now=now)
    page = _page(request.GET.get("page", ""))
    found = find(asked, wanted, page=page) if asked else None
    context = {
        "q": typed,
        "asked": asked,
        "found": found,
        "hits": [_shown(hit, asked) for hit in found.hits] if found and asked else [],
        "is_more": bool(found and found.total >= CANDIDATES),
        "filters": offered({}, chosen, names=("theme", "region", "language"), now=now),
        "used": sum(bool(value) for value in (chosen.theme, chosen.region, chosen.language)),
        "today": now,
        **_pages(typed, chosen, found, page),
    }
    return render(request, "search/search.html", context)


def _known_number(typed: str) -> str | None:
    """The number of a question that is there; what only looks like one is searched for as words."""
    number = read_number(typed)
    found = question(number) if number else None
    return found.number if found and found.visibility != Visibility.PRIVATE else None


def _shown(hit: Hit, asked: Ask) -> ShownHit:
    said = marked(excerpt(hit.question.text, asked.stems), asked.stems)
    if hit.answer is None:
        return ShownHit(hit, said, [], "")
    version = hit.answer.shown
    return ShownHit(hit, said, marked(excerpt(version.text, asked.stems), asked.stems), version.language)


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _pages(typed: str, chosen: Chosen, found: Found | None, page: int) -> dict[str, str]:
    def url(number: int) -> str:
        return f"?{urlencode({'q': typed})}{'&' if chosen else ''}{chosen.query}&page={number}"

    has_more = found is not None and found.total > page * PAGE
    return {"newer_url": url(page - 1) if page > 1 else "", "older_url": url(page + 1) if has_more else ""}
