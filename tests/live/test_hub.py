"""Viewers of one room: what they get, how they come back, and that one who does not read harms nobody."""

import asyncio
import json
import time
from dataclasses import replace

import pytest

from sukhbat.live import room as room_module
from sukhbat.live.hub import READ_EVERY
from sukhbat.questions.live_state import AnsweredOnAir, Counts, Leading, Shown
from tests.live.harness import AT, CONFERENCE, EMPTY, Running, on_air

STREAM = "/live/conferences/internet/stream?language=en"
SNAPSHOT = "/live/conferences/internet/snapshot?language=en"


class SlowReader:
    async def read(self, work):
        await asyncio.sleep(0.3)
        return work()


@pytest.fixture
def running():
    with Running() as service:
        yield service


def answered(number: str) -> AnsweredOnAir:
    return AnsweredOnAir(Shown(number, "When?", "en"), f"Soon {number}.", "en", None, 5, None)


def opened(running, path=STREAM, *headers, **options):
    client = running.connect(**options)
    client.get(path, *headers)
    status, headers, _body = client.answer()
    assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    return client


def until(client, name):
    while (found := client.event())[0] != name:
        pass
    return json.loads(found[1]), found[2]


def first_but_counts(client):
    while (found := client.event())[0] == "counts":
        pass
    return found[0], json.loads(found[1])


def test_everybody_is_told_what_changed_in_their_language(running):
    english, kazakh = opened(running), opened(running, STREAM.replace("=en", "=kk"))
    assert until(english, "state")[0]["air"] is None
    running.become(air=on_air())
    assert until(english, "air")[0]["air"]["shown"] == "7K3M-Q2XD-5"
    assert until(kazakh, "air")[0]["air"]["number"] == "7K3MQ2XD5"


def test_each_answer_is_an_event_and_one_that_goes_away_a_new_state(running):
    client = opened(running)
    running.become(answered=(answered("B"), answered("A")))
    assert until(client, "answered")[0]["item"]["number"] == "A"
    assert until(client, "answered")[0]["item"]["number"] == "B"
    running.become(answered=(answered("B"),))
    assert [item["number"] for item in until(client, "state")[0]["answered"]][-1] == "B"


def test_the_eleventh_answer_pushes_the_oldest_out_without_a_new_state(running):
    ten = tuple(answered(str(n)) for n in range(10, 0, -1))
    running.state = replace(EMPTY, answered=ten)
    client = opened(running)
    until(client, "state")
    running.become(answered=(answered("11"), *ten[:9]))
    name, data = first_but_counts(client)
    assert (name, data["item"]["number"]) == ("answered", "11")


def test_numbers_are_told_together_once_a_second(running):
    client = opened(running)
    until(client, "state")
    begun, told = time.monotonic(), []
    for n in range(30):
        running.become("counts", counts=Counts(100 + n, 2, 0, 0))
        time.sleep(0.1)
    running.become("counts", counts=Counts(999, 2, 0, 0))
    while (value := until(client, "counts")[0])["counts"]["received"] != 999:
        told.append(value)
    assert len(told) <= time.monotonic() - begun + 1
    assert running.reads <= (time.monotonic() - begun) / READ_EVERY + 2


def test_a_hosts_act_does_not_wait_for_the_next_second(running):
    client = opened(running)
    until(client, "state")
    for n in range(4):
        running.become("counts", counts=Counts(n, 0, 0, 0))
        time.sleep(0.3)
        begun = time.monotonic()
        running.become("air", air=on_air(text=f"Question {n}?"))
        until(client, "air")
        assert time.monotonic() - begun < 0.6


def test_supports_alone_are_numbers(running):
    running.state = replace(EMPTY, leading=(Leading(Shown("A", "?", "en"), 1, "support"),))
    client = opened(running)
    until(client, "state")
    until(client, "counts")
    running.become("leading", leading=(Leading(Shown("A", "?", "en"), 2, "support"),))
    name, data, _id = client.event()
    assert (name, json.loads(data)["supports"]) == ("counts", {"A": 2})


def test_an_unchanged_state_tells_nothing(running):
    client = opened(running)
    until(client, "counts")
    running.become(at=AT.replace(hour=10))
    client.socket.settimeout(1.5)
    with pytest.raises(TimeoutError):
        client.event()


def test_resuming_brings_what_was_missed_as_far_as_it_still_holds(running):
    client = opened(running)
    until(client, "state")
    _value, last = until(client, "counts")
    client.socket.close()
    running.become(answered=(answered("A"),))
    for n in range(3):
        time.sleep(0.4)
        running.become(air=on_air(text=f"Question {n}?"))
    time.sleep(0.4)
    running.become(answered=(answered("B"), answered("A")))
    time.sleep(0.4)
    again = opened(running, f"{STREAM}&last={last}")
    seen = [found for found in (again.event() for _count in range(4)) if found[0] != "counts"]
    assert [name for name, _data, _id in seen] == ["answered", "air", "answered"]
    assert "Question 2?" in seen[1][1]
    assert [int(found[2].partition("-")[2]) for found in seen] == sorted(
        int(found[2].partition("-")[2]) for found in seen
    )


def test_nobody_gets_a_hidden_text_by_coming_back(running):
    client = opened(running)
    _value, last = until(client, "counts")
    hidden = Shown("C", "A telephone number", "en")
    running.become(air=on_air(text="The name of a child"))
    until(client, "air")
    running.become("leading", leading=(Leading(hidden, 1, "support"),))
    until(client, "leading")
    running.become(answered=tuple(answered(number) for number in "ABDEFGHIJK"))
    while json.loads(client.event()[1]).get("item", {}).get("number") != "A":
        pass
    running.become(air=None, leading=())  # a moderator hid both
    until(client, "leading")
    running.become(answered=tuple(answered(number) for number in "LABDEFGHIJ"))  # K is too old to show
    until(client, "answered")
    again = opened(running, f"{STREAM}&last={last}")
    everything = ""
    while "Soon L." not in everything:
        everything += again.event()[1]
    assert "child" not in everything
    assert "telephone" not in everything
    assert "Soon K." not in everything


def test_who_missed_very_much_gets_the_state_instead(running):
    client = opened(running)
    _value, last = until(client, "counts")
    room = next(iter(running.hub.rooms))
    big = {"x": "x" * 70_000}
    running.do(lambda: room._tell("counts", lambda _language: big, time.monotonic()))
    assert opened(running, f"{STREAM}&last={last}").event()[0] == "state"


def test_an_id_that_fell_out_of_the_ring_or_is_nonsense_gives_the_state(running):
    client = opened(running)
    _value, last = until(client, "counts")
    boot = last.partition("-")[0]
    room = next(iter(running.hub.rooms))
    for _n in range(room_module.MOST_KEPT + 5):
        running.do(lambda: room._tell("counts", lambda _language: {}, time.monotonic()))
    for old in (
        last,
        f"{boot}-999999",
        f"{boot}-",
        f"{boot}--1",
        "x" * 500,
        "%D9%A3-1",
        f"{boot}-{'9' * 400}",
    ):
        assert opened(running, f"{STREAM}&last={old}").event()[0] == "state"


def test_a_viewer_who_joins_while_others_are_written_to_gets_nothing_twice(running, monkeypatch):
    monkeypatch.setattr(room_module, "SLICE", 1)
    clients = [opened(running) for _count in range(30)]
    for n in range(5):
        running.become(air=on_air(text=f"Question {n}?"))
        clients += [opened(running) for _count in range(5)]
    time.sleep(1)
    running.become(air=on_air(text="Last?"))
    for client in clients:
        seen = []
        while True:
            name, data, event_id = client.event()
            seen.append(int(event_id.partition("-")[2]))
            if name == "air" and "Last?" in data:
                break
        assert seen == sorted(set(seen))


def test_who_does_not_read_is_dropped_and_the_others_go_on(running):
    slow, quick = opened(running, receive=2_048), opened(running)
    until(quick, "state")
    for n in range(400):
        running.do(
            lambda n=n: next(iter(running.hub.rooms))._tell("air", lambda _l: {"air": "x" * 20_000}, 0.0)
        )
        until(quick, "air")
        if running.hub.viewers == 1:
            break
    assert running.hub.viewers == 1
    assert next(iter(running.hub.rooms)).dropped == 1
    slow.socket.close()


def test_a_viewer_who_sends_something_is_no_viewer(running):
    client = opened(running)
    until(client, "state")
    client.send(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises((EOFError, ConnectionError)):
        until(client, "never")


def test_a_stream_is_never_silent_for_long(running, monkeypatch):
    monkeypatch.setattr(room_module, "SILENCE", 0.3)
    client = opened(running)
    until(client, "counts")
    assert until(client, "counts")[0]["counts"]["viewers"] == 1


def test_above_capacity_the_snapshot_goes_on():
    with Running(capacity=2) as running:
        clients = [opened(running) for _count in range(2)]
        status, headers, body = running.connect().get(STREAM).answer()
        assert (status, json.loads(body)["code"]) == (503, "full")
        assert 1 <= int(headers["retry-after"]) <= 5
        assert running.connect().get(SNAPSHOT).answer()[0] == 200
        clients[0].socket.close()
        clients[0].file.close()
        time.sleep(0.3)
        opened(running)


def test_two_signals_at_one_moment_are_one_reading(running):
    client = opened(running)
    until(client, "state")
    payload = f'{{"conference":"{CONFERENCE}","what":["counts"]}}'
    time.sleep(1.2)

    def both():
        reads = running.reads
        running.hub.signal(payload)
        running.hub.signal(payload.replace("counts", "air"))
        return reads

    reads = running.do(both)
    time.sleep(0.15)
    assert running.reads == reads + 1


def test_who_waits_for_the_first_state_takes_no_place_that_is_gone():
    with Running(capacity=2) as service:
        service.hub.reader = SlowReader()
        clients = [service.connect().get(STREAM) for _count in range(5)]
        assert sorted(client.answer()[0] for client in clients) == [200, 200, 503, 503, 503]


def test_one_address_cannot_take_every_place():
    with Running(per_address=2, address_header="x-real-ip") as running:
        kept = [opened(running, STREAM, "X-Real-IP: 2001:db8::1") for _count in range(2)]
        status, headers, _body = running.connect().get(STREAM, "X-Real-IP: 2001:db8::2").answer()
        assert (status, "retry-after" in headers) == (429, True)
        kept += [
            opened(running, STREAM, f"X-Real-IP: {address}") for address in ["10.0.0.1", *["127.0.0.1"] * 4]
        ]


def test_other_sites_may_poll_but_not_stream(running):
    assert running.connect().get(STREAM, "Origin: http://evil.example").answer()[0] == 403
    status, headers, _body = running.connect().get(SNAPSHOT, "Origin: http://evil.example").answer()
    assert (status, headers["access-control-allow-origin"]) == (200, "*")


def test_the_snapshot_changes_its_tag_only_with_its_content(running):
    client = running.connect()
    tag = client.get(SNAPSHOT).answer()[1]["etag"]
    time.sleep(0.2)
    assert client.get(SNAPSHOT, f"If-None-Match: W/{tag}").answer()[0] == 304
    running.become(air=on_air())
    time.sleep(0.5)
    status, headers, body = client.get(SNAPSHOT, f"If-None-Match: {tag}").answer()
    assert (status, headers["etag"] != tag, json.loads(body)["air"]["text"]) == (200, True, "When?")


def test_snapshots_without_viewers_read_no_more_often_than_needed(running):
    client = running.connect()
    begun, before = time.monotonic(), running.reads
    while time.monotonic() - begun < 2:
        running.become("counts", counts=Counts(int(time.monotonic() * 1000) % 10_000, 0, 0, 0))
        assert client.get(SNAPSHOT).answer()[0] == 200
        time.sleep(0.01)
    assert running.reads - before <= 2 / READ_EVERY + 2


def test_retries_are_spread(running):
    waits = set()
    for _count in range(30):
        client = running.connect().get(STREAM)
        client.answer()
        line = client.file.readline()
        assert line.startswith(b"retry: ")
        waits.add(int(line.split()[1]))
    assert len(waits) > 20
    assert min(waits) >= 2_000
    assert max(waits) <= 8_000
