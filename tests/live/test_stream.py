"""The real process: what a viewer gets, resumes and polls."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sukhbat.kernel import clock
from sukhbat.kernel.signals import AIR, COUNTS, PHASE, signal_conference
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import Visibility
from tests.people import ask, make_conference


@pytest.fixture
def conference(transactional_db, state):
    """One whose live part goes on at this moment, by the real clock."""
    now = clock.now()
    return make_conference(
        state, now=now, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2),
        recording_url="https://www.youtube.com/watch?v=abc",
    )  # fmt: skip


def public(state, conference, text="Ауылымызға интернет қашан тартылады?", **fields):
    question = ask(state, conference=conference, text=text, now=clock.now(), **fields)
    Question.objects.filter(pk=question.pk).update(visibility=Visibility.PUBLIC)
    return question


def air(state, conference, question, air_state="on_air", **fields):
    return Airing.objects.create(
        conference=conference, question=question, state=air_state, host=state.aruzhan, lined_up_at=clock.now(),
        on_air_at=clock.now(), **fields,
    )  # fmt: skip


def test_a_stream_begins_with_the_state_and_goes_on_with_what_happens(state, conference, live_service):
    question = public(state, conference, region_id=state.abai.pk)
    with live_service.stream("internet") as stream:
        name, value, event_id = stream.next()
        assert (name, value["conference"], value["phase"], value["air"]) == (
            "state",
            "internet",
            "live",
            None,
        )
        assert value["id"] == event_id
        assert value["counts"]["received"] == 1
        assert 2_000 <= stream.retry <= 8_000
        air(state, conference, question, place=3, chosen_by="support")
        signal_conference(conference.pk, AIR)
        value = stream.until("air")[1]["air"]
        assert (value["number"], value["region"], value["place"]) == (question.number, "Абай облысы (en)", 3)
        assert value["text"] == question.text
        Airing.objects.filter(question=question).update(
            state="answered", record="By December.", record_language="en", second=95, ended_at=clock.now()
        )
        signal_conference(conference.pk, AIR, COUNTS)
        item = stream.until("answered")[1]["item"]
        assert item["record"] == "By December."
        assert item["watch_url"] == "https://www.youtube.com/watch?v=abc&t=95s"
        assert stream.until("air")[1] == {"air": None}


def test_a_viewer_resumes_where_it_was(state, conference, live_service):
    with live_service.stream("internet") as stream:
        last = stream.next()[2]
        conference.paused_at = clock.now()
        conference.save()
        signal_conference(conference.pk, PHASE)
        assert stream.until("phase")[1] == {"phase": "live", "paused": True}
    with live_service.stream("internet", last=last) as stream:
        assert stream.until("phase")[1]["paused"] is True
    with live_service.stream("internet", last="00000000-5") as stream:
        assert stream.next()[0] == "state"
    with live_service.stream("internet", Last_Event_ID=last) as stream:
        assert stream.next()[0] != "state"


def test_only_public_texts_ever_come_out(state, conference, live_service):
    secret = ask(state, conference=conference, text="Құпия сұрақ: бұл мәтін шықпасын", now=clock.now())
    air(state, conference, secret)
    _status, value, _headers = live_service.get("/live/conferences/internet/snapshot?language=kk")
    assert value["air"] is None
    assert "Құпия" not in str(value)


def test_the_snapshot_is_cacheable_and_costs_nothing_unchanged(state, conference, live_service):
    path = "/live/conferences/internet/snapshot?language=ru"
    status, value, headers = live_service.get(path)
    assert (status, value["conference"]) == (200, "internet")
    assert headers["Cache-Control"] == "public, max-age=1, stale-while-revalidate=30"
    again = live_service.get(path, If_None_Match=headers["ETag"])
    assert again[0] == 304
    assert again[1] is None


def test_unknown_conferences_are_refused(live_service):
    status, value, _headers = live_service.get(f"/live/conferences/{uuid4()}/stream")
    assert (status, value["code"]) == (404, "no_conference")
