"""The client never waits long, never raises, and leaves a process alone that does not answer."""

import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from uuid import UUID

import pytest

from sukhbat.similar import client
from sukhbat.similar.client import Near, near, near_questions
from sukhbat.similar.frames import HEAD, body_length, framed, unframed

# Always the same: they stand in the names of tests, which all workers must collect alike.
CONCERN = UUID("01a20e4e-1fdc-729a-9852-c86648633d66")
QUESTION = UUID("01a20e4e-1fdc-729a-9852-c86648633d67")
GOOD = {"near": [["concern", str(CONCERN), 0.12], ["question", str(QUESTION), -0.02]]}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(client, "_pauses", client._Pauses())


@pytest.fixture
def place(folder, settings):
    settings.SIMILAR_SOCKET = str(folder / "s.sock")
    return settings.SIMILAR_SOCKET


@contextmanager
def process(place, answer):
    """Somebody who listens there and does what the test says with each connection."""
    asked = []
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(place)
    listening.listen(8)

    def serve():
        while True:
            try:
                connection, _address = listening.accept()
            except OSError:
                return
            asked.append(connection)
            answer(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield asked
    listening.close()
    for connection in asked:
        connection.close()


def answering(*parts, pause=0.0):
    def answer(connection):
        connection.settimeout(2)
        try:
            head = connection.recv(HEAD.size)
            request = b""
            while len(request) < body_length(head, 10**6):
                request += connection.recv(65_536)
            answer.requests.append(unframed(request))
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
        except OSError:
            pass
        connection.close()

    answer.requests = []
    return answer


def timed(call, *arguments, **options):
    begun = time.monotonic()
    return call(*arguments, **options), time.monotonic() - begun


def test_what_is_near_comes_as_things_to_show(place):
    answer = answering(framed(GOOD))
    with process(place, answer):
        found = near("мектеп", language="kk", count=3)
    assert found == [Near("concern", CONCERN, 0.12), Near("question", QUESTION, -0.02)]
    assert answer.requests == [
        {"do": "near", "text": "мектеп", "language": "kk", "count": 3, "ms": 200, "apart": False}
    ]


def test_questions_by_themselves_are_asked_for(place):
    answer = answering(framed({"near": []}))
    with process(place, answer):
        assert near_questions("мектеп") == []
    assert answer.requests[0]["apart"] is True


def test_a_reply_may_come_in_pieces(place):
    frame = framed(GOOD)
    with process(place, answering(*[frame[at : at + 20] for at in range(0, len(frame), 20)])):
        assert len(near("мектеп", timeout=2)) == 2


def test_bounds_are_kept_before_anything_is_sent(place):
    answer = answering(framed({"near": []}))
    with process(place, answer):
        near("я" * 50_000, count=10_000, timeout=60, language="very long")
    request = answer.requests[0]
    assert (len(request["text"]), request["count"], request["ms"], request["language"]) == (
        4_000,
        50,
        2_000,
        "ve",
    )


@pytest.mark.parametrize(
    "reply",
    [
        framed({"error": "broken"}),
        framed({"error": "no_model"}),
        framed({}),
        framed({"near": "all"}),
        framed({"near": [["concern", "no id", 1]]}),
        framed({"near": [["person", str(QUESTION), 1]]}),
        framed({"near": [["concern", str(QUESTION), "near"]]}),
        framed({"near": [[]]}),
        framed({"near": [None]}),
        HEAD.pack(2**31),
        HEAD.pack(0),
        HEAD.pack(5) + b"abcde",
        HEAD.pack(50) + b"{",
        b"",
    ],
)
def test_a_bad_reply_is_none_and_a_pause(place, reply):
    answer = answering(reply)
    with process(place, answer):
        assert near("мектеп") is None
        assert near("мектеп") is None
    assert len(answer.requests) == 1


def test_a_process_that_is_not_there_costs_nothing(place):
    found, seconds = timed(near, "мектеп")
    assert found is None
    assert seconds < 0.05


def test_one_that_hangs_costs_its_time_once(place):
    with process(place, lambda _connection: None) as asked:
        found, seconds = timed(near, "мектеп")
        assert found is None
        assert seconds < 0.35
        again, none = timed(lambda: [near("мектеп") for _ in range(50)])
        assert again == [None] * 50
        assert none < 0.05
        assert len(asked) == 1


def test_a_reply_that_drips_is_over_in_time(place):
    frame = framed(GOOD)
    with process(place, answering(*[frame[at : at + 1] for at in range(len(frame))], pause=0.05)):
        found, seconds = timed(near, "мектеп")
    assert found is None
    assert seconds < 0.35


def test_pauses_grow_and_end_with_the_first_answer(place, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(client.time, "monotonic", lambda: clock[0])
    pauses = client._Pauses()
    lengths = []
    for _ in range(7):
        pauses.failed()
        start = clock[0]
        while pauses.holds():
            clock[0] += 0.25
        lengths.append(clock[0] - start)
    assert lengths == [0.5, 1, 2, 4, 8, 8, 8]
    pauses.worked()
    pauses.failed()
    clock[0] += 0.6
    assert not pauses.holds()


def test_a_full_queue_is_no_failure(place):
    answer = answering(framed({"error": "busy"}))
    with process(place, answer):
        assert near("мектеп") is None
        time.sleep(0.1)
        assert near("мектеп") is None
    assert len(answer.requests) == 2


def test_without_a_setting_nobody_is_asked(settings):
    settings.SIMILAR_SOCKET = ""
    assert near("мектеп") is None
    assert client.health() is None


def test_it_loads_no_model():
    code = (
        "import sys, sukhbat.similar.client as c;"
        "print([m for m in ('numpy', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
