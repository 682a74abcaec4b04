"""Calendar, settings, log and overview through the pages."""

from datetime import timedelta

import pytest
from django.db import transaction

from sukhbat.concerns.counting import count_changed
from sukhbat.concerns.proposing import propose_merge
from sukhbat.kernel.models import Site
from sukhbat.kernel.switches import is_on
from sukhbat.ledger.actions import number_leaves
from sukhbat.ledger.queries import entries_about
from sukhbat.people.models import ConsentText
from sukhbat.questions.models import Ground, Question
from sukhbat.terms.models import CalendarDay
from tests.concerns.steps import ask_many, concern_of, regroup
from tests.people import MONDAY, ask, make_conference

pytestmark = pytest.mark.django_db
PAGES = "/en/coordination/"


@pytest.fixture
def client(state, enter):
    return enter(state.madina)


@pytest.fixture
def administrator(state, enter):
    return enter(state.aliya)


def text(response):
    return response.content.decode()


def test_the_form_of_this_years_page_goes_where_a_day_is_decided(client):
    page = text(client.get(f"{PAGES}calendar/"))
    action = page.partition('<form class="form" method="post" action="')[2].partition('"')[0]
    assert client.post(action, {"day": "2026-12-05", "is_working": "1"}).status_code == 303
    assert CalendarDay.objects.exists()


def test_a_day_is_decided_and_undone(state, client):
    question = ask(state)
    sent = {"day": "2026-12-05", "is_working": "1", "note_ru": "Перенос"}
    done = client.post(f"{PAGES}calendar/2026/", sent, follow=True)
    assert "1 open question is due earlier now." in text(done)
    assert "Перенос" in text(client.get(f"{PAGES}calendar/2026/"))
    assert Question.objects.get().due_on < question.due_on
    undone = client.post(f"{PAGES}calendar/days/2026-12-05/remove/", follow=True)
    assert "No due date moved." in text(undone)
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "", "is_working": "0"}, "required"),
        ({"day": "someday", "is_working": "0"}, "valid"),
        ({"day": "1999-01-01", "is_working": "0"}, "between 2000 and 2100"),
        ({"day": "2026-12-05", "is_working": "maybe"}, "valid"),
        ({"day": "2026-12-05", "is_working": "0", "note_kk": "Ж" * 301}, "300"),
    ],
)
def test_a_day_that_cannot_be_decided(client, sent, said):
    response = client.post(f"{PAGES}calendar/2026/", sent)
    assert response.status_code == 422
    assert said in text(response)
    assert not CalendarDay.objects.exists()


def test_a_wrong_day_is_not_found(client):
    assert client.post(f"{PAGES}calendar/days/someday/remove/").status_code == 404


def test_terms_without_an_article_say_so(client):
    page = text(client.get(f"{PAGES}calendar/2026/"))
    assert "15 working days" in page
    assert "to be confirmed" in page


def test_names_are_changed(administrator):
    sent = {
        "name_kk": "Үнқатысу",
        "name_ru": "Диалог",
        "name_en": "Dialogue",
        "contact_email": "help@example.kz",
    }
    assert administrator.post(f"{PAGES}settings/site/", sent).status_code == 303
    assert Site.objects.get().name_en == "Dialogue"
    wrong = administrator.post(f"{PAGES}settings/site/", {**sent, "name_kk": "", "contact_email": "nobody"})
    assert wrong.status_code == 422
    assert Site.objects.get().name_kk == "Үнқатысу"


def test_a_consent_is_published_as_a_new_version(administrator):
    texts = {"text_kk": "Келісім", "text_ru": "Согласие", "text_en": "Consent"}
    before = ConsentText.objects.count()
    late = administrator.post(f"{PAGES}settings/consent/", {**texts, "valid_from": "2026-11-22"})
    assert (late.status_code, ConsentText.objects.count()) == (422, before)
    assert "valid from today or a later day" in text(late)
    assert (
        administrator.post(f"{PAGES}settings/consent/", {**texts, "valid_from": "2026-12-01"}).status_code
        == 303
    )
    assert ConsentText.objects.count() == before + 1


def test_a_ground_is_added_renamed_and_no_longer_offered(administrator):
    sent = {
        "kind": "hide",
        "code": "spam",
        "name_kk": "Спам",
        "name_ru": "Спам",
        "name_en": "Spam",
        "position": "9",
        "is_offered": "on",
    }
    assert administrator.post(f"{PAGES}settings/grounds/new/", sent).status_code == 303
    assert administrator.post(f"{PAGES}settings/grounds/new/", sent).status_code == 409
    changed = {**sent, "name_en": "Mass mailing", "is_offered": ""}
    assert administrator.post(f"{PAGES}settings/grounds/spam/", changed).status_code == 303
    ground = Ground.objects.get(pk="spam")
    assert (ground.name_en, ground.is_offered) == ("Mass mailing", False)
    fields = [entry.facts["fields"] for entry in entries_about("ground/spam")]
    assert fields == [["added"], ["name_en", "is_offered"]]


def test_a_switch_is_turned_by_a_press(administrator):
    administrator.post(f"{PAGES}settings/switches/mail/", {"is_on": "0"})
    assert not is_on("mail")
    assert "Switch on" in text(administrator.get(f"{PAGES}settings/"))
    administrator.post(f"{PAGES}settings/switches/mail/", {"is_on": "1"})
    assert is_on("mail")
    assert administrator.post(f"{PAGES}settings/switches/gravity/", {"is_on": "0"}).status_code == 404


def test_the_log_is_read_page_by_page_and_by_subject(state, client):
    questions = [ask(state) for _n in range(60)]
    with transaction.atomic():
        number_leaves(now=MONDAY, window=None)
    first = text(client.get(f"{PAGES}log/"))
    assert first.count("question:received") == 50
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = text(client.get(older))
    numbers = {question.shown_number for question in questions}
    on_first = {number for number in numbers if number in first}
    on_second = {number for number in numbers if number in second}
    assert (on_first | on_second, on_first & on_second) == (numbers, set())

    one = text(client.get(f"{PAGES}log/", {"subject": questions[0].shown_number.lower()}))
    assert one.count("question:received") == 1
    assert "No entries" in text(client.get(f"{PAGES}log/?subject=nothing"))


def test_an_entry_without_its_number_is_read_by_its_subject(state, client):
    question = ask(state)
    page = text(client.get(f"{PAGES}log/", {"subject": question.number}))
    assert "question:received" in page
    assert "waits" in page


def test_the_overview_names_what_nobody_else_will_notice(state, client, at_monday):
    ask(state, conference=make_conference(state))
    ask(state)
    ask(state, theme_id=None)
    at_monday(MONDAY + timedelta(days=60))
    page = text(client.get(PAGES))
    assert "Цифрлық даму министрлігі (en)" in page
    assert "No rule named a body for 1 open question" in page
    assert "Past their time" in page


def test_the_overview_leads_to_the_concerns_and_to_what_only_the_coordinator_decides(state, client):
    assert "No concern has a question in work." in text(client.get(PAGES))
    ours, theirs = ask_many(state, 4), ask_many(state, 3, theme_id=state.roads.pk)
    regroup(ours[:2], ours[2:], theirs)
    while count_changed(now=MONDAY):
        pass
    first, second = concern_of(ours[0]), concern_of(theirs[0])
    reason = "Екеуі де бір мәселе туралы."
    propose_merge(person=state.erlan, number=first.number, into=second.number, reason=reason, now=MONDAY)
    inside = concern_of(ours[2])
    propose_merge(person=state.erlan, number=inside.number, into=first.number, reason=reason, now=MONDAY)
    page = text(client.get(PAGES))
    assert f'<a href="/en/desk/bodies/{state.ministry.slug}/concerns/">' in page
    assert f'<a href="/en/desk/bodies/{second.body.slug}/concerns/">' in page
    assert f'<a href="/en/desk/concerns/{first.number}/#proposals">' in page
    assert f"/en/desk/concerns/{inside.number}/#proposals" not in page
    assert client.get(f"/en/desk/bodies/{second.body.slug}/concerns/").status_code == 200
