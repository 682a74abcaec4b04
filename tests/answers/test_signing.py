"""Signing: other hands than those that wrote, bound by a digest, kept for ever."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from sukhbat.answers.actions import hand_over, return_to_executor, save_draft, sign_answer, take_back
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.models import Answer, AnswerVersion, Attachment
from sukhbat.answers.queries import answer_of, answers_of, draft_of, latest_answers
from sukhbat.assignments.actions import reassign_question
from sukhbat.bodies.models import Officer
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.ledger.rules import content_digest
from sukhbat.questions.counters import balances
from tests.assignments.steps import CONFIRMED, TEXT, answered, assigned, draft, handed_over, second_executor
from tests.people import MONDAY, appoint

pytestmark = pytest.mark.django_db


def refusal_of(state, question, *, person=None, **arguments):
    with pytest.raises(Refused) as caught:
        sign_answer(person=person or state.gulnar, number=question.number, now=MONDAY, **arguments)
    return caught.value.refusal.code


def test_a_signature_answers_the_question(state):
    Officer.objects.filter(person=state.gulnar).update(post_kk="Төраға орынбасары", post_en="Deputy chair")
    question = answered(state)
    assert (question.stage, question.outcome, question.answered_at) == (
        "answered",
        "answered_in_writing",
        MONDAY,
    )
    found = answer_of(question)
    assert found.in_language("kk").text == TEXT
    assert (found.answer.post_kk, found.answer.signed_by) == ("Төраға орынбасары", state.gulnar)
    assert balances("body", [state.ministry.pk])[state.ministry.pk].answered_in_writing == 1


def test_the_log_binds_the_words_and_reveals_none(state):
    question = answered(state)
    found = answer_of(question)
    entry = entries_about(question.number).last()
    assert entry.facts == {
        "body": "min-digital",
        "languages": ["kk"],
        "binding": "kk",
        "due_on": "2026-12-14",
    }
    assert entry == Entry.objects.get(pk=found.answer.entry_id)
    assert entry.digest == content_digest(bytes(found.answer.salt), *found.parts())


def test_the_digest_changes_with_any_word_or_file(state):
    found = answer_of(answered(state))
    salt, parts = bytes(found.answer.salt), found.parts()
    assert len({content_digest(salt, *parts), content_digest(salt, *parts, "0" * 64)}) == 2
    assert content_digest(salt, *[part.replace("2027", "2028") for part in parts]) != content_digest(
        salt, *parts
    )


def test_nobody_signs_what_they_execute(state):
    appoint(state.erlan, Role.SIGNATORY, state.ministry)
    assert refusal_of(state, handed_over(state), person=state.erlan) == "own_item"


def test_nobody_signs_what_they_wrote_also_when_another_executes_it_now(state):
    appoint(state.erlan, Role.SIGNATORY, state.ministry)
    question = handed_over(state)
    marat = second_executor(state)
    reassign_question(person=state.saule, number=question.number, executor_id=marat.pk, now=MONDAY)
    assert refusal_of(state, question, person=state.erlan) == "own_answer"
    take_back(person=marat, number=question.number, now=MONDAY)
    hand_over(person=marat, number=question.number, now=MONDAY)
    assert refusal_of(state, question, person=state.erlan) == "own_answer"
    sign_answer(person=state.gulnar, number=question.number, now=MONDAY)


@pytest.mark.parametrize("name", ["saule", "farid", "zarina", "madina", "dana", "aigerim"])
def test_only_a_signatory_of_the_body_signs(state, name):
    assert refusal_of(state, handed_over(state), person=getattr(state, name)) == "not_signatory"


def test_a_draft_that_was_not_handed_over_is_not_signed(state):
    question = assigned(state)
    assert refusal_of(state, question) == "not_for_signature"
    draft(state, question)
    assert refusal_of(state, question) == "not_for_signature"


def test_a_second_signature_is_refused(state):
    question = answered(state)
    assert refusal_of(state, question) == "wrong_stage"
    assert entries_about(question.number).filter(event="answer:signed").count() == 1


def test_only_what_was_read_is_signed(state):
    question = handed_over(state)
    seen = draft_of(question).fingerprint
    return_to_executor(person=state.gulnar, number=question.number, reason="Мерзімін жазыңыз.", now=MONDAY)
    draft(state, question, text=TEXT + " Мерзімі белгілі.", based_on=1)
    hand_over(person=state.erlan, number=question.number, now=MONDAY)
    assert refusal_of(state, question, seen=seen) == "changed"
    sign_answer(person=state.gulnar, number=question.number, now=MONDAY, seen=draft_of(question).fingerprint)


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: AnswerVersion.objects.filter(answer=answer).update(text="басқа"),
        lambda answer: AnswerVersion.objects.filter(answer=answer).delete(),
        lambda answer: Answer.objects.filter(pk=answer.pk).update(binding="ru"),
        lambda answer: Answer.objects.filter(pk=answer.pk).update(state="drafting"),
        lambda answer: AnswerVersion.objects.create(
            answer=answer, body=answer.body, language="ru", number=1, kind="machine", text="другой",
            author=answer.executor, at=MONDAY,
        ),
        lambda answer: Attachment.objects.create(
            answer=answer, body=answer.body, file="x", name="x", kind="pdf", sha256="", size=1,
            added_by=answer.executor, added_at=MONDAY,
        ),
    ],
    ids=["text", "delete", "binding", "reopen", "another language", "another file"],
)  # fmt: skip
def test_the_database_itself_keeps_a_signed_answer(state, change):
    found = answer_of(answered(state))
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        change(found.answer)


def test_the_database_itself_refuses_the_executors_signature(state):
    answer = draft_of(handed_over(state)).answer
    signed = {"state": "signed", "signed_at": MONDAY, "entry_id": answer.pk}
    with pytest.raises(DatabaseError, match="author"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(signed_by=state.erlan, **signed)
    marat = second_executor(state)
    with pytest.raises(IntegrityError, match="signatory_is_not_executor"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(signed_by=marat, executor=marat, **signed)


def test_lists_read_many_answers_in_three_queries(state, django_assert_num_queries):
    questions = [answered(state) for _ in range(3)]
    waiting = handed_over(state)
    with django_assert_num_queries(3):
        found = answers_of([question.pk for question in [*questions, waiting]])
    assert set(found) == {question.pk for question in questions}


def test_the_latest_answers_are_those_of_public_questions(state):
    hidden, shown = answered(state), answered(state)
    type(shown).objects.filter(pk=shown.pk).update(visibility="public")
    assert [question for question, _written in latest_answers(limit=5)] == [shown]
    assert hidden.visibility == "pending"


def test_the_reader_gets_their_language_else_the_binding_one(state):
    question = assigned(state)
    texts = {
        "kk": DraftText(TEXT, "заң"),
        "ru": DraftText("Интернет проведут до 1 сентября 2027 года.", "закон"),
    }
    arguments = {"person": state.erlan, "number": question.number, "now": MONDAY}
    save_draft(texts=texts, confirmed=CONFIRMED, binding="kk", **arguments)
    hand_over(**arguments)
    sign_answer(person=state.gulnar, number=question.number, now=MONDAY)
    found = answer_of(question)
    assert [found.in_language(code).language for code in ("kk", "ru", "en")] == ["kk", "ru", "kk"]
