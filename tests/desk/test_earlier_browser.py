"""Earlier answers and files in a real browser: judged by axe, taken over without JavaScript, nothing removed by Enter."""

import io
import re

import pytest
from PIL import Image

from sukhbat.answers.models import AnswerVersion, Attachment
from sukhbat.concerns.counting import count_changed
from sukhbat.desk import earlier
from sukhbat.similar.client import Near
from tests.assignments.steps import TEXT, answered, assigned, draft
from tests.browser import AXE, DESK, PHONE, window
from tests.desk.concerns.steps import asked_by_all, concern_of
from tests.people import MONDAY, make_state
from tests.web.steps import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MINE = "Бұл көшеге желі жекелеген жоба бойынша тартылады."


@pytest.fixture
def state(transactional_db):
    return make_state()


@pytest.fixture
def before(state, monkeypatch):
    """Two earlier answers that are near to everything."""
    found = [publish(state, answered(state)) for _ in range(2)]
    monkeypatch.setattr(
        earlier, "near", lambda *_text, **_options: [Near("question", q.pk, 0.1) for q in found]
    )
    return found


def file_of_a_picture():
    content = io.BytesIO()
    Image.new("RGB", (4, 3)).save(content, "PNG")
    return {"name": "Кесте.png", "mimeType": "image/png", "buffer": content.getvalue()}


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(state, live_server, before, width, scheme):
    mine, concern = assigned(state), concern_of(asked_by_all(state))
    count_changed(now=MONDAY)
    with window(live_server.url, state.erlan, width=width, scheme=scheme, bypass=True) as page:
        for address in (f"/en/desk/{mine.shown_number}/", f"/en/desk/concerns/{concern.number}/answer/"):
            page.goto(address)
            page.get_by_role("button", name="Use its text as a draft").first.click()
            page.get_by_text("Nothing is saved yet").wait_for()
            page.get_by_label("Attach a file").set_input_files(files=[file_of_a_picture()])
            page.get_by_role("button", name="Save", exact=True).click()
            page.get_by_role("link", name="Кесте.png").wait_for()
            page.evaluate(AXE)
            found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
            assert found == [], address
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
    assert Attachment.objects.count() == 2


def test_a_text_is_taken_over_below_what_is_typed_without_javascript(state, live_server, before):
    mine = assigned(state)
    with window(live_server.url, state.erlan, width=PHONE, scripts=False) as page:
        page.goto(f"/en/desk/{mine.shown_number}/")
        page.locator("[name=kk-text]").fill(MINE)
        page.get_by_role("link", name="2 similar earlier answers").click()
        page.get_by_role("button", name=re.compile(f"Use its text.*{before[1].shown_number}")).click()
        page.get_by_text("Nothing is saved yet").wait_for()
        assert page.locator("[name=kk-text]").input_value() == f"{MINE}\n\n{TEXT}"
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("version 1").wait_for()
    assert AnswerVersion.objects.get(answer__question=mine).text == f"{MINE}\n\n{TEXT}"


def test_enter_in_a_field_saves_and_removes_no_file(state, live_server, before):
    mine = assigned(state)
    draft(state, mine)
    with window(live_server.url, state.erlan) as page:
        page.goto(f"/en/desk/{mine.shown_number}/")
        page.get_by_label("Attach a file").set_input_files(files=[file_of_a_picture()])
        page.locator("[name=kk-legal_ground]").press("Enter")
        page.get_by_role("link", name="Кесте.png").wait_for()
        page.locator("[name=kk-legal_ground]").fill("Басқа заң")
        page.locator("[name=kk-legal_ground]").press("Enter")
        page.get_by_text("version 2").wait_for()
    assert Attachment.objects.count() == 1
