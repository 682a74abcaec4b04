"""Saving a search from its page, the list of one's own, and the one click of a letter, through HTTP."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sukhbat.notices import addresses
from sukhbat.notices.how_often import MOST, Every
from sukhbat.notices.models import SavedSearch
from sukhbat.people.models import Person
from sukhbat.web.my import searches
from tests.notices.searches import TUESDAY, indexed, saved, told
from tests.people import MONDAY
from tests.web.steps import published

pytestmark = pytest.mark.django_db
SEARCH, NEW, LIST = "/en/search/", "/en/my/searches/new/", "/en/my/searches/"
LETTERS = {"every": "day", "language": "ru"}


@pytest.fixture(autouse=True)
def at_monday(monkeypatch):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)


def signed_in(person, **options):
    client = Client(**options)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response):
    return response.content.decode()


# From the page of a search


def test_one_press_saves_what_is_on_the_page(state):
    published(state, text="A bridge of stone", theme_id=state.roads.pk)
    seen = indexed()
    client = signed_in(state.aigerim)
    page = text(client.get(SEARCH, {"q": "bridge", "theme": "roads"}))
    form = re.search(r'<form method="post" action="([^"]*searches/new/[^"]*)">(.*?)</form>', page, re.DOTALL)
    fields = dict(re.findall(r'name="(every|language)" value="(\w+)"', form[2]))
    response = client.post(form[1].replace("&amp;", "&"), fields, follow=True)
    assert response.redirect_chain == [(LIST, 303)]
    assert "Saved. We write to you when there is something new." in text(response)
    search = SavedSearch.objects.get()
    assert (search.person, search.query, search.theme) == (state.aigerim, "bridge", state.roads)
    assert (search.every, search.language, search.told_up_to) == ("day", "en", seen)
    again = text(client.get(SEARCH, {"q": "bridge", "theme": "roads"}))
    assert "We tell you about new ones" in again
    assert "Tell me about new ones" not in again
    assert "Tell me about new ones" in text(client.get(SEARCH, {"q": "bridge"})), (
        "without the filter it is another"
    )


def test_also_where_nothing_is_found_yet(state):
    client = signed_in(state.aigerim)
    assert "Tell me about new ones" in text(client.get(SEARCH, {"q": "bridge"}))
    assert "Tell me about new ones" in text(client.get(SEARCH, {"q": "bridge", "theme": "roads"}))
    assert "Tell me about new ones" not in text(client.get(SEARCH))


def test_a_guest_signs_in_and_is_asked_then(state, client):
    page = client.get(SEARCH, {"q": "bridge of stone", "theme": "roads"})
    assert "public" in page["Cache-Control"]
    assert "csrf" not in text(page)
    link = re.search(r'href="([^"]*searches/new/[^"]*)"', text(page))[1].replace("&amp;", "&")
    to_sign_in = client.get(link)
    assert to_sign_in.status_code == 302
    assert (
        "next=%2Fen%2Fmy%2Fsearches%2Fnew%2F%3Fq%3Dbridge%2Bof%2Bstone%26theme%3Droads"
        in to_sign_in["Location"]
    )
    client.force_login(state.aigerim, backend="django.contrib.auth.backends.ModelBackend")
    asked = text(client.get(link))
    assert "bridge of stone" in asked
    assert "Жолдар (en)" in asked
    assert "We write to aigerim@example.kz." in asked
    assert SavedSearch.objects.count() == 0
    assert client.post(link, {"every": "week", "language": "kk"}).status_code == 303
    assert SavedSearch.objects.get().every == "week"


def test_the_page_of_a_search_costs_a_guest_nothing_more_and_a_person_one_query(state):
    for client, more in ((Client(), 0), (signed_in(state.aigerim), 1)):
        client.get(SEARCH, {"q": "bridge"})
        with CaptureQueriesContext(connection) as seen:
            client.get(SEARCH, {"q": "bridge"})
        assert sum("notices_savedsearch" in one["sql"] for one in seen) == more


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (NEW, 400),
        (f"{NEW}?q=%21", 400),
        (f"{NEW}?q=bridge&theme=nothing", 404),
        (f"{NEW}?q=bridge&body=nothing", 404),
        (f"{NEW}?q=bridge&body=a%00b", 404),
        (f"{NEW}?q=bridge&state=nothing", 404),
        (f"{NEW}?q=bridge%00&language=xx", 404),
    ],
)
def test_what_is_no_search_is_refused_in_words(state, address, status):
    client = signed_in(state.aigerim)
    assert client.get(address).status_code == client.post(address, LETTERS).status_code == status
    assert SavedSearch.objects.count() == 0


def test_a_wrong_choice_is_shown_at_its_field(state):
    response = signed_in(state.aigerim).post(f"{NEW}?q=bridge", {"every": "hourly", "language": "ru"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"every"}
    assert '<option value="ru" selected>' in text(response)


def test_a_long_query_is_cut_as_the_search_cuts_it(state):
    signed_in(state.aigerim).post(f"{NEW}?q={'bridge' * 100}", LETTERS)
    assert len(SavedSearch.objects.get().query) == 200


def test_above_the_most_the_page_says_so(state):
    for number in range(MOST):
        saved(state.aigerim, f"bridge {number}")
    client = signed_in(state.aigerim)
    page = client.get(f"{NEW}?q=another")
    assert "You have 20 saved searches" in text(page)
    assert 'name="every"' not in text(page)
    assert client.post(f"{NEW}?q=another", LETTERS).status_code == 409
    assert client.get(f"{NEW}?q=bridge+3").context["refusal"] is None


def test_without_an_address_the_page_says_so(state):
    Person.objects.filter(pk=state.aigerim.pk).update(email=None)
    client = signed_in(state.aigerim)
    assert "We know no e-mail address of yours." in text(client.get(f"{NEW}?q=bridge"))
    assert client.post(f"{NEW}?q=bridge", LETTERS).status_code == 409


def test_too_many_at_once_are_refused(state, monkeypatch):
    monkeypatch.setattr(searches, "CHANGED", searches.Limit("search.save", 2, 3600))
    client = signed_in(state.aigerim)
    statuses = [client.post(f"{NEW}?q=bridge+{number}", LETTERS).status_code for number in range(3)]
    assert statuses == [303, 303, 429]


# My searches


def test_the_list_is_mine_alone_and_says_all_of_each(state):
    saved(state.aigerim, "stone <b>", theme_id=state.roads.pk, asked_in="kk", state="answered", language="kk")
    saved(state.bolat, "somebody else's")
    page = text(signed_in(state.aigerim).get(LIST))
    for words in ("stone &lt;b&gt;", "Жолдар (en)", "in Kazakh", "Answered", "Every day", "No letter yet"):
        assert words in page
    assert "/en/search/?q=stone+%3Cb%3E&amp;theme=roads&amp;language=kk&amp;state=answered" in page
    assert "somebody" not in page
    assert "1 of 20." in page


def test_an_empty_list_says_how_to_begin(state):
    page = text(signed_in(state.aigerim).get(LIST))
    assert "No saved searches yet" in page
    assert 'href="/en/search/"' in page


def test_the_last_letter_is_named(state):
    saved(state.aigerim)
    published(state, text="A new bridge")
    told(state.aigerim, now=TUESDAY)
    assert "Last letter:" in text(signed_in(state.aigerim).get(LIST))


def test_the_list_costs_the_same_for_one_and_for_many(state, django_assert_max_num_queries):
    for number in range(MOST):
        saved(state.aigerim, f"bridge {number}", theme_id=state.roads.pk, region_id=state.abai.pk)
    client = signed_in(state.aigerim)
    client.get(LIST)
    with django_assert_max_num_queries(6):
        assert text(client.get(LIST)).count('name="every"') == MOST


def test_how_often_is_changed_and_only_ones_own(state):
    search = saved(state.aigerim)
    address = f"{LIST}{search.pk}/"
    assert signed_in(state.bolat).post(address, LETTERS).status_code == 404
    client = signed_in(state.aigerim)
    assert client.post(address, {"every": "week", "language": "kk"}).status_code == 303
    search.refresh_from_db()
    assert (search.every, search.language) == ("week", "kk")
    wrong = client.post(address, {"every": "hourly", "language": "kk"})
    assert wrong.status_code == 422
    assert '<details class="more" open>' in text(wrong)
    assert client.get(address).status_code == 405


def test_deleting_asks_first_and_takes_only_ones_own(state):
    search = saved(state.aigerim)
    address = f"{LIST}{search.pk}/delete/"
    for call in (signed_in(state.bolat).get, signed_in(state.bolat).post):
        assert call(address).status_code == 404
    client = signed_in(state.aigerim)
    assert "Delete this search?" in text(client.get(address))
    assert SavedSearch.objects.count() == 1
    assert "The search is deleted." in text(client.post(address, follow=True))
    assert SavedSearch.objects.count() == 0
    assert client.post(address).status_code == 404


def test_a_guest_is_asked_to_sign_in(state, client):
    search = saved(state.aigerim)
    for address in (LIST, f"{LIST}{search.pk}/delete/"):
        assert client.get(address).status_code == 302
    for address in (f"{NEW}?q=bridge", f"{LIST}{search.pk}/", f"{LIST}{search.pk}/delete/"):
        assert client.post(address, LETTERS)["Location"].startswith("/en/account/sign-in/")
    assert SavedSearch.objects.get().every == "day"


def test_forms_without_their_token_are_refused(state):
    search = saved(state.aigerim)
    client = signed_in(state.aigerim, enforce_csrf_checks=True)
    for address in (f"{NEW}?q=road", f"{LIST}{search.pk}/", f"{LIST}{search.pk}/delete/"):
        assert client.post(address, LETTERS).status_code == 403
    assert SavedSearch.objects.get().language == "en"


# The one click of a letter


def click(search):
    return addresses.stop_search(search.pk).removeprefix("http://127.0.0.1:8000")


def test_one_click_from_a_mail_program_ends_the_letters(state):
    """RFC 8058, 3.2: a POST without cookies, referrer or session."""
    search = saved(state.aigerim)
    client = Client(enforce_csrf_checks=True)
    kind = "application/x-www-form-urlencoded"
    for _ in range(2):
        response = client.post(click(search), "List-Unsubscribe=One-Click", content_type=kind)
        assert response.status_code == 200
    search.refresh_from_db()
    assert (search.every, search.next_at) == (Every.NEVER, None)
    assert "No letters for now" in text(signed_in(state.aigerim).get(LIST))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_looking_at_the_link_ends_nothing_and_speaks_the_letters_language(state, language):
    search = saved(state.aigerim, language=language)
    page = text(Client().get(click(search)))
    assert f'<html lang="{language}">' in page
    assert f'href="/{language}/my/searches/"' in page
    search.refresh_from_db()
    assert search.every == "day"


@pytest.mark.parametrize("token", ["x", "IiI:abc", "a:b:c", "%00", "т"])
def test_a_made_up_link_is_refused_in_words(state, client, token):
    for method in (client.get, client.post):
        assert method(f"/notices/searches/stop/{token}/").status_code == 404


# Going away for ever


def test_who_has_themselves_erased_takes_their_searches_along(state):
    saved(state.aigerim)
    saved(state.bolat)
    client = signed_in(state.aigerim)
    assert "your saved searches" in text(client.get("/en/my/profile/erase/"))
    assert client.post("/en/my/profile/erase/", {"is_sure": "on"}).status_code == 303
    assert [search.person_id for search in SavedSearch.objects.all()] == [state.bolat.pk]
