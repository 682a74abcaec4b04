"""The hour on air in real browsers, with the real live service beside the pages: what three viewers see."""

import re
import time

import pytest
from django.conf import settings as configured
from django.utils import timezone
from playwright.sync_api import expect

from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.support_tally import supports_of
from sukhbat.similar.client import Near
from sukhbat.web.ask import similar_found
from tests.audience.test_live_page import lead
from tests.browser import DESK, PHONE, Windows, running, violations, wide
from tests.concerns.steps import concern_of, regroup
from tests.people import make_state
from tests.studio.steps import aired, answered, live, public

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADDRESS = "/en/conferences/internet/"
LINK = "[data-link=live]:visible"
FOLLOWS = "The page keeps itself up to date."


@pytest.fixture(scope="module")
def chromium(django_db_setup):
    with running() as browser:
        yield browser


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def state(transactional_db):
    return make_state()


@pytest.fixture
def conference(state, now):
    return live(state, now=now, recording_url="https://video.example.kz/talk.mp4")


@pytest.fixture
def service(live_server, live_services, settings, conference):
    """The live service on another origin than the pages, which are told of it."""
    found = live_services(SITE_URL=live_server.url, LIVE_PER_ADDRESS="0")
    policy = configured.CONTENT_SECURITY_POLICY
    directives = policy["DIRECTIVES"] | {"connect-src": ["'self'", found.url]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
    settings.LIVE_URL = found.url
    return found


@pytest.fixture
def windows(chromium, live_server):
    opened = Windows(chromium, live_server.url)
    yield opened
    opened.close()
    assert opened.complaints == []


def on_page(windows, person=None, **options):
    page = windows.open(person, **options)
    page.goto(ADDRESS)
    expect(page.get_by_text(FOLLOWS)).to_be_visible()
    return page


def test_three_viewers_see_a_question_put_on_air_and_its_answer(state, conference, service, windows, now):
    question = public(state, conference, text="Why is there still no net in Birlik?", now=now)
    viewers = [on_page(windows), on_page(windows, state.bolat), on_page(windows, width=PHONE)]
    expect(viewers[0].locator("[data-count=viewers]")).to_have_text("3")
    answered(state, conference, public(state, conference, text="Answered first", now=now), now=now)
    began = time.monotonic()
    aired(state, conference, question, now=now)
    for page in viewers:
        expect(page.locator("#on-air blockquote")).to_have_text("Why is there still no net in Birlik?")
    assert time.monotonic() - began < 2
    for page in viewers:
        expect(page.locator("[data-count=answered_live]")).to_have_text("1")
        button = page.get_by_role("button", name="Show new answers")
        expect(button).to_contain_text("1")
        expect(page.locator("[data-answers]")).to_be_hidden()
        button.click()
        answer = page.locator("[data-answers] > li")
        expect(answer).to_contain_text("Answered first")
        expect(answer).to_contain_text("00:10:00")
        expect(answer).to_contain_text("from the air, not confirmed yet")
        watch = answer.get_by_role("link", name="Watch from here")
        assert watch.get_attribute("href").endswith("talk.mp4#t=600")
        expect(button).to_be_hidden()


def test_a_support_counts_at_once_and_for_everybody(state, conference, service, windows, now):
    question = public(state, conference, now=now)
    lead(conference, question)
    mine, other = on_page(windows, state.bolat), on_page(windows)
    button = mine.locator(f"#leading form[data-support='{question.number}'] button")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true", timeout=500)
    expect(button).to_contain_text("1", timeout=500)
    expect(other.locator(f"#leading form[data-support='{question.number}'] b")).to_have_text("1")
    assert supports_of([question.pk]) == {question.pk: 1}
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_contain_text("0")
    mine.wait_for_timeout(500)
    assert supports_of([question.pk])[question.pk] == 0
    assert mine.url.endswith(ADDRESS)


def test_what_goes_wrong_is_said_beside_the_button(state, conference, service, windows, now):
    question = public(state, conference, now=now)
    lead(conference, question)
    page = on_page(windows, state.bolat)
    Question.objects.filter(pk=question.pk).update(to_writing_at=now)
    button = page.locator("#leading form button")
    button.click()
    expect(page.locator("#leading [role=alert]")).to_contain_text("answered in writing")
    expect(button).to_have_attribute("aria-pressed", "false")
    windows.complaints.clear()  # the honest 409


def test_after_the_service_was_killed_everything_comes_back(state, conference, service, windows, now):
    page = on_page(windows, state.bolat)
    page.locator("#ask-text").fill("Half a question, typed bef")
    service.kill()
    expect(page.get_by_text("The connection is lost; trying again.")).to_be_visible()
    question = public(state, conference, text="Asked while nobody could see it", now=now)
    aired(state, conference, question, now=now)
    service.start()
    expect(page.locator("#on-air blockquote")).to_have_text("Asked while nobody could see it")
    expect(page.get_by_text(FOLLOWS)).to_be_visible()
    assert page.locator("#ask-text").input_value() == "Half a question, typed bef"
    windows.complaints.clear()  # the refused connections


def test_a_full_service_leaves_the_snapshot(
    state, conference, live_server, live_services, settings, windows, now
):
    found = live_services(SITE_URL=live_server.url, LIVE_CAPACITY="1")
    directives = configured.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | {"connect-src": ["'self'", found.url]}}
    settings.LIVE_URL = found.url
    with found.stream("internet") as held:
        page = windows.open()
        page.goto(ADDRESS)
        expect(page.get_by_text("a few seconds late")).to_be_visible()
        aired(state, conference, public(state, conference, text="Seen by asking again", now=now), now=now)
        expect(page.locator("#on-air blockquote")).to_have_text("Seen by asking again")
        assert held.response.status == 200
    windows.complaints.clear()  # the honest 503


def test_a_question_is_sent_in_one_press_and_never_twice(state, conference, service, windows):
    page = on_page(windows, state.bolat)
    page.locator("#ask-text").fill("Когда в нашем ауле появится интернет?")
    expect(page.locator("#ask-language")).to_have_value("ru")
    page.get_by_label("I agree to the terms").check()
    service.kill()
    page.get_by_role("button", name="Ask a question").click()
    expect(page.locator("[data-ask-problem]")).to_contain_text("never sent twice")
    assert page.locator("#ask-text").input_value() == "Когда в нашем ауле появится интернет?"
    service.start()
    # Taken in, but the answer is lost on its way: the next press finds the first receipt.
    page.route("**/live/questions*", lambda route: (route.fetch(), route.abort()))
    page.get_by_role("button", name="Ask a question").click()
    expect(page.locator("[data-ask-problem]")).to_be_visible()
    page.wait_for_timeout(300)
    assert Question.objects.count() == 1
    page.unroute("**/live/questions*")
    page.get_by_role("button", name="Ask a question").click()
    receipt = page.locator("[data-receipt]")
    expect(receipt).to_be_visible()
    question = Question.objects.get()
    expect(receipt).to_contain_text(question.shown_number)
    assert QuestionPrivate.objects.get().author == state.bolat
    assert page.locator("#ask-text").input_value() == ""
    windows.complaints.clear()  # the refused connections


def test_what_is_similar_appears_on_air_too_and_joining_is_looked_at_first(
    state, conference, service, windows, now, monkeypatch
):
    """With the tick a press sends at once; to join one goes the ordinary way, where one sees what one joins."""
    asked = [public(state, conference, text="Когда в селе появится интернет?", now=now) for _n in range(3)]
    regroup(asked, now=now)
    found = concern_of(asked[0])
    monkeypatch.setattr(similar_found, "near", lambda *_args, **_options: [Near("concern", found.pk, 0.1)])
    page = on_page(windows, state.bolat)
    page.get_by_label("I agree to the terms").check()
    page.locator("#ask-text").press_sequentially("Когда в нашем ауле появится интернет?", delay=5)
    page.locator("#ask .similar.found > summary").click()
    page.get_by_role("button", name="Mine is the same: join").click()
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/(#joining)?$"))
    expect(page.locator("#joining")).to_be_visible()
    assert Question.objects.count() == 3


def test_without_the_tick_the_question_goes_the_ordinary_way(state, conference, service, windows):
    page = on_page(windows, state.bolat)
    page.locator("#ask-text").fill("Когда в нашем ауле появится интернет?")
    page.get_by_role("button", name="Ask a question").click()
    page.wait_for_url("**/ask/*-*/")
    expect(page.locator("blockquote")).to_contain_text("Когда в нашем ауле")


def test_new_questions_and_another_order_wait_for_a_press(state, conference, service, windows, now):
    first = public(state, conference, text="The first question of all", now=now)
    lead(conference, first)
    page = on_page(windows, state.bolat)
    second = public(state, conference, text="A question that came later", now=now)
    from sukhbat.kernel.signals import COUNTS, LEADING, signal_conference
    from sukhbat.questions.models import OrderEdition

    OrderEdition.objects.create(
        conference=conference, taken_at=timezone.now(), input_digest="1" * 64,
        places=[[second.number, "lottery", None], [first.number, "support", None]],
    )  # fmt: skip
    signal_conference(conference.pk, COUNTS, LEADING)
    page.get_by_role("button", name="The order has changed: show").click()
    expect(page.locator("[data-leading]").first).to_contain_text("A question that came later")
    expect(page.locator("#leading-head")).to_be_focused()
    expect(page.locator("#rows")).not_to_contain_text("A question that came later")
    page.get_by_role("button", name="Show new questions").click()
    expect(page.locator("#rows li").first).to_contain_text("A question that came later")


def test_a_hidden_text_leaves_an_open_page_and_nothing_moves(state, conference, service, windows, now):
    from sukhbat.questions.moderation import hide_question, mask_question

    rude, named, calm = [
        public(state, conference, text=text, now=now)
        for text in ("Some rude words stand here", "Why does Askarov not pay?", "When does the net come?")
    ]
    lead(conference, rude, named, calm)
    page = on_page(windows)
    rows = page.locator("#leading [data-leading]")
    expect(rows.nth(0)).to_contain_text("rude words")
    stood = rows.nth(2).bounding_box()["y"] - rows.nth(0).bounding_box()["y"]
    hide_question(person=state.dana, number=rude.number, ground="obscenity", now=timezone.now())
    mask_question(person=state.dana, number=named.number, fragments=["Askarov"], now=timezone.now())
    expect(rows.nth(0)).to_have_text("Not among the leading questions any more", use_inner_text=True)
    expect(rows.nth(1)).not_to_contain_text("Askarov")
    expect(rows.nth(1)).to_contain_text("not pay?")
    assert rows.nth(2).bounding_box()["y"] - rows.nth(0).bounding_box()["y"] == pytest.approx(stood, abs=1)


def test_a_hidden_text_leaves_the_list_of_all_questions(state, conference, service, windows, now):
    from sukhbat.questions.moderation import hide_question

    calm = public(state, conference, text="When does the net come?", now=now)
    rude = public(state, conference, text="Some rude words stand here", now=now)
    page = on_page(windows)
    rows = page.locator("#rows [data-number]")
    expect(rows.nth(0)).to_contain_text("rude words")
    height = rows.nth(0).bounding_box()["height"]
    hide_question(person=state.dana, number=rude.number, ground="obscenity", now=timezone.now())
    expect(rows.nth(0)).to_have_text("The text is hidden.", timeout=1_000)
    assert rows.nth(0).bounding_box()["height"] == pytest.approx(height, abs=1)
    assert "rude words" not in page.content()
    expect(page.locator(f"#rows [data-number='{calm.number}']")).to_contain_text("the net come?")


def test_without_scripts_the_page_does_all_it_must(state, conference, service, windows, now):
    question = public(state, conference, text="Shown without any script", now=now)
    lead(conference, question)
    aired(state, conference, public(state, conference, text="On air without any script", now=now), now=now)
    page = windows.open(state.bolat, scripts=False, width=PHONE)
    page.goto(ADDRESS)
    expect(page.locator("#on-air")).to_contain_text("On air without any script")
    page.locator("#leading form button").click()
    expect(page.locator("#leading form button")).to_have_attribute("aria-pressed", "true")
    page.locator("#leading form button").click()
    expect(page.locator("#leading form button")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("link", name="Refresh").click()
    assert page.url.endswith(ADDRESS)
    page.locator("#ask-text").fill("Asked without any script at all?")
    page.get_by_role("button", name="Ask a question").click()
    page.wait_for_url("**/ask/*-*/")


def test_the_player_comes_when_somebody_presses_play(
    state, conference, service, settings, windows, live_server
):
    stream = f"{live_server.url}/static/nothing.m3u8"
    type(conference).objects.filter(pk=conference.pk).update(stream_url=stream)
    page = windows.open()
    # As in a browser without a player of its own for such streams.
    page.add_init_script("HTMLMediaElement.prototype.canPlayType = () => ''")
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(ADDRESS)
    expect(page.get_by_text(FOLLOWS)).to_be_visible()
    assert not [url for url in fetched if "hls" in url or "m3u8" in url]
    page.get_by_role("button", name="Watch the broadcast").click()
    expect(page.get_by_text("The broadcast does not answer.")).to_be_visible()
    assert [url for url in fetched if url.endswith("hls.light.min.mjs")]
    assert stream in fetched
    windows.complaints.clear()  # the stream that is not there


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE, 320])
def test_the_page_is_for_everyone(state, conference, service, windows, now, width, scheme):
    lead(conference, *[public(state, conference, now=now) for _ in range(3)])
    answered(state, conference, public(state, conference, now=now), now=now)
    aired(state, conference, public(state, conference, now=now), now=now)
    page = on_page(windows, state.bolat, width=width, scheme=scheme, axe=True)
    assert wide(page) == []
    assert violations(page) == []
