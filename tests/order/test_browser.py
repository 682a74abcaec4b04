"""The order in a real browser: on a desk and on a phone, judged by axe; published there, read there."""

import os
from datetime import timedelta

import pytest

from sukhbat.conferences.models import PublishedOrder
from sukhbat.conferences.ordering import publish_order
from sukhbat.kernel import clock
from sukhbat.questions.order import take_edition
from tests.browser import AXE, DESK, PHONE, window
from tests.order.conftest import crowd, fresh, live, support
from tests.people import make_conference, make_state
from tests.web.steps import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
# A directory for pictures of the pages, when somebody wants to look at them.
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def state(transactional_db):
    return make_state()


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(state, live_server, width, scheme):
    now = clock.now()
    conference = make_conference(state, now=now)
    publish_order(person=state.madina, slug="internet", weights=(40, 40, 20), hides_counts=False, now=now)
    people = crowd(4)
    for index in range(9):
        region = {"region_id": (state.abai if index % 3 else state.astana).pk}
        support(published(state, conference=conference, now=now, **region), people[: index % 5])
    conference = live(fresh(conference), now=now - timedelta(minutes=1))
    take_edition(conference=conference, now=now)
    make_conference(state, now=now, slug="later", collecting_at=now + timedelta(days=1))
    visits = {
        None: ["/en/conferences/internet/order/", "/kk/conferences/later/order/"],
        state.madina: [
            "/en/coordination/conferences/internet/order/",
            "/en/coordination/conferences/later/order/",
            "/en/coordination/conferences/later/premoderation/",
        ],
    }
    for person, addresses in visits.items():
        with window(live_server.url, person, width=width, scheme=scheme, bypass=True) as page:
            for number, address in enumerate(addresses):
                assert page.goto(address).status == 200
                page.evaluate(AXE)
                found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
                assert found == [], address
                assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
                if PICTURES:
                    page.screenshot(path=f"{PICTURES}/{person}-{number}-{width}.png", full_page=True)


def test_a_coordinator_publishes_without_javascript_on_a_phone(state, live_server):
    now = clock.now()
    make_conference(state, now=now, collecting_at=now + timedelta(days=1))
    with window(live_server.url, state.madina, width=PHONE, scripts=False) as page:
        page.goto("/en/coordination/conferences/internet/order/")
        page.get_by_label("By lot").fill("30")
        page.get_by_role("checkbox", name="cannot be changed").check()
        page.get_by_role("button", name="Publish the order").click()
        assert "The three make 110, not 100." in page.get_by_role("alert").inner_text()
        page.get_by_label("By support").fill("40")
        page.get_by_role("button", name="Publish the order").click()
        page.get_by_text("The order is published").wait_for()
    order = PublishedOrder.objects.get()
    assert (order.support, order.quota, order.lottery) == (40, 30, 30)
