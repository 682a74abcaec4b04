"""The pages of notices and mail, through HTTP."""

import re

import pytest
from django.test import Client
from django.urls import include, path

from sukhbat.notices import addresses
from sukhbat.notices.models import DemoMail, Letter, Notice, Preference
from sukhbat.notices.queries import unread_count
from sukhbat.notices.rules import Group
from sukhbat.people.models import Person
from sukhbat.urls import *  # noqa: F403  the demo's mail pages are added to the product's own addresses
from sukhbat.urls import urlpatterns as product
from tests.assignments.steps import answered, assigned
from tests.notices.helpers import kinds, mailed, tell
from tests.people import MONDAY, ask

urlpatterns = [path("en/outgoing/", include("sukhbat.web.demo.mail_urls")), *product]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def told(state):
    """aigerim has three notices, saule one."""
    answered(state)
    tell()
    return state


def signed_in(person, **options):
    client = Client(**options)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response):
    return response.content.decode()


def test_a_guest_is_asked_to_sign_in(client):
    for address in ("/en/my/notices/", "/en/my/notices/mail/"):
        response = client.get(address)
        assert response.status_code == 302
        assert "next=" in response["Location"]


def test_the_list_says_what_happened_in_the_language_of_the_page(told):
    client = signed_in(told.aigerim)
    page = text(client.get("/en/my/notices/"))
    assert "was answered. Who answered: Цифрлық даму министрлігі (en)." in page
    assert "Due date: 14 December 2026." in page
    assert page.index("was answered") < page.index("was received")
    number = Notice.objects.first().number
    assert f"/en/questions/{number[:4]}-{number[4:8]}-{number[8:]}/" in page
    assert "14 декабря 2026" in text(client.get("/ru/my/notices/"))


def test_officials_are_led_to_their_desk(told):
    number = Notice.objects.first().number
    assert f"/en/desk/{number[:4]}-{number[4:8]}-{number[8:]}/" in text(
        signed_in(told.saule).get("/en/my/notices/")
    )


def test_looking_marks_nothing_as_read(told):
    client = signed_in(told.aigerim)
    client.get("/en/my/notices/")
    client.head("/en/my/notices/")
    assert unread_count(told.aigerim) == 3


def test_one_is_marked_as_read_and_only_ones_own(told):
    notice = Notice.objects.filter(person=told.aigerim).first()
    address = f"/en/my/notices/{notice.entry_id}/read/"
    assert signed_in(told.gulnar).post(address).status_code == 303
    assert unread_count(told.aigerim) == 3
    assert signed_in(told.aigerim).post(address).status_code == 303
    assert unread_count(told.aigerim) == 2
    assert signed_in(told.aigerim).get(address).status_code == 405


def test_all_are_marked_as_read(told):
    response = signed_in(told.aigerim).post("/en/my/notices/read/", follow=True)
    assert "All notices are marked as read." in text(response)
    assert unread_count(told.aigerim) == 0
    assert unread_count(told.saule) == 1


def test_a_form_without_its_token_is_refused(told):
    client = signed_in(told.aigerim, enforce_csrf_checks=True)
    assert client.post("/en/my/notices/read/").status_code == 403
    assert unread_count(told.aigerim) == 3


def test_many_notices_come_in_pages(state, django_assert_max_num_queries):
    for _ in range(33):
        ask(state)
    tell()
    client = signed_in(state.saule)
    client.get("/en/")  # what all pages share is remembered
    with django_assert_max_num_queries(7):
        first = client.get("/en/my/notices/")
    older = re.search(r'href="(\?before=[0-9a-f-]+)"', text(first)).group(1)
    second = text(client.get(f"/en/my/notices/{older}"))
    question = re.compile(r'href="/en/desk/\w{4}-\w{4}-\w/"')
    assert (len(question.findall(text(first))), len(question.findall(second))) == (30, 3)
    assert client.get("/en/my/notices/?before=nonsense").status_code == 200


def test_the_count_stands_in_the_frame(told):
    assert re.search(r'<span class="count[^"]*">3<', text(signed_in(told.aigerim).get("/en/my/notices/")))


def test_switching_mail_off_keeps_the_notice_and_stops_the_letter(state):
    client = signed_in(state.saule)
    page = text(client.get("/en/my/notices/mail/"))
    assert page.count('type="checkbox"') == 4
    assert page.count("checked") == 4
    response = client.post(
        "/en/my/notices/mail/", {"progress": "on", "work": "on", "deadlines": "on"}, follow=True
    )
    assert "Saved." in text(response)
    assert text(client.get("/en/my/notices/mail/")).count("checked") == 3
    ask(state)
    tell()
    assert kinds(state.saule) == ["new"]
    assert mailed(state.saule) == []
    assert len(mailed(state.aigerim)) == 1


def test_a_citizen_is_offered_only_what_concerns_them(state):
    page = text(signed_in(state.aigerim).get("/en/my/notices/mail/"))
    assert page.count('type="checkbox"') == 1


def test_what_is_owed_cannot_be_switched_off(state):
    Preference.objects.bulk_create(
        Preference(person=state.aigerim, group=g, by_mail=False) for g in Group if g
    )
    assigned(state)
    tell()
    assert kinds(state.aigerim) == ["received", "assigned"]
    assert len(mailed(state.aigerim)) == 1


def click(person, group=Group.PROGRESS):
    return addresses.unsubscribe(person.pk, group).removeprefix("http://127.0.0.1:8000")


def test_one_click_from_a_mail_program_switches_off(state):
    """RFC 8058, 3.2: a POST without cookies, referrer or session."""
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        click(state.saule, Group.NEW),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200
    assert Preference.objects.get().group == "new"
    ask(state)
    tell()
    assert mailed(state.saule) == []


def test_looking_at_the_link_switches_nothing(state):
    Person.objects.filter(pk=state.aigerim.pk).update(language="en")
    client = Client()
    for _ in range(2):
        page = text(client.get(click(state.aigerim)))
    assert "Switch this mail off?" in page
    assert '<html lang="en">' in page
    assert Preference.objects.count() == 0
    assert "No more such mail" in text(client.post(click(state.aigerim)))
    assert client.post(click(state.aigerim)).status_code == 200, "twice is no error"
    assert Preference.objects.get().by_mail is False


@pytest.mark.parametrize("token", ["x", "WyJhIl0:abc", "a:b:c", "%00", "т"])
def test_a_made_up_token_is_refused_in_words(client, token):
    for method in (client.get, client.post):
        response = method(f"/notices/unsubscribe/{token}/")
        assert response.status_code == 404
    assert Preference.objects.count() == 0


def test_a_token_for_owed_mail_does_not_exist(state, client):
    assert client.post(click(state.aigerim, Group.OWED)).status_code == 404


def test_the_demo_keeps_every_mail_for_its_page(state, client, settings):
    from django.core.mail import send_mail

    from sukhbat.notices.sending import send_waiting

    settings.EMAIL_BACKEND = "sukhbat.notices.demo_mail.Backend"
    send_mail("Code 123456", "Your code: 123456", None, ["aigerim@example.kz"])
    ask(state)
    tell()
    assert send_waiting(now=MONDAY) == 2
    page = text(client.get("/en/outgoing/"))
    assert "Code 123456" in page
    narrowed = text(client.get("/en/outgoing/?to=Saule@example.kz"))
    assert "saule@example.kz" in narrowed
    assert "Code 123456" not in narrowed

    letter = DemoMail.objects.get(to="saule@example.kz")
    shown = text(client.get(f"/en/outgoing/{letter.pk}/"))
    assert letter.headers["Message-ID"] == Letter.objects.get(person=state.saule).message_id
    assert "List-Unsubscribe=One-Click" in shown
    assert "<style" not in shown
    html = client.get(f"/en/outgoing/{letter.pk}/html/")
    assert html["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert client.get("/en/outgoing/0190a000-0000-7000-8000-000000000000/").status_code == 404
