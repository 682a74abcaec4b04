"""Search over public questions and their answers, by words and by meaning."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.questions.queries import question
from sukhbat.questions.rules import Visibility
from sukhbat.search.meaning import near
from sukhbat.search.queries import CANDIDATES, PAGE, Found, Hit
from sukhbat.search.queries import search as find
from sukhbat.search.rules import LONGEST_QUERY, Part, ask, excerpt, marked
from sukhbat.understanding.text import clean
from sukhbat.web.caching import public_page
from sukhbat.web.methods import takes
from sukhbat.web.search.concerns import concerns_among
from sukhbat.web.search.facets import Narrowed, clear_url, languages, page_url, read_narrowed, selects
from sukhbat.web.search.saving import saving

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
    narrowed = read_narrowed(request, now=now)
    page = _page(request.GET.get("page", ""))
    found = find(asked, narrowed.wanted, page=page, meaning=near) if asked else None
    counts = found.counts if found else {}
    context = {
        "q": typed,
        "asked": asked,
        "found": found,
        "hits": [_shown(hit, found.lemmas) for hit in found.hits] if found else [],
        "concerns": concerns_among(found.hits) if found and page == 1 else [],
        "is_more": bool(found and found.with_words >= CANDIDATES),
        "filters": selects(counts, narrowed, now=now) if found else [],
        "languages": languages(typed, counts, narrowed) if found else [],
        "language": narrowed.chosen.language,
        "used": len(narrowed.values),
        "clear_url": clear_url(typed),
        "today": now,
        **_pages(typed, narrowed, found, page),
        **(saving(request, typed, narrowed) if asked else {}),
    }
    return render(request, "search/search.html", context)


def _known_number(typed: str) -> str | None:
    """The number of a question that is there; what only looks like one is searched for as words."""
    number = read_number(typed)
    found = question(number) if number else None
    return found.number if found and found.visibility != Visibility.PRIVATE else None


def _shown(hit: Hit, lemmas: frozenset[str]) -> ShownHit:
    said = _marked(hit.question.text, lemmas, hit.question.language)
    if hit.answer is None:
        return ShownHit(hit, said, [], "")
    version = hit.answer.shown
    return ShownHit(hit, said, _marked(version.text, lemmas, version.language), version.language)


def _marked(text: str, lemmas: frozenset[str], language: str) -> list[Part]:
    return marked(excerpt(text, lemmas, language), lemmas, language)


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _pages(typed: str, narrowed: Narrowed, found: Found | None, page: int) -> dict[str, str]:
    has_more = found is not None and found.total > page * PAGE
    return {
        "newer_url": page_url(typed, narrowed, page - 1) if page > 1 else "",
        "older_url": page_url(typed, narrowed, page + 1) if has_more else "",
    }
