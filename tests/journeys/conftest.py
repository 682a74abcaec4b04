"""One browser for each module of journeys, a clock that the test sets, and the jobs, done when the test says so."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser

from sukhbat.jobs import work
from sukhbat.kernel import clock
from sukhbat.notices import reactions, sending
from sukhbat.search import reactions as search
from tests.browser import Windows, running
from tests.people import MONDAY, State, make_state


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture
def windows(chromium: Browser, live_server) -> Iterator[Windows]:
    """Windows on the live server; the test fails when a page of any of them complained."""
    opened = Windows(chromium, live_server.url)
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture
def state(transactional_db) -> State:
    return make_state()


class Watch:
    """The clock of the pages, the jobs and the test: it stands until the test moves it."""

    def __init__(self) -> None:
        self.now: datetime = MONDAY

    def go(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def watch(monkeypatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def jobs_done(watch: Watch):
    """Does what the jobs process does within seconds: number the log, tell, index, count, send the letters."""

    def do() -> None:
        work.number_all_leaves(watch.now)
        while reactions.react(now=watch.now):
            pass
        while search.react():
            pass
        while work.fold_counters(watch.now):
            pass
        while sending.send_waiting(now=watch.now):
            pass
        work.assert_balances(watch.now)

    return do
