"""The studio, the speaker's screen and the projector through HTTP: who comes in, each press, what a page costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sukhbat.conferences.hosting import pause_conference
from sukhbat.desk.studio import urls
from sukhbat.kernel import clock
from sukhbat.questions.airing import line_up
from sukhbat.questions.models import Airing, OrderEdition
from sukhbat.questions.moderation import hide_question
from tests.people import ask
from tests.studio.steps import RECORD, aired, answered, live, public

pytestmark = pytest.mark.django_db
BASE = "/en/conferences/internet/"
STUDIO = BASE + "studio/"
FORM = {"text": RECORD, "language": "kk", "second": "10:05", "speaker": ""}


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def conference(state, now):
    return live(state, now=now)


@pytest.fixture
def host(enter, state):
    return enter(state.aruzhan)


def body(response) -> str:
    return response.content.decode()


def refusal(response) -> str:
    found = re.search(r"<div data-refusal>.*?<div>(.*?)</div>", body(response), re.DOTALL)
    return found[1] if found else ""


# --- who may come in ---


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_only_hosts_come_in(state, enter, conference, now, pattern):
    address = BASE + str(pattern.pattern).replace(
        "<str:number>", public(state, conference, now=now).shown_number
    )
    method = "get" if pattern.name in {"studio", "now", "speaker", "speaker_now", "record", "start", "end", "projector", "projector_now"} else "post"  # fmt: skip
    open_to = {"speaker": ["dana"], "speaker_now": ["dana"], "checking": ["dana"]}.get(pattern.name, [])
    everyone = pattern.name.startswith("projector")
    for name in ("aigerim", "dana", "oleg", "saule", "gulnar", "aliya"):
        status = getattr(enter(state.people[name]), method)(address).status_code
        assert (status != 403) == (everyone or name in open_to), name
    assert (getattr(enter(None), method)(address).status_code == 302) != everyone
    for name in ("aruzhan", "madina"):
        assert getattr(enter(state.people[name]), method)(address).status_code in {
            200,
            204,
            303,
            404,
            409,
            422,
        }


def test_no_such_conference(host, enter, state):
    assert host.get("/en/conferences/nothing/studio/").status_code == 404
    assert enter(None).get("/en/conferences/nothing/projector/").status_code == 404


# --- the walk of a host ---


def test_from_the_queue_to_the_answer(state, conference, now, host):
    one, two = public(state, conference, now=now), public(state, conference, text="Баға неге өсті?", now=now)
    page = body(host.get(STUDIO))
    assert one.shown_number in page
    assert "Nothing is on air" in page
    response = host.post(STUDIO + "line-up/", {"number": two.number, "seen": ""})
    assert (response.status_code, response["Location"]) == (303, STUDIO)
    host.post(STUDIO + "on-air/", {"number": one.number, "seen": ""})
    row = Airing.objects.get(state="on_air")
    page = body(host.get(STUDIO))
    assert 'name="text"' in page
    assert f'name="seen" value="{row.pk}"' in page
    response = host.post(
        STUDIO + "answered/", {"number": one.number, "seen": row.pk, **FORM, "then": "next"}, follow=True
    )
    assert f"The answer to {one.shown_number} is recorded." in body(response)
    assert f"{two.shown_number} is on air." in body(response)
    row.refresh_from_db()
    assert (row.state, row.record, row.second) == ("answered", RECORD, 605)
    assert Airing.objects.get(state="on_air").question == two
    host.post(STUDIO + "in-writing/", {"number": two.number, "seen": Airing.objects.get(state="on_air").pk})
    two.refresh_from_db()
    assert two.to_writing_at is not None


def test_the_place_in_the_queue_stays(state, conference, now, host):
    question = public(state, conference, now=now)
    fields = {"number": question.number, "order": "newest", "page": "2", "find": ""}
    assert host.post(STUDIO + "line-up/", fields)["Location"] == STUDIO + "?order=newest&page=2"
    assert host.post(STUDIO + "drop/", {"number": question.number, "page": "x" * 99})["Location"] == STUDIO


def test_the_second_host_is_told_and_loses_no_word(state, conference, now, host, enter):
    one, two = public(state, conference, now=now), public(state, conference, text="Баға неге өсті?", now=now)
    host.post(STUDIO + "on-air/", {"number": one.number, "seen": ""})
    other = enter(state.daniyar)
    response = other.post(STUDIO + "on-air/", {"number": two.number, "seen": ""})
    assert response.status_code == 409
    assert refusal(response) == f"Meanwhile Aruzhan put {one.shown_number} on air."
    row = Airing.objects.get()
    # Both type a record; the first is saved, the second is kept in a form of its own.
    host.post(STUDIO + "answered/", {"number": one.number, "seen": row.pk, **FORM})
    response = other.post(
        STUDIO + "answered/", {"number": one.number, "seen": row.pk, **FORM, "text": "Менің жазбам"}
    )
    assert response.status_code == 409
    assert "is recorded already" in refusal(response)
    assert "Менің жазбам</textarea>" in body(response)
    saved = other.post(STUDIO + f"record/{one.shown_number}/", {**FORM, "text": "Менің жазбам"})
    assert saved.status_code == 303
    row.refresh_from_db()
    assert row.record == "Менің жазбам"


@pytest.mark.parametrize(
    "typed", [{"text": "жоқ"}, {"second": "noon"}, {"language": "de"}, {"speaker": "77"}]
)
def test_a_record_with_a_mistake_stays_in_its_form(state, conference, now, host, typed):
    question = public(state, conference, now=now)
    row = aired(state, conference, question, now=now)
    response = host.post(STUDIO + "answered/", {"number": question.number, "seen": row.pk, **FORM, **typed})
    assert response.status_code == 422
    assert "Please check the form" in body(response)
    assert typed.get("text", RECORD) + "</textarea>" in body(response)
    row.refresh_from_db()
    assert row.state == "on_air"


def test_bad_numbers_and_steps_are_told(state, conference, now, host):
    for number in ("", "0000", "7K3MQ2XD5", "\0", "Ж" * 500):
        assert host.post(STUDIO + "line-up/", {"number": number}).status_code == 404
    question = public(state, conference, now=now)
    line_up(person=state.aruzhan, slug="internet", number=question.number, now=now)
    assert host.post(STUDIO + "move/?step=sideways", {"number": question.number}).status_code == 422
    assert host.post(STUDIO + "move/?step=first", {"number": question.number}).status_code == 303


def test_the_three_orders_and_finding(state, conference, now, host):
    old, new = public(state, conference, now=now), public(state, conference, text="Баға неге өсті?", now=now)
    OrderEdition.objects.create(
        conference=conference,
        taken_at=now,
        input_digest="0" * 64,
        places=[[old.number, "quota", "10"], [new.number, "lottery", None]],
    )

    def shown(query):
        page = body(host.get(STUDIO + query))
        return re.findall(r'data-row href="/en/questions/([^/]+)/"', page)

    assert shown("") == [old.shown_number, new.shown_number]
    assert "place 1, by quota" in body(host.get(STUDIO))
    assert shown("?order=newest") == [new.shown_number, old.shown_number]
    assert shown("?order=newest&find=баға") == [new.shown_number]
    assert shown(f"?find={old.shown_number}") == [old.shown_number]
    assert shown("?find=ешқашан") == []
    assert shown("?order=nothing&page=-1") == [old.shown_number, new.shown_number]


def test_only_what_changed_comes(state, conference, now, host):
    public(state, conference, now=now)
    page = body(host.get(STUDIO))
    marks = dict(re.findall(r'data-piece="(\w+)" data-mark="(\w+)"', page))
    assert set(marks) == {"status", "controls", "air", "line", "queue", "side", "hearing"}
    assert host.get(STUDIO + "now/", marks).status_code == 204
    pause_conference(person=state.daniyar, slug="internet", now=now)
    fresh = body(host.get(STUDIO + "now/", marks))
    assert set(re.findall(r'data-piece="(\w+)"', fresh)) == {"status", "controls", "air", "queue"}
    assert "<html" not in fresh


def test_hosts_see_each_other(state, conference, host, enter):
    other = enter(state.daniyar)
    assert "You are alone" in body(host.get(STUDIO))
    assert other.post(STUDIO + "here/").status_code == 204
    assert "<b>Daniyar</b>" in body(host.get(STUDIO))
    assert "You are alone" in body(other.get(STUDIO))


def test_the_way_in(state, conference, enter, host):
    page = body(host.get("/en/studio/"))
    assert f'href="{STUDIO}"' in page
    assert "/en/studio/" in body(host.get(STUDIO))
    assert enter(state.dana).get("/en/studio/").status_code == 403
    assert f'href="{STUDIO}"' in body(enter(state.madina).get("/en/coordination/conferences/internet/"))


def test_are_we_hearing_everyone(state, conference, now, host):
    aired(state, conference, public(state, conference, now=now), now=now)
    assert "1 put on air" in body(host.get(STUDIO))


def test_start_pause_end(state, now, host):
    conference = live(state, now=now, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=3))
    assert "Start the live part" in body(host.get(STUDIO))
    assert "ahead of the announced time" in body(host.get(STUDIO + "start/"))
    assert host.post(STUDIO + "start/").status_code == 303
    assert host.post(STUDIO + "start/").status_code == 409
    assert "The live part is paused" in body(host.post(STUDIO + "pause/", follow=True))
    assert "goes on" in body(host.post(STUDIO + "resume/", follow=True))
    row = aired(state, conference, public(state, conference, now=now), now=clock.now())
    assert f"{row.question.shown_number} is still on air" in body(host.get(STUDIO + "end/"))
    assert "has ended" in body(host.post(STUDIO + "end/", follow=True))
    # The answer that was being given is not lost with the end.
    done = host.post(STUDIO + "answered/", {"number": row.question.number, "seen": row.pk, **FORM})
    assert done.status_code == 303
    assert host.post(STUDIO + "pause/").status_code == 409


def test_checking_is_switched_by_host_and_moderator(state, conference, host, enter):
    host.post(STUDIO + "checking/", {"first": "0"})
    conference.refresh_from_db()
    assert conference.is_premoderated is False
    assert "shown at once" in body(host.get(STUDIO))


def test_a_record_is_corrected_and_a_confirmed_one_is_not(state, conference, now, host):
    question = public(state, conference, now=now)
    answered(state, conference, question, now=now)
    address = f"{STUDIO}record/{question.shown_number}/"
    assert RECORD in body(host.get(address))
    assert host.post(address, {**FORM, "text": ""}).status_code == 422
    assert host.post(address, {**FORM, "text": "Дұрысталған жазба"}).status_code == 303
    assert "Дұрысталған жазба" in body(host.get(address))
    other = public(state, conference, text="Баға неге өсті?", now=now)
    assert host.get(f"{STUDIO}record/{other.shown_number}/").status_code == 404


# --- the screens ---


def test_the_speaker_sees_the_facts(state, conference, now, enter):
    question = public(state, conference, now=now, region_id=state.abai.pk)
    line = public(state, conference, text="Баға неге өсті?", now=now)
    aired(state, conference, question, now=now)
    line_up(person=state.aruzhan, slug="internet", number=line.number, now=now)
    page = body(enter(state.dana).get(BASE + "speaker/"))
    for words in (question.text, "Абай облысы (en)", "Kazakh", question.shown_number, "Баға неге өсті?"):
        assert words in page


def test_a_hidden_text_is_not_announced_on_the_speakers_screen(state, conference, now, enter):
    hidden, line = (
        public(state, conference, text=text, now=now) for text in ("Бірінші сұрақ қайда?", "Баға неге өсті?")
    )
    for question in (hidden, line):
        line_up(person=state.aruzhan, slug="internet", number=question.number, now=now)
    assert hidden.text in body(enter(state.dana).get(BASE + "speaker/"))
    hide_question(person=state.dana, number=hidden.number, ground="obscenity", now=now)
    page = body(enter(state.dana).get(BASE + "speaker/"))
    assert hidden.text not in page
    assert line.text in page


def test_the_projector_is_public_and_cacheable(state, conference, now, enter):
    question = public(state, conference, now=now)
    guest = enter(None)
    first = guest.get(BASE + "projector/")
    assert "comes in a moment" in body(first)
    assert re.search(r'<svg viewBox="[\d ]+" class="qr">', body(first))
    assert "127.0.0.1:8000/en/conferences/internet" in body(first)
    caching = {"public", "max-age=1", "stale-while-revalidate=30"}
    assert (set(first["Cache-Control"].split(", ")), first.cookies) == (caching, {})
    assert "aruzhan@example.kz" not in body(enter(state.aruzhan).get(BASE + "projector/"))
    mark = re.search(r'data-mark="(\w+)"', body(first))[1]
    assert guest.get(BASE + "projector/now/", {"screen": mark}).status_code == 204
    aired(state, conference, question, now=now)
    forget()
    fresh = guest.get(BASE + "projector/now/", {"screen": mark})
    assert question.text in body(fresh)
    again = guest.get(BASE + "projector/now/", {"screen": mark}, headers={"If-None-Match": fresh["ETag"]})
    assert again.status_code == 304


def test_a_hidden_text_leaves_the_projector(state, conference, now, enter):
    question = public(state, conference, now=now)
    row = aired(state, conference, question, now=now)
    hide_question(person=state.dana, number=question.number, ground="obscenity", now=now)
    assert question.text not in body(enter(None).get(BASE + "projector/"))
    assert question.text not in body(enter(state.dana).get(BASE + "speaker/"))
    host = enter(state.aruzhan)
    assert "A moderator has hidden this text" in body(host.get(STUDIO))
    assert host.post(STUDIO + "off-air/", {"number": question.number, "seen": row.pk}).status_code == 303


def test_the_projector_says_pause_and_end(state, conference, now, enter):
    pause_conference(person=state.aruzhan, slug="internet", now=now)
    assert "A pause" in body(enter(None).get(BASE + "projector/"))
    conference.refresh_from_db()
    conference.ended_at = now
    conference.save()
    forget()
    assert "The live part is over" in body(enter(None).get(BASE + "projector/"))


def forget():
    """What a process keeps for a second."""
    from django.core.cache import caches

    caches["fragments"].clear()


# --- what it costs ---


def test_what_the_pages_cost(state, conference, now, host, enter):
    for n in range(8):
        public(state, conference, text=f"Баға туралы {n}-сұрақ", now=now)
    ask(state, conference=conference, text="Тексеруді күткен сұрақ", now=now)
    aired(state, conference, public(state, conference, now=now), now=now)
    enter(state.daniyar).post(STUDIO + "here/")
    spent = {}
    for name, client, address in (
        ("studio", host, STUDIO),
        ("now", host, STUDIO + "now/"),
        ("speaker", host, BASE + "speaker/"),
        ("projector", enter(None), BASE + "projector/now/"),
    ):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        spent[name] = len(queries)
    assert spent["studio"] <= 24, spent
    assert spent["now"] <= 20, spent
    assert spent["speaker"] <= 12, spent
    assert spent["projector"] <= 4, spent
