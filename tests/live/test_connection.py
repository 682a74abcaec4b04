"""Connections that behave badly: refused cheaply, with a clear error, and nobody else notices."""

import json
import time
from datetime import UTC, datetime

import pytest

from sukhbat.kernel.passes import issue_pass
from sukhbat.live import connection as connection_module
from sukhbat.live import service as service_module
from sukhbat.questions.supports import Supported
from tests.live.harness import CONFERENCE, ORIGIN, PERSON, Running

HEALTH = b"GET /live/health HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(scope="module")
def running():
    with Running(request_seconds=0.6, idle_seconds=1.5) as service:
        yield service


def code(answer):
    return answer[0], json.loads(answer[2])["code"]


def test_a_connection_serves_one_request_after_another(running):
    with running.connect() as client:
        for _count in range(3):
            assert client.send(HEALTH).answer()[0] == 200


def test_pipelined_requests_are_answered_in_order(running):
    with running.connect() as client:
        client.send(HEALTH + b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" + HEALTH)
        assert [client.answer()[0] for _count in range(3)] == [200, 404, 200]


def test_too_many_pipelined_requests_end_the_connection(running):
    with running.connect() as client:
        client.send(HEALTH * 100)
        statuses = []
        while True:
            try:
                statuses.append(client.answer()[0])
            except (EOFError, ConnectionError):
                break
        assert statuses == [200] * 17


def test_a_request_may_arrive_byte_by_byte(running):
    with running.connect() as client:
        for byte in HEALTH:
            client.send(bytes([byte]))
        assert client.answer()[0] == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nX: " + b"a" * 9_000,
        b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 2_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 300_000,
    ],
    ids=["value", "target", "many", "endless"],
)
def test_a_large_head_is_refused(running, sent):
    with running.connect() as client:
        client.send(sent)
        assert code(client.answer()) == (431, "headers_too_large")
        assert client.is_closed()


def test_a_head_in_pieces_is_limited_too(running):
    with running.connect() as client:
        client.send(b"GET / HTTP/1.1\r\nX: ")
        try:
            for _count in range(20):
                client.send(b"a" * 1_000)
                time.sleep(0.005)
        except ConnectionError:
            pass
        assert code(client.answer()) == (431, "headers_too_large")


def test_a_large_body_is_refused_before_it_came(running):
    with running.connect() as client:
        client.send(b"POST /live/questions HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n")
        assert code(client.answer()) == (413, "too_large")


def test_who_sends_a_megabyte_all_the_same_reads_why_not(running):
    with running.connect() as client:
        client.post("/live/questions", b"x" * 1_048_576)
        assert code(client.answer()) == (413, "too_large")


def test_a_large_chunked_body_is_refused(running):
    with running.connect() as client:
        client.send(b"POST /live/questions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send(b"8000\r\n" + b"x" * 0x8000 + b"\r\n8000\r\n")
        client.send(b"x" * 0x8000)
        assert code(client.answer()) == (413, "too_large")


def test_expecting_clients_are_told_to_go_on(running):
    with running.connect() as client:
        client.send(
            b"POST /live/questions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        assert client.answer()[0] == 100
        assert client.send(b"{}").answer()[0] == 415


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"HELLO\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\x00B: c\r\n\r\n",
    ],
    ids=["tls", "words", "version", "negative", "two lengths", "smuggling", "nul"],
)
def test_what_is_not_http_is_refused(running, sent):
    with running.connect() as client:
        client.send(sent)
        assert client.answer()[0] == 400
        assert client.is_closed()


def test_nobody_may_send_for_ever(running):
    with running.connect() as client:
        client.send(b"GET /live/health HTTP/1.1\r\nHost:")
        begun = time.monotonic()
        assert code(client.answer()) == (408, "too_slow")
        assert time.monotonic() - begun < 2
        assert client.is_closed()


def test_a_drip_of_bytes_gains_no_time(running):
    with running.connect() as client:
        client.send(b"POST /live/questions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        client.socket.settimeout(0.1)
        begun = time.monotonic()
        while time.monotonic() - begun < 3:
            try:
                client.send(b"x")
                if data := client.socket.recv(100):
                    break
            except TimeoutError:
                continue
        assert b" 408 " in data
        assert time.monotonic() - begun < 2


def test_who_says_nothing_is_hung_up_on(running):
    with running.connect() as client:
        assert client.is_closed()
    with running.connect() as client:
        assert client.send(HEALTH).answer()[0] == 200
        assert client.is_closed()


def test_a_client_that_goes_away_in_between_harms_nobody(running):
    for sent in (b"", b"GET", b"POST /live/questions HTTP/1.1\r\nContent-Length: 50\r\n\r\n{"):
        with running.connect() as client:
            client.send(sent)
    with running.connect() as client:
        assert client.send(HEALTH).answer()[0] == 200


def test_http_1_0_gets_its_answer_and_the_end(running):
    with running.connect() as client:
        client.send(b"GET /live/health HTTP/1.0\r\n\r\n")
        status, headers, _body = client.answer()
        assert (status, headers["connection"]) == (200, "close")
        assert client.is_closed()


def test_methods_and_addresses(running):
    with running.connect() as client:
        status, headers, _body = client.get("/live/questions").answer()
        assert (status, headers["allow"]) == (405, "POST, OPTIONS")
        status, headers, _body = client.get("/live/health", method="DELETE").answer()
        assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        status, headers, _body = client.get("/live/health", method="HEAD").answer(body=False)
        assert (status, int(headers["content-length"]) > 10) == (200, True)
        for path in (
            "/",
            "/live/",
            "/live/conferences/",
            "/live/conferences/a/b",
            "/live/conferences/../snapshot",
        ):
            assert client.get(path).answer()[0] == 404
        assert client.get("/live/health?language=xx").answer()[0] == 400


def test_an_upgrade_is_answered_as_plain_http(running):
    with running.connect() as client:
        client.get("/live/health", "Connection: Upgrade", "Upgrade: websocket")
        assert client.answer()[0] == 200


def test_a_mistake_is_a_500_with_an_id_and_the_service_lives_on(running, monkeypatch):
    monkeypatch.setitem(running.service._exact, "/live/openapi.json", (("GET",), lambda *_a: 1 / 0))
    with running.connect() as client:
        status, _headers, body = client.get("/live/openapi.json").answer()
        assert (status, len(json.loads(body)["id"])) == (500, 12)
        assert client.send(HEALTH).answer()[0] == 200


def test_browsers_ask_first_and_are_told_for_our_own_pages_only(running):
    with running.connect() as client:
        asked = (
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: authorization,content-type",
        )
        status, headers, _body = client.get(
            "/live/questions", f"Origin: {ORIGIN}", *asked, method="OPTIONS"
        ).answer()
        assert (status, headers["access-control-allow-origin"]) == (204, ORIGIN)
        assert "Authorization" in headers["access-control-allow-headers"]
        _status, headers, _body = client.get(
            "/live/questions", "Origin: http://evil.example", *asked, method="OPTIONS"
        ).answer()
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: http://evil.example",),
        ("Origin: null",),
        ("Sec-Fetch-Site: cross-site",),
        (f"Origin: {ORIGIN}.evil.example",),
    ],
)
def test_other_sites_may_not_send(running, headers):
    with running.connect() as client:
        assert code(client.post("/live/questions", b"{}", *headers).answer()) == (403, "wrong_origin")


def test_sentences_come_in_the_language_asked_for(running):
    with running.connect() as client:
        client.get("/live/nowhere?language=ru")
        client.get("/live/nowhere", "Accept-Language: fr, ru;q=0.5")
        answers = [client.answer()[2] for _count in range(2)]
        assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "first", [HEALTH, b"GET /live/conferences/nowhere/snapshot HTTP/1.1\r\nHost: x\r\n\r\n"]
)
def test_half_a_request_behind_a_whole_one_has_its_time_too(running, first):
    with running.connect() as client:
        client.send(first + b"GET /live/health HTTP/1.1\r\nHos")
        assert client.answer()[0] in {200, 404}
        client.socket.settimeout(4)
        assert code(client.answer()) == (408, "too_slow")
        assert client.is_closed()


def test_a_trailer_is_no_part_of_the_head():
    body = b'{"number": "7K3MQ2XD5", "wanted": true}'
    heard = []

    def change(wishes):
        heard.extend(wish.network for wish, _conference in wishes)
        return [Supported(wish.number, 1, True) for wish, _conference in wishes]

    text = issue_pass(person_id=PERSON, conference_id=CONFERENCE, now=datetime.now(UTC))
    with Running(change=change, address_header="x-real-ip") as service, service.connect() as client:
        head = (
            b"POST /live/supports HTTP/1.1\r\nHost: x\r\nX-Real-IP: 192.0.2.1\r\n"
            b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
        )
        chunks = b"\r\n%x\r\n%s\r\n0\r\n" % (len(body), body)
        client.send(head + b"Authorization: Bearer " + text.encode() + b"\r\n" + chunks)
        client.send(b"X-Real-IP: 198.51.100.7\r\n\r\n")
        assert client.answer()[0] == 200
        client.send(head + chunks + b"Authorization: Bearer " + text.encode() + b"\r\n\r\n")
        assert client.answer()[0] == 401
    assert heard == ["192.0.2.1"]


def test_a_small_body_in_endless_wrapping_is_refused(running):
    with running.connect() as client:
        client.send(b"POST /live/questions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for _count in range(12):
                client.send(b"1;" + b"a" * 50_000 + b"\r\nx\r\n")
        except ConnectionError:
            pass
        assert code(client.answer()) == (413, "too_large")


def test_answers_that_nobody_takes_do_not_keep_a_connection(monkeypatch):
    monkeypatch.setattr(connection_module, "LINGERS", 0.1)
    monkeypatch.setattr(connection_module, "MOST_LEAVING", 0.3)
    monkeypatch.setattr(service_module, "_openapi_body", lambda: b"x" * 600_000)
    monkeypatch.setattr(connection_module, "MOST_UNREAD", 10_000_000)
    with Running(request_seconds=0.5, idle_seconds=0.5) as service, service.connect(receive=4_096) as client:
        for _count in range(15):
            client.get("/live/openapi.json")
        time.sleep(0.3)
        assert len(service.service.connections) == 1
        time.sleep(2)
        assert not service.service.connections
