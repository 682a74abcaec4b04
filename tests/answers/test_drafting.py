"""A draft: who may write it, every version kept, nobody's words overwritten, the checklist before a signature."""

from dataclasses import replace
from datetime import date

import pytest

from sukhbat.answers.actions import hand_over, return_to_executor, save_draft, take_back
from sukhbat.answers.drafts import DraftText, StaleDraft
from sukhbat.answers.models import AnswerVersion
from sukhbat.answers.queries import answer_of, draft_of, versions_of
from sukhbat.answers.rules import Kind
from sukhbat.assignments.actions import assign_question, reassign_question
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from tests.assignments.steps import (
    CONFIRMED,
    TEXT,
    assigned,
    draft,
    handed_over,
    redirected,
    second_executor,
)
from tests.people import MONDAY, appoint

pytestmark = pytest.mark.django_db
OTHER_TEXT = "Желі биыл тартылмайды: қаржы келесі жылдың бюджетінде қаралған."


def refusal_of(action, **arguments):
    with pytest.raises(Refused) as caught:
        action(now=MONDAY, **arguments)
    return caught.value.refusal.code


def save(state, question, **texts):
    return save_draft(
        person=state.erlan, number=question.number, texts=texts, confirmed=CONFIRMED, binding="kk", now=MONDAY
    )


def test_each_changed_text_is_a_version_and_an_unchanged_one_is_not(state):
    question = assigned(state)
    draft(state, question)
    draft(state, question, based_on=1)
    draft(state, question, text=OTHER_TEXT, based_on=1)
    answer = draft_of(question)
    assert [version.number for version in versions_of(answer.answer, language="kk")] == [2, 1]
    assert answer.in_language("kk").text == OTHER_TEXT
    assert answer.in_language("ru").language == "kk"


def test_a_draft_is_seen_by_nobody_outside(state):
    question = assigned(state)
    draft(state, question)
    assert answer_of(question) is None


def test_only_the_executor_who_holds_it_writes(state):
    question = assigned(state)
    marat = second_executor(state)
    arguments = {"number": question.number, "texts": {}, "confirmed": CONFIRMED, "binding": "kk"}
    for person in (marat, state.saule, state.gulnar, state.madina, state.aigerim):
        assert refusal_of(save_draft, person=person, **arguments) == "not_executor"


@pytest.mark.parametrize("text", ["Қысқа.", "ж" * 20_001])
def test_a_text_too_short_or_too_long_is_refused(state, text):
    with pytest.raises(Refused) as caught:
        save(state, assigned(state), kk=DraftText(text))
    assert caught.value.refusal.code == "bad_text_kk"
    assert AnswerVersion.objects.count() == 0


def test_a_stale_save_changes_nothing_and_hands_over_the_newer_text(state):
    question = assigned(state)
    draft(state, question)
    save(state, question, kk=DraftText(OTHER_TEXT, based_on=1))
    with pytest.raises(StaleDraft) as caught:
        save(
            state,
            question,
            kk=DraftText(TEXT + " Күтіңіз.", based_on=1),
            ru=DraftText("Ответ на ваш вопрос готов."),
        )
    assert caught.value.newer["kk"].text == OTHER_TEXT
    assert list(draft_of(question).versions) == ["kk"]


def test_a_language_left_as_it_was_found_is_not_stale(state):
    question = assigned(state)
    draft(state, question)
    save(state, question, kk=DraftText(OTHER_TEXT, based_on=1))
    untouched = DraftText(TEXT, "«Байланыс туралы» заң", based_on=1)
    save(state, question, kk=untouched, ru=DraftText("Интернет проведут до 1 сентября 2027 года."))
    assert draft_of(question).in_language("kk").text == OTHER_TEXT
    assert draft_of(question).languages == ["kk", "ru"]


def test_an_emptied_text_takes_the_language_away(state):
    question = assigned(state)
    save(state, question, kk=DraftText(TEXT), ru=DraftText("Интернет проведут до 1 сентября 2027 года."))
    save(state, question, ru=DraftText("", based_on=1))
    assert draft_of(question).languages == ["kk"]


def test_control_characters_and_surrogates_never_reach_the_table(state):
    question = assigned(state)
    save(state, question, kk=DraftText("Желі\x00 тартылады \ud800\u202eкелесі жылы."))
    assert draft_of(question).in_language("kk").text == "Желі тартылады келесі жылы."


@pytest.mark.parametrize("missing", ["has_facts", "says_what_is_done", "names_post", "says_how_to_complain"])
def test_what_a_person_must_confirm_is_asked_before_handing_over(state, missing):
    question = assigned(state)
    texts = {"kk": DraftText(TEXT, "заң")}
    confirmed = replace(CONFIRMED, **{missing: False})
    save_draft(
        person=state.erlan, number=question.number, texts=texts, confirmed=confirmed, binding="kk", now=MONDAY
    )
    assert refusal_of(hand_over, person=state.erlan, number=question.number) == "incomplete"


def test_a_date_stands_for_what_is_done(state):
    question = assigned(state)
    confirmed = replace(CONFIRMED, says_what_is_done=False, done_by_on=date(2027, 9, 1))
    texts = {"kk": DraftText(TEXT, "заң")}
    arguments = {"person": state.erlan, "number": question.number, "now": MONDAY}
    save_draft(texts=texts, confirmed=confirmed, binding="kk", **arguments)
    assert hand_over(**arguments).state == "for_signature"


@pytest.mark.parametrize(
    ("texts", "binding"),
    [
        ({"kk": DraftText(TEXT)}, "kk"),
        ({"en": DraftText("The network will reach your village.", "the law")}, "en"),
        ({"kk": DraftText(TEXT, "заң", Kind.MACHINE)}, "kk"),
        ({"kk": DraftText(TEXT, "заң")}, "ru"),
    ],
    ids=["no ground in law", "neither language", "a machine wrote it", "binding text is missing"],
)
def test_what_can_be_computed_is_checked_before_handing_over(state, texts, binding):
    question = assigned(state)
    save_draft(
        person=state.erlan,
        number=question.number,
        texts=texts,
        confirmed=CONFIRMED,
        binding=binding,
        now=MONDAY,
    )
    assert refusal_of(hand_over, person=state.erlan, number=question.number) == "incomplete"


def test_a_handed_over_draft_is_not_changed_until_it_is_taken_back(state):
    question = handed_over(state)
    arguments = {"person": state.erlan, "number": question.number}
    assert refusal_of(save_draft, texts={}, confirmed=CONFIRMED, binding="kk", **arguments) == "handed_over"
    take_back(now=MONDAY, **arguments)
    draft(state, question, text=OTHER_TEXT, based_on=1)
    assert refusal_of(take_back, **arguments) == "not_for_signature"
    assert [entry.event for entry in entries_about(question.number)][-2:] == [
        "answer:handed_over",
        "answer:taken_back",
    ]


def test_the_signatory_returns_it_with_a_reason_the_executor_sees(state):
    question = handed_over(state)
    arguments = {"person": state.gulnar, "number": question.number}
    assert refusal_of(return_to_executor, reason="жоқ", **arguments) == "bad_reason"
    return_to_executor(reason="Мерзімін нақты жазыңыз.", now=MONDAY, **arguments)
    answer = draft_of(question).answer
    assert (answer.state, answer.return_reason) == ("drafting", "Мерзімін нақты жазыңыз.")
    assert "нақты" not in str(entries_about(question.number).last().content())


def test_after_a_reassignment_the_next_executor_goes_on_with_the_draft(state):
    question = handed_over(state)
    marat = second_executor(state)
    reassign_question(person=state.saule, number=question.number, executor_id=marat.pk, now=MONDAY)
    assert refusal_of(take_back, person=state.erlan, number=question.number) == "not_executor"
    take_back(person=marat, number=question.number, now=MONDAY)


def test_the_next_body_begins_anew_and_sees_nothing_of_the_earlier_draft(state):
    question = handed_over(state)
    redirected(state, question)
    question.refresh_from_db()
    assert draft_of(question) is None
    appoint(state.timur, Role.DISPATCHER, state.other)
    assign_question(person=state.farid, number=question.number, executor_id=state.timur.pk, now=MONDAY)
    save_draft(
        person=state.timur,
        number=question.number,
        texts={"ru": DraftText("Дорогу к селу починят до 1 мая 2027 года.", "программа")},
        confirmed=CONFIRMED,
        binding="ru",
        now=MONDAY,
    )
    question.refresh_from_db()
    found = draft_of(question)
    assert (found.answer.state, found.languages) == ("drafting", ["ru"])
    assert versions_of(found.answer, language="kk") == []
