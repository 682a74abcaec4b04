"""The jobs process as it runs: kill -9, a lost database, a mail server that is down, a clean end."""

import json
import signal

import psycopg
import pytest
from django.utils import timezone

from sukhbat.jobs.timetable import loops
from sukhbat.kernel.models import LoopRun
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.notices.models import Letter, Notice
from tests.jobs.conftest import until
from tests.people import ask as ask_at
from tests.people import make_state

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


@pytest.fixture
def state(transactional_db):
    return make_state()


def ask(state):
    """Now: the process has a clock of its own, and what was asked long ago it publishes by time."""
    return ask_at(state, now=timezone.now())


def all_sent():
    return Letter.objects.exists() and not Letter.objects.exclude(state="sent").exists()


def test_a_question_is_numbered_told_and_mailed_and_the_end_is_clean(state, jobs, mailhost):
    mailhost.start()
    jobs.start()
    ask(state)
    until(all_sent, "letters are sent")
    assert len(mailhost.mails()) == 2
    assert Leaf.objects.count() == Entry.objects.count()
    every = {loop.name for loop in loops(stop=lambda: True)}
    until(lambda: set(LoopRun.objects.values_list("name", flat=True)) == every, "every loop came round")
    assert LoopRun.objects.exclude(failure="").count() == 0
    assert jobs.end() < 2.5
    assert jobs.process.returncode == 0
    assert "jobs_stopped" in jobs.lines()


def test_a_mail_server_that_comes_late_gets_every_letter(state, jobs, mailhost):
    jobs.start()
    ask(state)
    until(
        lambda: LoopRun.objects.filter(name="send_letters", failure__startswith="MailServer").exists(),
        "it fails",
    )
    until(lambda: Letter.objects.count() == 2, "letters wait")
    mailhost.start()
    until(all_sent, "letters are sent")
    assert len({mail["Message-ID"] for mail in mailhost.mails()}) == 2
    until(lambda: not LoopRun.objects.exclude(failure="").exists(), "the failure is over")


def test_killed_in_the_middle_of_sending_only_that_letter_may_come_twice(state, jobs, mailhost):
    for _ in range(3):
        ask(state)
    mailhost.start(slowness=1.5)  # takes the mail and answers late: the process dies in between
    jobs.start()
    until(lambda: len(mailhost.mails()) == 1, "the server took the first mail")
    jobs.end(signal.SIGKILL)
    assert Letter.objects.filter(state="sent").count() == 0
    mailhost.stop()
    mailhost.start()
    jobs.start()
    until(all_sent, "letters are sent")
    ids = [mail["Message-ID"] for mail in mailhost.mails()]
    assert len(set(ids)) == 6
    assert len(ids) == 7
    assert Notice.objects.count() == 6


def test_killed_again_and_again_nobody_is_told_twice_or_never(state, jobs, mailhost):
    mailhost.start()
    for round_ in range(4):
        for _ in range(5):
            ask(state)
        jobs.start()
        count = round_ * 10 + 1
        until(lambda count=count: Notice.objects.count() >= count, "telling has begun")
        jobs.end(signal.SIGKILL)
    jobs.start()
    until(lambda: Notice.objects.count() == 40, "everyone is told")
    until(all_sent, "letters are sent")
    assert len({mail["Message-ID"] for mail in mailhost.mails()}) == 40


def test_lost_connections_are_made_again(state, jobs, mailhost, connect_url):
    mailhost.start()
    jobs.start()
    until(lambda: LoopRun.objects.count() >= 5, "it runs")
    with psycopg.connect(connect_url, autocommit=True) as other:
        for _ in range(3):
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'sukhbat' AND pid <> pg_backend_pid() AND datname = current_database() "
                "AND pid <> ALL(%s)",
                [[_own_pid()]],
            )
    ask(state)
    until(all_sent, "letters are sent")
    assert jobs.process.poll() is None


def _own_pid():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_the_log_is_json_without_people(state, jobs, mailhost):
    jobs.start()
    ask(state)
    until(lambda: "loop_failed" in jobs.lines(), "a failure is logged")
    jobs.end()
    lines = [json.loads(line) for line in jobs.lines().splitlines()]
    failed = next(line for line in lines if line["event"] == "loop_failed")
    assert failed["error"] == "MailServerUnreachableError"
    assert any("sending.py" in place for place in failed["at"])
    assert "example.kz" not in jobs.lines()


def test_two_processes_share_the_work(state, jobs, mailhost, tmp_path):
    from tests.jobs.conftest import Jobs

    mailhost.start()
    second = Jobs(jobs.environment["DATABASE_URL"], mailhost.port, tmp_path / "second.log")
    jobs.start()
    second.start()
    try:
        for _ in range(10):
            ask(state)
        until(lambda: Notice.objects.count() == 20, "everyone is told")
        until(all_sent, "letters are sent")
        ids = [mail["Message-ID"] for mail in mailhost.mails()]
        assert len(ids) == 20
        assert len(set(ids)) == 20
    finally:
        second.end()
