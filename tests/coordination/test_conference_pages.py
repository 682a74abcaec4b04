"""A conference from its draft to its closing, through the pages, without JavaScript."""

from datetime import timedelta

import pytest

from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Phase
from sukhbat.ledger.queries import entries_about
from tests.people import MONDAY, ask, make_conference

pytestmark = pytest.mark.django_db
PAGES = "/en/coordination/conferences/"
# MONDAY is 14:00 in Almaty.
WRITTEN = {
    "title_kk": "Жолдар",
    "title_ru": "Дороги",
    "title_en": "Roads of the country",
    "body": "min-digital",
    "themes": ["roads"],
    "collecting_at": "2026-11-24T09:00",
    "starts_at": "2026-12-08T10:00",
    "ends_at": "2026-12-08T12:00",
    "respondents-TOTAL_FORMS": "1",
    "respondents-INITIAL_FORMS": "0",
    "respondents-0-body": "min-digital",
    **{
        f"respondents-0-{part}_{language}": f"{part} {language}"
        for part in ("name", "post")
        for language in ("kk", "ru", "en")
    },
}


@pytest.fixture
def client(state, enter):
    return enter(state.madina)


def text(response):
    return response.content.decode()


def fresh(slug="roads-of-the-country"):
    return Conference.objects.get(slug=slug)


def write(client, **changes):
    sent = {name: value for name, value in {**WRITTEN, **changes}.items() if value is not None}
    return client.post(f"{PAGES}new/", sent)


def test_a_draft_is_written_in_local_time_with_an_address_of_its_title(state, client):
    response = write(client)
    assert (response.status_code, response["Location"]) == (303, f"{PAGES}roads-of-the-country/")
    conference = fresh()
    assert conference.starts_at.isoformat() == "2026-12-08T05:00:00+00:00"
    assert [person.name_kk for person in conference.respondents.all()] == ["name kk"]
    assert [link.theme.slug for link in conference.theme_links.all()] == ["roads"]
    assert client.get("/en/conferences/roads-of-the-country/").status_code == 404
    assert "Roads of the country" in text(client.get(f"{PAGES}roads-of-the-country/preview/"))


def test_one_more_person_is_asked_for_without_saving_or_complaining(client):
    response = client.post(f"{PAGES}new/", {**WRITTEN, "title_ru": "", "add": "1"})
    page = text(response)
    assert response.status_code == 200
    assert 'value="Roads of the country"' in page
    assert 'name="respondents-1-name_kk"' in page
    assert 'value="name kk"' in page
    assert "errorlist" not in page
    assert not Conference.objects.exists()


def test_an_empty_person_counts_as_none_and_a_half_one_is_asked_about(client):
    assert write(client, **{"respondents-TOTAL_FORMS": "2", "respondents-1-name_kk": ""}).status_code == 303
    again = write(client, slug="other", **{"respondents-TOTAL_FORMS": "2", "respondents-1-name_kk": "Жарты"})
    assert again.status_code == 422
    assert "Please check person 2" in text(again)


def test_a_person_is_removed_by_a_box(client):
    write(client)
    conference = fresh()
    row = conference.respondents.get()
    sent = {
        **WRITTEN,
        "slug": conference.slug,
        "version": conference.version,
        "respondents-0-id": row.pk,
        "respondents-0-DELETE": "on",
    }
    assert client.post(f"{PAGES}{conference.slug}/edit/", sent).status_code == 303
    assert not conference.respondents.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_kk": "", "title_ru": "", "title_en": ""}, "Write the title in one language"),
        ({"title_en": "", "title_ru": "???", "title_kk": ""}, "another address"),
        ({"slug": "new"}, "another address"),
        ({"slug": "two words"}, "valid"),
        ({"body": "nothing"}, "valid"),
        ({"themes": ["nothing"]}, "valid"),
        ({"starts_at": "soon"}, "valid"),
        ({"starts_at": ""}, "required"),
        ({"ends_at": "2026-12-08T09:00"}, "ends after it begins"),
        ({"stream_url": "http://example.kz"}, "https"),
        ({"stream_url": "javascript:alert(1)"}, "https"),
        ({"title_kk": "Ж" * 161}, "160"),
        ({"summary_ru": "х" * 401}, "400"),
        ({"respondents-TOTAL_FORMS": "x"}, "missing or"),
        ({"respondents-0-body": "nothing"}, "person 1"),
    ],
)
def test_bad_input_is_said_at_its_place_and_keeps_what_was_typed(client, changes, said):
    response = write(client, **changes)
    assert response.status_code == 422
    assert said in text(response) or "ManagementForm" in text(response)
    if "title_ru" not in changes:
        assert 'value="Дороги"' in text(response)
    assert not Conference.objects.exists()


@pytest.mark.parametrize("bad", ["a\x00b", "<script>alert(1)</script>", "a\u202eb"])
def test_hostile_text_is_kept_harmless(client, bad):
    assert write(client, summary_en=bad, slug="x").status_code == 303
    assert "<script>alert" not in text(client.get(f"{PAGES}x/preview/"))
    assert "\x00" not in fresh("x").summary_en


def test_a_taken_address_is_said_at_its_field(client):
    write(client)
    again = write(client)
    assert again.status_code == 409
    assert "Another conference has this address" in text(again)


def test_a_late_save_shows_both_and_keeps_what_was_typed(state, client):
    write(client)
    conference = fresh()
    address = f"{PAGES}{conference.slug}/edit/"
    row = conference.respondents.get()
    mine = {**WRITTEN, "slug": conference.slug, "version": conference.version, "respondents-0-id": row.pk}
    assert client.post(address, {**mine, "title_en": "First"}).status_code == 303
    late = client.post(address, {**mine, "title_en": "Second"})
    page = text(late)
    assert late.status_code == 409
    assert "Somebody saved meanwhile" in page
    assert "<td>First</td><td>Second</td>" in page
    assert f'name="version" value="{fresh().version}"' in page
    assert client.post(address, {**mine, "title_en": "Second", "version": fresh().version}).status_code == 303
    assert fresh().title_en == "Second"


def test_announcing_too_late_says_when_and_in_time_is_public(client):
    write(client, starts_at="2026-12-04T10:00", ends_at="2026-12-04T12:00")
    page = client.post(f"{PAGES}roads-of-the-country/announce/")
    assert page.status_code == 422
    assert "7 December 2026" in text(page)
    conference = fresh()
    sent = {**WRITTEN, "slug": conference.slug, "version": conference.version}
    client.post(f"{PAGES}roads-of-the-country/edit/", sent)
    done = client.post(f"{PAGES}roads-of-the-country/announce/", follow=True)
    assert "The conference is announced." in text(done)
    assert client.get("/en/conferences/roads-of-the-country/").status_code == 200
    again = client.post(f"{PAGES}roads-of-the-country/announce/")
    assert again.status_code == 409
    assert "announced already" in text(again)


def test_what_is_announced_offers_texts_only(state, client):
    make_conference(state)
    page = text(client.get(f"{PAGES}internet/edit/"))
    assert 'name="title_kk"' in page
    for fixed in ("slug", "body", "starts_at"):
        assert f'name="{fixed}"' not in page
    sent = {**WRITTEN, "version": 1, "starts_at": "2030-01-01T10:00", "slug": "hijacked"}
    assert client.post(f"{PAGES}internet/edit/", sent).status_code == 303
    conference = fresh("internet")
    assert (conference.title_en, conference.starts_at) == ("Roads of the country", MONDAY + timedelta(days=3))


def test_phases_by_hand(state, client, at_monday):
    make_conference(state, collecting_at=MONDAY + timedelta(days=1))
    for minute, (act, phase) in enumerate(
        (("open", Phase.COLLECTING), ("start", Phase.LIVE), ("end", Phase.ANSWERING))
    ):
        at_monday(MONDAY + timedelta(minutes=minute))
        assert client.get(f"{PAGES}internet/{act}/").status_code == 200
        assert client.post(f"{PAGES}internet/{act}/").status_code == 303
        assert fresh("internet").phase(MONDAY + timedelta(minutes=minute)) is phase
        assert client.post(f"{PAGES}internet/{act}/").status_code == 409


def test_the_intake_is_stopped_and_reopened(state, client):
    make_conference(state)
    client.post(f"{PAGES}internet/intake/", {"is_open": "0"})
    assert not fresh("internet").intake_open
    assert "Intake is switched off" in text(client.get(f"{PAGES}internet/"))
    client.post(f"{PAGES}internet/intake/", {"is_open": "1"})
    assert fresh("internet").intake_open


def test_postponing_says_what_moves_and_moves_it(state, client):
    question = ask(state, conference=make_conference(state))
    page = text(client.get(f"{PAGES}internet/postpone/"))
    assert "The due date of 1 open question moves" in page
    done = client.post(
        f"{PAGES}internet/postpone/",
        {"starts_at": "2026-12-10T10:00", "ends_at": "2026-12-10T12:00"},
        follow=True,
    )
    assert "1 due date moved." in text(done)
    assert entries_about(question.number).filter(event="question:due_moved").exists()
    assert "moved once before" in text(client.get(f"{PAGES}internet/postpone/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "say that there is none yet"),
        ({"starts_at": "x", "ends_at": "y"}, "valid"),
        ({"starts_at": "2026-11-24T10:00", "ends_at": "2026-11-24T12:00"}, "to a later time"),
        ({"starts_at": "2026-12-10T10:00", "ends_at": "2026-12-10T09:00"}, "ends after it begins"),
    ],
)
def test_postponing_to_no_time_is_asked_again(state, client, sent, said):
    make_conference(state)
    response = client.post(f"{PAGES}internet/postpone/", sent)
    assert response.status_code == 422
    assert said in text(response)


def test_cancelling_asks_first(state, client):
    ask(state, conference=make_conference(state))
    assert "1 open question goes on" in text(client.get(f"{PAGES}internet/cancel/"))
    assert fresh("internet").cancelled_at is None
    done = client.post(f"{PAGES}internet/cancel/", follow=True)
    assert "The conference is cancelled." in text(done)
    assert "Cancelled" in text(client.get(f"{PAGES}internet/"))


def test_closing_shows_what_hinders_it_with_the_way_there(state, client, at_monday):
    ask(state, conference=make_conference(state))
    at_monday(MONDAY + timedelta(days=4))
    page = text(client.get(f"{PAGES}internet/close/"))
    assert "Questions still in work: 1" in page
    assert "conference=internet&amp;stage=in_work" in page
    assert "<button" not in page.split('class="balance')[1].split("</main>")[0]
    assert client.post(f"{PAGES}internet/close/").status_code == 409


def test_an_empty_conference_closes(state, client, at_monday):
    make_conference(state)
    at_monday(MONDAY + timedelta(days=4))
    done = client.post(f"{PAGES}internet/close/", follow=True)
    assert "closed with its balance" in text(done)
    assert fresh("internet").phase(MONDAY + timedelta(days=5)) is Phase.CLOSED
