"""What a monitor reads: alive or not, the figures, and who may see them."""

import base64
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from sukhbat.kernel import clock
from sukhbat.kernel.loops import note_failure, note_run
from tests.people import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def monitor():
    return Client()


def figures(response):
    lines = [line for line in response.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_it_is_well_when_the_database_answers_and_the_jobs_ran(monitor):
    note_run("react", now=clock.now(), done=1)
    response = monitor.get("/healthz")
    said = {"status": "ok", "database": "ok", "jobs": "ok", "similar": "off"}
    assert (response.status_code, response.json()) == (200, said)
    assert "no-store" in response["Cache-Control"]


def test_silent_jobs_are_told(monitor):
    note_run("react", now=clock.now() - timedelta(minutes=5), done=1)
    response = monitor.get("/healthz")
    assert (response.status_code, response.json()["jobs"]) == (503, "silent")


def test_whether_meanings_are_compared_is_told_and_is_no_failure(monitor, settings):
    settings.SIMILAR_SOCKET = "/nonexistent/none.sock"
    note_run("react", now=clock.now(), done=1)
    response = monitor.get("/healthz")
    assert (response.status_code, response.json()["similar"]) == (200, "away")
    assert figures(monitor.get("/metrics"))["sukhbat_similar_up"] == 0


def test_that_process_does_not_pass_for_the_jobs(monitor):
    note_run("similar.read", now=clock.now(), done=1)
    assert monitor.get("/healthz").json()["jobs"] == "silent"


def test_a_lost_database_is_told_and_not_a_500(monitor, monkeypatch):
    def lost(*_args, **_kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("sukhbat.web.health.views.is_alive", lost)
    response = monitor.get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "unreachable")
    assert b"refused" not in response.content


def test_the_figures_follow_the_tables(state, monitor):
    ask(state)
    note_run("react", now=clock.now() - timedelta(seconds=30), done=1)
    note_failure("send_letters", now=clock.now(), failure="SMTPException")
    read = figures(monitor.get("/metrics"))
    assert read["sukhbat_questions_received"] == read["sukhbat_questions_in_work"] == 1
    assert read["sukhbat_questions_unrouted"] == 0
    assert read["sukhbat_balance_closes"] == 1
    assert read["sukhbat_moderation_waiting"] == 1
    assert read['sukhbat_loop_age_seconds{loop="react"}'] >= 30
    assert read['sukhbat_loop_failing{loop="send_letters"}'] == 1
    assert 'sukhbat_letters{state="waiting"}' in read
    assert 'sukhbat_log_behind{reaction="search"}' in read


def test_an_overdue_question_is_counted(state, monitor):
    ask(state, now=clock.now() - timedelta(days=90))
    assert figures(monitor.get("/metrics"))["sukhbat_questions_overdue"] == 1


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "::1", 200),
        ({}, "10.0.0.7", 401),
        ({}, "", 401),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 401),
        ({"X-Real-IP": "203.0.113.5"}, "127.0.0.1", 401),
        ({"X-Forwarded-Proto": "https"}, "127.0.0.1", 401),
        ({"Authorization": "Bearer right"}, "10.0.0.7", 200),
        ({"Authorization": "bearer right", "X-Forwarded-For": "203.0.113.5"}, "127.0.0.1", 200),
        ({"Authorization": "Bearer wrong"}, "127.0.0.1", 401),
        ({"Authorization": "Bearer ключ"}, "10.0.0.7", 401),
        ({"Authorization": "Bearer"}, "10.0.0.7", 401),
    ],
)
def test_figures_are_for_the_monitor_only(monitor, settings, headers, address, status):
    settings.METRICS_TOKEN = "right"
    assert monitor.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_without_a_token_no_bearer_is_right(monitor, settings):
    settings.METRICS_TOKEN = ""
    refused = monitor.get("/metrics", headers={"Authorization": "Bearer "}, REMOTE_ADDR="10.0.0.7")
    assert refused.status_code == 401


def test_the_key_of_the_log_is_public(monitor):
    key = monitor.get("/log/key").json()
    assert key["algorithm"] == "Ed25519"
    assert len(base64.b64decode(key["public_key"])) == 32


@pytest.mark.parametrize("address", ["/healthz", "/metrics", "/log/key"])
def test_these_addresses_are_only_read(monitor, address):
    assert monitor.post(address).status_code == 405
