"""The pages of concerns at the desk: the list by people, one concern, and one answer from the editor to its report."""

import re

import pytest
from django.db import connection

from sukhbat.answers import recipients
from sukhbat.answers.models import Answer
from sukhbat.concerns import answering
from sukhbat.concerns.counting import count_changed
from sukhbat.concerns.models import Concern, Membership, MergeProposal
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question
from tests.assignments.steps import TEXT
from tests.desk.concerns.steps import asked_by_all, concern_of, drafted, seen_of, signed, waiting
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
LIST = "/en/desk/bodies/min-digital/concerns/"
EDITOR = {
    **{f"{code}-{name}": "" for code in ("kk", "ru", "en") for name in ("text", "legal_ground")},
    **{f"{code}-based_on": "0" for code in ("kk", "ru", "en")},
    "kk-kind": "original",
    "ru-kind": "official",
    "en-kind": "official",
    "binding": "kk",
    "kk-text": TEXT,
    "kk-legal_ground": "«Байланыс туралы» заң",
    **dict.fromkeys(("has_facts", "says_what_is_done", "names_post", "says_how_to_complain"), "on"),
}


@pytest.fixture
def questions(state):
    return asked_by_all(state)


@pytest.fixture
def concern(questions):
    found = concern_of(questions)
    count_changed(now=MONDAY)
    return found


def at(concern, tail=""):
    return f"/en/desk/concerns/{concern.number}/{tail}"


def said(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_list_goes_by_people_not_by_texts(state, enter, questions, concern):
    alone = [ask(state, text=f"Жолды қашан жөндейді, {n}-көше?") for n in range(4)]
    other = concern_of(alone)
    count_changed(now=MONDAY)
    response = enter(state.gulnar).get(LIST)
    numbers = re.findall(r"Concern no\. (\d+)", said(response))
    # Two people asked three times; one person asked four times.
    assert numbers == [str(concern.number), str(other.number)]
    assert "2 3 3 in work" in said(response)
    assert "this week 2, last week 0" in said(response)


def test_strangers_see_no_desk_of_concerns(state, enter, concern):
    for person in (state.farid, state.zarina, state.dana, state.aigerim):
        assert enter(person).get(LIST).status_code == 403
        assert enter(person).get(at(concern)).status_code == 403
        assert enter(person).post(at(concern, "answer/sign/")).status_code == 403
    assert enter(None).get(at(concern)).status_code in {302, 401}
    assert enter(state.gulnar).get("/en/desk/concerns/999999/").status_code == 404
    assert enter(state.gulnar).get("/en/desk/concerns/99999999999999/").status_code == 404


def test_the_page_shows_who_asks_and_why_each_stands_there(state, enter, questions, concern):
    words = said(enter(state.erlan).get(at(concern)))
    assert "2 people" in words
    assert "nearness 0.60, model test-1" in words
    assert words.rindex(questions[0].shown_number) < words.rindex(questions[2].shown_number)
    assert "Write the answer to all" in words


@pytest.mark.parametrize("name", ["erlan", "gulnar", "madina", "saule"])
def test_a_page_costs_few_queries(state, enter, concern, name, django_assert_max_num_queries):
    waiting(state, concern)
    client = enter(getattr(state, name))
    client.get(LIST)
    for address, most in ((LIST, 30), (at(concern), 45), (at(concern, "answer/"), 40)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_from_the_editor_to_the_report(state, enter, questions, concern):
    page = at(concern, "answer/")
    executor, signatory = enter(state.erlan), enter(state.gulnar)
    response = executor.post(f"{page}draft/", {**EDITOR, "then": "hand_over"})
    assert (response.status_code, response["Location"]) == (303, page)
    shown = signatory.get(page)
    assert "It goes to 3 questions" in said(shown)
    ids = ",".join(str(question.pk) for question in questions)
    ticked = [str(question.pk) for question in questions[1:]]
    response = signatory.post(f"{page}ticks/", {"shown": ids, "ticked": ticked, "go": "2"})
    assert response["Location"] == f"{page}?page=2#list"
    response = signatory.post(f"{page}ticks/", {"shown": ids, "ticked": ticked, "go": "٢"})
    assert response["Location"] == page
    shown = signatory.get(page)
    assert "It goes to 2 questions" in said(shown)
    assert "1 unticked" in said(shown)
    seen = re.search(r'name="seen" value="([^"]+)"', shown.content.decode())[1]
    withdraw_question(person=state.bolat, number=questions[1].number, now=MONDAY)
    response = signatory.post(f"{page}sign/", {"seen": seen}, follow=True)
    words = said(response)
    assert "Signed and sent: 1 question is answered. Without this answer: 2." in words
    assert f"Taken back by their askers: 1 {questions[1].shown_number}" in words
    assert f"Unticked by the signatory: 1 {questions[0].shown_number}" in words
    assert [Question.objects.get(pk=row.pk).stage for row in questions] == [
        "received",
        "withdrawn",
        "answered",
    ]


def test_nothing_else_is_signed_than_what_was_seen(state, enter, questions, concern):
    waiting(state, concern)
    seen = seen_of(concern)
    answering.tick(person=state.gulnar, number=concern.number, shown=[questions[0].pk], ticked=[], now=MONDAY)
    response = enter(state.gulnar).post(at(concern, "answer/sign/"), {"seen": seen})
    assert response.status_code == 409
    assert "changed meanwhile" in said(response)
    assert seen_of(concern) in response.content.decode()
    assert Answer.objects.get().state == "for_signature"


def test_who_comes_after_the_list_was_taken_is_told_of(state, enter, questions, concern):
    answer = waiting(state, concern)
    late = ask(state, person=state.bolat, text="Ауылға интернет қашан тартылады? Соңғы көше")
    concern_of([*questions, late])
    client = enter(state.gulnar)
    assert "1 came, 0 left" in said(client.get(at(concern, "answer/")))
    assert client.post(at(concern, "answer/list/")).status_code == 303
    assert recipients.size_of(answer).listed == 4


def test_an_incomplete_draft_comes_back_with_what_is_missing(state, enter, concern):
    page = at(concern, "answer/")
    typed = {key: value for key, value in EDITOR.items() if key != "has_facts"} | {"then": "hand_over"}
    response = enter(state.erlan).post(f"{page}draft/", typed)
    assert response.status_code == 422
    assert "concrete facts" in said(response)
    assert TEXT in response.content.decode()
    response = enter(state.erlan).post(f"{page}draft/", {**EDITOR, "kk-text": "аз"})
    assert response.status_code == 422
    assert "аз" in response.content.decode()


def test_it_is_returned_with_a_reason_and_taken_back(state, enter, concern):
    waiting(state, concern)
    page = at(concern, "answer/")
    assert enter(state.gulnar).post(f"{page}send-back/", {"reason": "қысқа"}).status_code == 422
    response = enter(state.gulnar).post(f"{page}send-back/", {"reason": "Мерзімін жазыңыз, өтінемін."})
    assert response.status_code == 303
    assert "Мерзімін жазыңыз" in said(enter(state.erlan).get(page))
    answering.hand_over(person=state.erlan, number=concern.number, now=MONDAY)
    assert enter(state.erlan).post(f"{page}take-back/").status_code == 303
    assert Answer.objects.get().state == "drafting"


def test_an_executor_proposes_and_the_signatory_decides(state, enter, questions, concern):
    other = concern_of(asked_by_all(state, 2))
    typed = {"into": concern.number, "reason": "Екеуі де ауыл интернеті туралы."}
    assert enter(state.erlan).post(at(other, "propose/"), typed | {"reason": "иә"}).status_code == 422
    assert enter(state.erlan).post(at(other, "propose/"), typed).status_code == 303
    proposal = MergeProposal.objects.get()
    assert "Are no." in said(enter(state.gulnar).get(at(concern)))
    pressed = {"proposal": proposal.pk, "verdict": "accept"}
    assert enter(state.erlan).post(at(concern, "decide/"), pressed).status_code == 403
    assert enter(state.gulnar).post(at(concern, "decide/"), pressed).status_code == 303
    assert Membership.objects.filter(concern=concern).count() == 5
    response = enter(state.gulnar).get(at(other))
    assert response["Location"] == at(concern)


def test_merged_at_once_and_taken_back(state, enter, questions, concern):
    other = concern_of(asked_by_all(state, 2))
    client = enter(state.gulnar)
    assert client.post(at(other, "merge/"), {"into": 999_999}).status_code == 404
    assert client.post(at(other, "merge/"), {"into": "x"}).status_code == 422
    assert client.post(at(other, "merge/"), {"into": concern.number}).status_code == 303
    page = client.get(at(concern))
    act = re.search(r'name="act" value="([^"]+)"', page.content.decode())[1]
    assert client.post(at(concern, "undo/"), {"act": act}).status_code == 303
    assert Membership.objects.filter(concern=other).count() == 2
    assert client.post(at(concern, "undo/"), {"act": "x"}).status_code == 404


def test_ticked_questions_are_taken_out(state, enter, concern):
    more = asked_by_all(state, 4)
    concern = concern_of(more)
    client = enter(state.gulnar)
    assert client.post(at(concern, "split/"), {}).status_code == 422
    picked = [question.number for question in more[:2]]
    response = client.post(at(concern, "split/"), {"pick": picked}, follow=True)
    assert "2 questions were taken out." in said(response)
    assert Concern.objects.get(pk=Membership.objects.get(pk=more[0].pk).concern_id) != concern
    assert enter(state.erlan).post(at(concern, "split/"), {"pick": picked}).status_code == 403


def test_earlier_answers_are_shown_beside(state, enter, questions, concern):
    signed(state, concern)
    Question.objects.update(visibility="public")
    late = ask(state, person=state.bolat, text="Ауылға интернет қашан тартылады? Соңғы көше")
    concern_of([*questions, late])
    count_changed(now=MONDAY)
    client = enter(state.erlan)
    assert "answered before" in said(client.get(LIST))
    words = said(client.get(at(concern)))
    assert "Similar earlier answers" in words
    assert "талшықты-оптикалық" in words
    assert words.count("in this concern") == 1


def test_a_page_of_the_list_far_behind_is_found(state, concern):
    answer = waiting(state, concern)
    rows, has_more = recipients.page_of(answer, page=2, limit=2)
    assert ([row.place for row in rows], has_more) == ([3], False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM answers_recipient")
        assert cursor.fetchone() == (3,)


def test_a_draft_of_an_executor_is_seen_by_the_signatory_before_it_is_handed_over(state, enter, concern):
    drafted(state, concern)
    words = said(enter(state.gulnar).get(at(concern, "answer/")))
    assert "талшықты-оптикалық" in words
    assert "Sign and send" not in words
