"""My searches: saving one, how often its letters come, deleting it."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sukhbat.kernel import clock
from sukhbat.kernel.limits import Limit, hit
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.notices import addresses
from sukhbat.notices.how_often import MOST, Every
from sukhbat.notices.models import SavedSearch
from sukhbat.notices.searches import actions, policies, queries
from sukhbat.people.models import Person
from sukhbat.search.queries import indexed_up_to
from sukhbat.search.rules import LONGEST_QUERY, ask
from sukhbat.understanding.text import clean
from sukhbat.web.methods import takes
from sukhbat.web.my.search_rows import LettersForm, narrowed, row_of
from sukhbat.web.person import signed_in
from sukhbat.web.search.facets import read_narrowed
from sukhbat.web.search.saving import wish_of

CHANGED = Limit("search.save", 60, 3600)
NOTHING_TYPED = Refusal(
    "nothing_typed",
    gettext_lazy("There is nothing to look for yet: write a word of two letters or more."),
    400,
)


@never_cache
@takes("GET")
def searches(request: HttpRequest) -> HttpResponse:
    """The person's saved searches, the newest first."""
    return _list(request, _person(request))


@never_cache
@takes("GET", "POST")
def save(request: HttpRequest) -> HttpResponse:
    """Save the search of the address: at once by the button of a search; a guest signs in and is asked here."""
    person, wish = _person(request), _wish(request)
    form = LettersForm(
        request.POST if request.method == "POST" else None,
        initial={"every": Every.DAY, "language": (get_language() or "kk")[:2]},
    )
    if request.method == "POST" and form.is_valid():
        return _saved(request, person, wish, form)
    known = queries.same_search(person, wish)
    search = known or SavedSearch(person=person, **asdict(wish))
    values = {
        "form": form,
        "search": search,
        "narrowed": narrowed(search),
        "refusal": None if known else policies.may_save(person, saved=len(queries.searches_of(person))),
        "person": person,
        "back_url": addresses.search(queries.values_of(search), get_language() or "kk"),
    }
    return render(request, "my/save_search.html", values, status=422 if form.errors else 200)


@takes("POST")
def change(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """How often letters come, and in which language."""
    person, form = _person(request), LettersForm(request.POST)
    ensure(policies.may_change(person, queries.search_by_id(search_id)))
    if not form.is_valid():
        return _list(request, person, wrong=search_id)
    now = clock.now()
    ensure(hit(CHANGED, str(person.pk), now=now))
    every, language = form.chosen()
    actions.change_search(
        person=person,
        search_id=search_id,
        every=every,
        language=language,
        seen_up_to=indexed_up_to(),
        now=now,
    )
    messages.success(request, _("Saved."))
    return _see()


@never_cache
@takes("GET", "POST")
def delete(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Ask once more, then delete."""
    person = _person(request)
    found = queries.search_by_id(search_id)
    ensure(policies.may_change(person, found))
    if request.method != "POST":
        assert found is not None
        return render(request, "my/delete_search.html", {"search": found, "narrowed": narrowed(found)})
    actions.delete_search(person=person, search_id=search_id)
    messages.success(request, _("The search is deleted. No more letters come about it."))
    return _see()


def _saved(request: HttpRequest, person: Person, wish: queries.Wish, form: LettersForm) -> HttpResponse:
    now = clock.now()
    ensure(hit(CHANGED, str(person.pk), now=now))
    every, language = form.chosen()
    actions.save_search(
        person=person, wish=wish, language=language, every=every, seen_up_to=indexed_up_to(), now=now
    )
    messages.success(request, _("Saved. We write to you when there is something new."))
    return _see()


def _list(request: HttpRequest, person: Person, *, wrong: UUID | None = None) -> HttpResponse:
    """The list; ``wrong``: the search whose form is shown with its errors."""
    rows = [
        row_of(search, request.POST if search.pk == wrong else None) for search in queries.searches_of(person)
    ]
    values = {"rows": rows, "most": MOST, "person": person}
    return render(request, "my/searches.html", values, status=422 if wrong else 200)


def _wish(request: HttpRequest) -> queries.Wish:
    """The search that the address holds. Raises Refused for none, and for unknown filters."""
    typed = clean(request.GET.get("q", ""))[:LONGEST_QUERY]
    if ask(typed) is None:
        raise Refused(NOTHING_TYPED)
    return wish_of(typed, read_narrowed(request, now=clock.now()))


def _person(request: HttpRequest) -> Person:
    person = signed_in(request)
    if person is None:
        raise Refused(policies.SIGN_IN)
    return person


def _see() -> HttpResponse:
    response = redirect("web:my_searches")
    response.status_code = 303
    return response
