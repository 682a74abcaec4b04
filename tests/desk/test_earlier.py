"""Similar earlier answers beside the editor: whose come first, what is never shown, and taking a text over."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from sukhbat.answers.actions import hand_over, save_draft, sign_answer
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.models import AnswerVersion, Attachment
from sukhbat.answers.rules import Kind
from sukhbat.assignments.actions import assign_question
from sukhbat.bodies.rules import Role
from sukhbat.concerns import answering
from sukhbat.concerns.counting import count_changed
from sukhbat.desk import earlier
from sukhbat.kernel.patience import TooSlowError
from sukhbat.ledger.actions import number_leaves
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question
from sukhbat.search.reactions import react
from sukhbat.similar.client import Near
from tests.assignments.steps import CONFIRMED, TEXT, answered, assigned, draft, redirected
from tests.desk.concerns.steps import asked_by_all, concern_of, signed
from tests.desk.concerns.test_pages import EDITOR
from tests.people import MONDAY, appoint, ask, make_person
from tests.web.steps import hidden, publish

pytestmark = pytest.mark.django_db
RUSSIAN = "Уважаемый гражданин! Волоконно-оптическую линию доведут до вашего аула к 1 сентября 2027 года."
MINE = "Бұл көшеге желі жекелеген жоба бойынша тартылады."


@pytest.fixture
def near(monkeypatch):
    """Set what the process answers; it notes what it was asked."""
    asked = []

    def set_to(answer):
        def reply(text, **options):
            asked.append((text, options))
            return answer

        monkeypatch.setattr(earlier, "near", reply)
        return asked

    set_to([])
    return set_to


@pytest.fixture
def mine(state):
    return assigned(state, text="Біздің ауылға талшықты интернет қашан жетеді екен?")


def address(question, verb=""):
    return f"/en/desk/{question.shown_number}/{verb}"


def page(enter, person, question):
    return enter(person).get(address(question)).content.decode()


def shown(text):
    """The numbers of the earlier answers on a page, in order."""
    part = text.partition('id="similar"')[2].partition("</section>")[0]
    return re.findall(r'href="/en/questions/([^/]+)/"', part)


def of_the_other_body(state):
    """A public question that the other body answered."""
    question = publish(state, ask(state))
    redirected(state, question)
    signatory = make_person(f"signs-{question.number}")
    appoint(signatory, Role.SIGNATORY, state.other)
    assign_question(person=state.farid, number=question.number, executor_id=state.timur.pk, now=MONDAY)
    written(question, executor=state.timur, signatory=signatory, kk=DraftText(TEXT, "заң"))
    return question


def written(question, *, executor, signatory, **texts):
    """Its answer, written and signed."""
    number = question.number
    save_draft(person=executor, number=number, texts=texts, confirmed=CONFIRMED, binding="kk", now=MONDAY)
    hand_over(person=executor, number=number, now=MONDAY)
    sign_answer(person=signatory, number=number, now=MONDAY)


def sent(**changes):
    return {
        **EDITOR,
        "kk-text": "",
        "kk-legal_ground": "",
        **{k.replace("__", "-"): v for k, v in changes.items()},
    }


def test_the_body_s_own_answers_come_first_then_others_the_nearest_first(state, enter, mine, near):
    others = [of_the_other_body(state) for _ in range(2)]
    own = [publish(state, answered(state)) for _ in range(4)]
    ordered = [others[0], own[0], own[1], others[1], own[2], own[3]]
    asked = near([Near("question", one.pk, 0.1) for one in ordered])
    text = page(enter, state.erlan, mine)
    first = [one.shown_number for one in own]
    assert shown(text) == [*first, others[0].shown_number]
    assert "5 similar earlier answers" in text
    assert "Only words are compared" not in text
    assert "23.11.2026" in text
    assert asked == [(mine.text, {"language": "en", "count": 30, "timeout": 0.2})]


def test_of_a_concern_its_answered_question_and_no_answer_twice(state, enter, mine, near):
    asked = [publish(state, question) for question in asked_by_all(state)]
    concern = concern_of(asked)
    signed(state, concern)
    count_changed(now=MONDAY)
    near([Near("concern", concern.pk, 0.1), *(Near("question", one.pk, 0.1) for one in asked)])
    assert len(shown(page(enter, state.erlan, mine))) == 1


def test_only_what_everyone_may_read_is_shown(state, enter, mine, near):
    gone = hidden(state)
    unchecked, waiting = answered(state), publish(state, ask(state))
    taken_back = publish(state, ask(state))
    withdraw_question(person=state.aigerim, number=taken_back.number, now=MONDAY)
    private = answered(state, keep_private=True)
    near([Near("question", one.pk, 0.1) for one in (gone, unchecked, waiting, taken_back, private, mine)])
    assert shown(page(enter, state.erlan, mine)) == []
    for one in (gone, unchecked, waiting, taken_back, private):
        response = enter(state.erlan).post(address(mine, "draft/"), sent(kk__text=MINE, take=one.number))
        assert response.status_code == 409
        assert MINE in response.content.decode()
        assert "cannot be read any more" in response.content.decode()
    assert not AnswerVersion.objects.filter(answer__question=mine).exists()


def indexed():
    with transaction.atomic():
        number_leaves(now=MONDAY, window=None)
    while react():
        pass


def test_while_the_process_is_away_words_are_compared_and_the_page_says_so(state, enter, mine, near):
    question = publish(state, answered(state, text="Ауылға талшықты интернет қашан тартылады?"))
    publish(state, ask(state, text="Ауылға талшықты интернет қашан келеді?"))
    indexed()
    near(None)
    text = page(enter, state.erlan, mine)
    assert shown(text) == [question.shown_number]
    assert "Only words are compared just now" in text


def test_words_that_are_slow_to_compare_leave_the_page_as_it_is(state, enter, mine, near, monkeypatch):
    def slow(*_arguments):
        raise TooSlowError

    near(None)
    monkeypatch.setattr(earlier, "order", slow)
    text = page(enter, state.erlan, mine)
    assert "Nothing was found." in text


def test_who_does_not_write_is_not_shown_any_and_nobody_is_asked(state, enter, mine, near):
    asked = near([Near("question", publish(state, answered(state)).pk, 0.1)])
    for person in (state.gulnar, state.saule, state.madina):
        assert shown(page(enter, person, mine)) == []
    assert asked == []


def test_its_text_is_put_into_an_empty_form_and_nothing_is_saved(state, enter, mine, near):
    question = publish(state, answered(state))
    near([Near("question", question.pk, 0.1)])
    response = enter(state.erlan).post(address(mine, "draft/"), sent(take=question.number))
    text = response.content.decode()
    assert response.status_code == 200
    assert f"\n{TEXT}</textarea>" in text
    assert 'value="«Байланыс туралы» заң"' in text
    assert "Nothing is saved yet" in text
    assert shown(text) == [question.shown_number]
    assert not AnswerVersion.objects.filter(answer__question=mine).exists()


def test_what_is_typed_is_never_overwritten(state, enter, mine, near):
    draft(state, mine, text=f"{MINE} Сақталған мәтін.")
    question = publish(state, answered(state))
    client = enter(state.erlan)
    typed = sent(
        kk__text=MINE, kk__legal_ground="Өз негізім", kk__based_on="1", ru__text=RUSSIAN, done_by_on="x"
    )
    text = client.post(address(mine, "draft/"), {**typed, "take": question.number}).content.decode()
    assert f"\n{MINE}\n\n{TEXT}</textarea>" in text
    assert 'value="Өз негізім"' in text
    assert f"\n{RUSSIAN}</textarea>" in text
    assert re.search(r'name="kk-based_on" value="1"', text)
    again = {**typed, "kk-text": f"{MINE}\r\n\r\n{TEXT}", "take": question.number}
    assert client.post(address(mine, "draft/"), again).content.decode().count(TEXT) == text.count(TEXT)
    assert AnswerVersion.objects.filter(answer__question=mine).count() == 1


def test_a_machine_s_text_stays_marked_as_one(state, enter, mine, near):
    question = publish(state, ask(state))
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    texts = {"kk": DraftText(TEXT, "заң"), "ru": DraftText(RUSSIAN, "", Kind.MACHINE)}
    written(question, executor=state.erlan, signatory=state.gulnar, **texts)
    text = enter(state.erlan).post(address(mine, "draft/"), sent(take=question.number)).content.decode()
    assert f"\n{RUSSIAN}</textarea>" in text
    kind = text.partition('name="ru-kind"')[2].partition("</select>")[0]
    assert '<option value="machine" selected>' in kind


def test_a_file_chosen_beside_is_kept(state, enter, mine, near):
    draft(state, mine)
    question = publish(state, answered(state))
    content = io.BytesIO()
    Image.new("RGB", (4, 3)).save(content, "PNG")
    upload = SimpleUploadedFile("a.png", content.getvalue())
    typed = sent(kk__based_on="1", take=question.number, file=upload)
    assert enter(state.erlan).post(address(mine, "draft/"), typed).status_code == 200
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("number", ["", "x", "0" * 500, "2026-1-0000000\0"])
def test_a_number_that_is_none_takes_nothing(state, enter, mine, near, number):
    response = enter(state.erlan).post(address(mine, "draft/"), sent(kk__text=MINE, take=number))
    assert response.status_code == 409
    assert MINE in response.content.decode()


def test_only_who_writes_takes(state, enter, mine, near):
    question = publish(state, answered(state))
    for person in (state.gulnar, state.saule, state.farid, state.aigerim):
        assert enter(person).post(address(mine, "draft/"), sent(take=question.number)).status_code == 403


def test_the_answer_to_all_has_them_too_its_own_concern_s_first(state, enter, near):
    asked = asked_by_all(state)
    signed(state, concern_of(asked))
    Question.objects.update(visibility="public")
    own, other = publish(state, answered(state)), of_the_other_body(state)
    late = ask(state, person=state.bolat, text="Ауылға интернет қашан тартылады? Соңғы көше")
    concern = concern_of([*asked, late])
    count_changed(now=MONDAY)
    near([Near("question", other.pk, 0.2), Near("question", own.pk, 0.1)])
    there = f"/en/desk/concerns/{concern.number}/"
    client = enter(state.erlan)
    for place in (there, f"{there}answer/"):
        found = shown(client.get(place).content.decode())
        assert found[0] in {question.shown_number for question in asked}
        assert found[1:] == [own.shown_number, other.shown_number]
    assert 'name="take"' not in client.get(there).content.decode()
    assert 'name="take"' in client.get(f"{there}answer/").content.decode()
    assert 'name="take"' not in enter(state.gulnar).get(f"{there}answer/").content.decode()
    response = client.post(f"{there}answer/draft/", sent(kk__text=MINE, take=own.number))
    assert response.status_code == 200
    assert f"\n{MINE}\n\n{TEXT}</textarea>" in response.content.decode()
    assert answering.draft_to_all(concern) is None
    response = client.post(f"{there}answer/draft/", sent(kk__text=MINE, take="x"))
    assert response.status_code == 409
    assert MINE in response.content.decode()


def test_five_cost_as_many_queries_as_one(state, enter, mine, near, django_assert_max_num_queries):
    client = enter(state.erlan)
    rows = [publish(state, answered(state)) for _ in range(5)]
    concern = concern_of(asked_by_all(state))
    for n in (1, 5):
        near([Near("question", one.pk, 0.1) for one in rows[:n]])
        client.get(address(mine))
        with django_assert_max_num_queries(30):
            assert len(shown(client.get(address(mine)).content.decode())) == n
        with django_assert_max_num_queries(22):
            assert len(shown(client.get(f"/en/desk/concerns/{concern.number}/answer/").content.decode())) == n
