"""The review in a real browser: it fits a phone and a desk, nothing is against it, and it works to the end."""

from datetime import timedelta

import pytest

from sukhbat.kernel import clock
from sukhbat.questions.models import SupportCancellation
from tests.browser import DESK, PHONE, Windows, running, violations, wide
from tests.people import make_conference
from tests.supports.people import crowd, public_question, support

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PAGE = "/ru/coordination/conferences/internet/supports/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_looking_cancelling_and_taking_back(state, live_server, width, scheme):
    now = clock.now() - timedelta(minutes=1)
    conference = make_conference(state, now=now)
    questions = [public_question(state, conference, now=now) for _ in range(3)]
    for second, person in enumerate(crowd(5)):
        support(person, questions[0], now=now + timedelta(seconds=second))
    support(state.bolat, questions[1], now=now, network="192.0.2.99")
    with running() as browser:
        windows = Windows(browser, live_server.url)
        page = windows.open(state.madina, width=width, scheme=scheme, axe=True)
        page.goto(PAGE)
        assert wide(page) == violations(page) == []
        page.locator("a.primary").click()
        page.locator("[name=per_network]").first.fill("4")
        page.locator("[name=within_seconds]").first.fill("5")
        page.locator("form[method=get] button").click()
        assert page.locator(".cards tbody tr").count() == 2
        assert wide(page) == violations(page) == []
        page.locator("textarea").fill("Пять подряд из одной сети за пять секунд")
        page.locator("button.danger").click()
        page.wait_for_url(f"**{PAGE}")
        assert wide(page) == violations(page) == []
        page.locator("td a.btn").click()
        page.wait_for_url("**/revoke/")
        assert wide(page) == violations(page) == []
        page.locator("main form button.primary").click()
        page.wait_for_url(f"**{PAGE}")
        assert page.locator("td a.btn").count() == 0
        assert windows.complaints == []
        windows.close()
    act = SupportCancellation.objects.get()
    assert (act.cancelled, act.revoked_at is not None) == (5, True)
