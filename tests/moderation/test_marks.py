"""Marks for moderators: what is stored, what waits, what is shown first, what asker and moderator are told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.questions import moderation, waiting
from sukhbat.questions.claims import claim_next
from sukhbat.questions.erasure import erase_person
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.repeats import FlagRepeats
from sukhbat.questions.rules import Source
from sukhbat.questions.taking_in import Arrival, take_in_all
from tests.moderation.test_live import PHONE_TEXT, on_air
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db

QUEUE = "/en/moderation/"
OBSCENE = "Ребята, когда вы бл@дь почините дорогу на улице Абая?"
INSULT = "Вы все там идиоты и ублюдки, дорогу не чините"
ADVERT = "Казино Вулкан дарит 100 фриспинов, заработок без вложений, подпишись на наш канал"
COPIED = "Почему в нашем районе второй месяц отключают горячую воду без предупреждения, и кто ответит за это перед жителями?"


def marks(question) -> tuple[list[str], list[str]]:
    return QuestionPrivate.objects.values_list("findings", "flags").get(question=question)


def page(response) -> str:
    return response.content.decode()


# --- what is stored, and what it does ---


@pytest.mark.parametrize(
    ("text", "findings", "flags"),
    [
        ("Ауылымызға интернет қашан тартылады?", [], []),
        ("Министр врёт, уволить весь акимат! Позор!", [], []),
        (OBSCENE, ["obscene"], []),
        (INSULT, [], ["abuse"]),
        (ADVERT, [], ["spam"]),
        (OBSCENE + " Мой номер 8 701 123 45 67", ["obscene", "phone"], []),
    ],
)
def test_a_question_is_taken_in_with_its_marks_whatever_they_are(state, text, findings, flags):
    question = ask(state, text=text, published_text=text)
    assert marks(question) == (findings, flags)
    assert (question.text, question.stage, question.visibility) == (text, "received", "pending")


def test_where_texts_are_shown_at_once_only_an_obscene_one_waits_for_a_moderator(state):
    conference = on_air(state, MONDAY, is_premoderated=False)
    obscene, insult, advert = (
        ask(state, conference=conference, text=text) for text in (OBSCENE, INSULT, ADVERT)
    )
    moderation.publish_overdue(now=MONDAY)
    moderation.publish_overdue(now=MONDAY + timedelta(days=3))
    shown = dict(Question.objects.values_list("pk", "visibility"))
    assert shown == {obscene.pk: "pending", insult.pk: "public", advert.pk: "public"}


def test_a_moderator_masks_the_word_and_nothing_is_found_any_more(state):
    question = ask(state, text=OBSCENE)
    moderation.mask_question(person=state.dana, number=question.number, fragments=["бл@дь"], now=MONDAY)
    question.refresh_from_db()
    assert marks(question) == ([], [])
    assert (question.visibility, "бл@дь" in question.text) == ("public", False)


@pytest.mark.parametrize("text", [OBSCENE, INSULT, ADVERT, PHONE_TEXT])
def test_what_is_marked_is_not_published_from_the_list(state, text):
    marked, plain = ask(state, text=text, published_text=text), ask(state)
    done = moderation.publish_questions(person=state.dana, numbers=[marked.number, plain.number], now=MONDAY)
    assert (done.published, {key: one.code for key, one in done.left.items()}) == (
        1,
        {marked.number: "has_findings"},
    )
    moderation.publish_question(person=state.dana, number=marked.number, now=MONDAY)


# --- the order of the queue ---


def fill(state) -> list[Question]:
    """Seven questions whose marks alternate, all promised for the same moment, one earlier."""
    texts = [None, OBSCENE, None, ADVERT, INSULT, None, None]
    questions = [ask(state, **({"text": text} if text else {})) for text in texts]
    Question.objects.filter(pk=questions[5].pk).update(publish_by=MONDAY)
    return questions


def walked(limit: int, **wanted) -> list:
    found, after = [], None
    for _turn in range(20):
        rows = waiting.queue(now=MONDAY, after=after, limit=limit, **wanted)
        found += [row.question.pk for row in rows]
        if len(rows) < limit:
            return found
        after = rows[-1].place
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 30])
def test_page_by_page_each_is_met_once_and_the_marked_ones_first(state, limit):
    questions = fill(state)
    keys = [question.pk for question in questions]
    assert walked(limit, marked_first=True) == [keys[1], keys[3], keys[4], keys[5], keys[0], keys[2], keys[6]]
    assert walked(limit) == [keys[5], *keys[:5], keys[6]]
    assert walked(limit, flagged=True) == [keys[1], keys[3], keys[4]]
    assert walked(limit, flagged=True, marked_first=True) == [keys[1], keys[3], keys[4]]


def test_the_next_one_follows_the_wished_order_and_begins_anew_after_the_last(state):
    questions = fill(state)
    first = claim_next(person=state.dana, after=None, now=MONDAY, marked_first=True)
    assert first == questions[1]
    after = waiting.place_of(questions[4])
    assert claim_next(person=state.dana, after=after, now=MONDAY, marked_first=True) == questions[5]
    end = waiting.place_of(questions[6])
    assert claim_next(person=state.dana, after=end, now=MONDAY, marked_first=True) == questions[1]


def test_a_moderator_turns_the_order_and_the_pages_keep_it(state, enter):
    questions = fill(state)
    client = enter(state.dana)
    assert client.post(QUEUE + "order/", {"first": "marked"}).status_code == 303
    shown = page(client.get(QUEUE))
    places = [shown.index(f'href="{QUEUE}{question.shown_number}/"') for question in questions]
    assert places[1] < places[3] < places[4] < places[5] < places[0] < places[2] < places[6]
    assert "Nearest promise first" in shown
    assert client.post(QUEUE + "next/").url.endswith(f"{questions[1].shown_number}/")
    left = client.post(f"{QUEUE}{questions[1].shown_number}/hide/", {"ground": "obscene"})
    assert left.status_code in {303, 422}
    client.post(QUEUE + "order/", {"first": "nearest"})
    assert client.post(QUEUE + "next/").url.endswith(f"{questions[5].shown_number}/")


def test_an_order_is_turned_by_post_and_by_moderators_only(state, enter):
    assert enter(state.dana).get(QUEUE + "order/").status_code == 405
    assert enter(state.aigerim).post(QUEUE + "order/", {"first": "marked"}).status_code == 403


def test_a_place_of_an_address_survives_the_address():
    from sukhbat.desk.moderation.addresses import read_place, show_place

    for is_marked in (True, False):
        place = waiting.Place(MONDAY, uuid4(), is_marked)
        assert read_place(show_place(place)) == place
    assert read_place("nonsense_marked") is None


# --- what people are told ---


@pytest.mark.parametrize(
    ("text", "chip", "sentence"),
    [
        (OBSCENE, "Obscene words", "Obscene words were found"),
        (INSULT, "Insult or threat", "Sharp criticism of an official is no ground"),
        (ADVERT, "Advertisement or noise", "This looks like an advertisement"),
        (PHONE_TEXT, "Personal data found", "Personal data was found"),
    ],
)
def test_a_moderator_reads_what_was_found(state, enter, text, chip, sentence):
    question = ask(state, text=text, published_text=text)
    client = enter(state.dana)
    shown = page(client.get(QUEUE))
    assert chip in shown
    assert "1 is marked" in shown
    item = page(client.get(f"{QUEUE}{question.shown_number}/"))
    assert sentence in item
    assert ("no: a moderator must look at it" in item) == (text in {OBSCENE, PHONE_TEXT})
    assert ("бл@дь · obscene word" in item) == (text == OBSCENE)


def test_what_became_public_by_time_with_a_mark_is_seen_among_the_decided(state, enter):
    ask(state, text=INSULT)
    moderation.publish_overdue(now=clock.now() + timedelta(days=30))
    shown = page(enter(state.dana).get(QUEUE + "decided/"))
    assert "Public by time" in shown
    assert "Insult or threat" in shown


def test_the_asker_is_told_why_the_text_waits_and_nobody_else_is(state, enter):
    question = ask(state, text=OBSCENE)
    address = f"/en/questions/{question.shown_number}/"
    told = "Obscene words were found in your text"
    assert told in page(enter(state.aigerim).get(address))
    assert told not in page(enter(None).get(address))
    receipt = page(enter(state.aigerim).get(f"{address}receipt/"))
    assert "only after a moderator has looked at it" in receipt
    assert "within a working day; then it is public" not in receipt
    plain = ask(state)
    assert "within a working day; then it is public" in page(
        enter(state.aigerim).get(f"/en/questions/{plain.shown_number}/receipt/")
    )


# --- the same text again ---


def arrive(state, text: str, author, network: str = "") -> Question:
    submission = Submission(key=uuid4(), text=text, language="ru", source=Source.WEB, author_id=author.pk)
    taken = take_in_all(arrivals=[Arrival(submission, None, network)], now=MONDAY)[0]
    return Question.objects.get(pk=taken.question_id)


def people(state, count: int) -> list:
    from tests.people import make_person

    return [make_person(f"asker{n}") for n in range(count)]


def test_the_same_text_by_its_sender_again_is_flagged_and_a_brigade_with_its_first_ones(state):
    loop = FlagRepeats()
    again = [arrive(state, COPIED, state.aigerim) for _ in range(2)]
    assert loop(clock.now()) == 2
    assert [marks(question)[1] for question in again] == [[], ["repeated"]]
    many = [arrive(state, COPIED + " Ответьте!", person) for person in people(state, 4)]
    assert loop(clock.now()) == 4
    assert [marks(question)[1] for question in many] == [["brigade"]] * 4
    assert [marks(question)[1] for question in again] == [["brigade"], ["repeated", "brigade"]]


def test_a_round_reads_only_what_is_new_and_a_new_process_flags_the_same_once(state):
    arrive(state, COPIED, state.aigerim)
    question = arrive(state, COPIED, state.aigerim)
    loop = FlagRepeats()
    assert [loop(clock.now()), loop(clock.now())] == [2, 0]
    assert FlagRepeats()(clock.now()) == 2
    assert marks(question)[1] == ["repeated"]


def test_many_accounts_of_one_network_are_a_brigade_and_the_network_is_forgotten_with_its_person(state):
    questions = [arrive(state, COPIED, person, "203.0.113.7") for person in people(state, 5)]
    networks = QuestionPrivate.objects.values_list("network", flat=True)
    assert {len(bytes(network)) for network in networks} == {16}
    assert FlagRepeats()(clock.now()) == 5
    assert all(marks(question)[1] == ["brigade"] for question in questions)
    author = QuestionPrivate.objects.get(question=questions[0]).author
    erase_person(person=author, now=MONDAY)
    assert QuestionPrivate.objects.get(question=questions[0]).network is None


def test_flags_hold_nothing(state):
    for _ in range(3):
        arrive(state, COPIED, state.aigerim)
    FlagRepeats()(clock.now())
    assert moderation.publish_overdue(now=clock.now() + timedelta(days=30)) == 3


def test_an_unmarked_question_needs_no_second_look(state):
    question = ask(state)
    try:
        moderation.publish_question(person=state.dana, number=question.number, now=MONDAY, clean_only=True)
    except Refused as refused:
        pytest.fail(str(refused.refusal))
