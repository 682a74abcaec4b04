"""The record of an answer on air becomes the body's answer: read, corrected and confirmed by its signatory."""

import pytest
from django.db import DatabaseError, transaction

from sukhbat.answers.confirming import confirm_record
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.live import correct_record
from sukhbat.answers.models import Answer, AnswerVersion
from sukhbat.answers.policies import may_confirm, may_return_answer, may_sign
from sukhbat.answers.queries import answer_of, draft_of
from sukhbat.answers.rules import Kind
from sukhbat.bodies.models import Officer
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.ledger.rules import content_digest
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.records import Record
from sukhbat.questions.rules import Stage
from tests.assignments.steps import handed_over
from tests.people import MONDAY, appoint, make_person
from tests.studio.steps import RECORD, answered, live, public

pytestmark = pytest.mark.django_db
BETTER = "Талшықты-оптикалық желі ауылға 2027 жылғы 1 қыркүйекке дейін тартылады."
IN_RUSSIAN = "Оптоволокно в ваше село проведут до 1 сентября 2027 года."


@pytest.fixture
def said(state) -> Question:
    """A question that was answered on air."""
    question = public(state, conference := live(state))
    answered(state, conference, question)
    question.refresh_from_db()
    return question


def confirm(state, question, *, person=None, texts=None, seen=None):
    return confirm_record(
        person=person or state.gulnar,
        number=question.number,
        texts=texts or {},
        seen=draft_of(question).fingerprint if seen is None else seen,
        now=MONDAY,
    )


def refusal_of(state, question, **arguments) -> str:
    with pytest.raises(Refused) as caught:
        confirm(state, question, **arguments)
    return caught.value.refusal.code


def test_until_it_is_confirmed_a_record_is_no_answer_of_the_body(said):
    assert (said.stage, said.outcome) == ("answered", "answered_live")
    assert answer_of(said) is None
    assert draft_of(said).answer.state == "for_signature"


def test_confirming_as_it_was_said_makes_it_the_answer_and_moves_no_stage(state, said):
    Officer.objects.filter(person=state.gulnar).update(post_kk="Төраға орынбасары")
    confirm(state, said)
    before = said.version
    said.refresh_from_db()
    found = answer_of(said)
    assert (said.stage, said.outcome, said.version) == ("answered", "answered_live", before + 1)
    assert found.in_language("kk").text == RECORD
    assert (found.answer.executor, found.answer.signed_by, found.answer.post_kk) == (
        state.aruzhan,
        state.gulnar,
        "Төраға орынбасары",
    )


def test_the_entry_binds_the_texts_and_names_their_second(state, said):
    confirm(state, said)
    found, entry = answer_of(said), entries_about(said.number).last()
    assert (entry.event, entry.actor_role, entry.id) == (
        "answer:confirmed",
        "signatory",
        found.answer.entry_id,
    )
    assert entry.facts == {
        "body": "min-digital",
        "languages": ["kk"],
        "binding": "kk",
        "conference": "internet",
        "second": 600,
    }
    assert entry.digest == content_digest(bytes(found.answer.salt), *found.parts())


def test_the_signatory_may_correct_it_and_add_languages(state, said):
    texts = {
        "kk": DraftText(text=BETTER, based_on=1),
        "ru": DraftText(text=IN_RUSSIAN, kind=Kind.OFFICIAL),
        "en": DraftText(text=""),
    }
    confirm(state, said, texts=texts)
    found = answer_of(said)
    assert {code: version.text for code, version in found.versions.items()} == {
        "kk": BETTER,
        "ru": IN_RUSSIAN,
    }
    assert (found.versions["kk"].author, found.versions["ru"].kind) == (state.gulnar, "official")
    first = AnswerVersion.objects.get(answer=found.answer, language="kk", number=1)
    assert (first.text, first.author) == (RECORD, state.aruzhan)


def test_a_text_too_short_or_taken_away_is_refused_and_nothing_is_kept(state, said):
    short = {"kk": DraftText(text="Иә.", based_on=1)}
    assert refusal_of(state, said, texts=short) == "bad_text_kk"
    assert refusal_of(state, said, texts={"kk": DraftText(text="", based_on=1)}) == "bad_text_kk"
    assert refusal_of(state, said, texts={"ru": DraftText(text="Да.")}) == "bad_text_ru"
    assert AnswerVersion.objects.count() == 1


def test_a_record_shorter_than_an_answer_needs_words_before_it_is_confirmed(state):
    question = public(state, conference := live(state))
    answered(state, conference, question, text="Иә, болады.")
    question.refresh_from_db()
    assert refusal_of(state, question) == "bad_text_kk"
    confirm(state, question, texts={"kk": DraftText(text=BETTER, based_on=1)})


def test_what_the_host_corrected_meanwhile_is_read_again(state, said):
    seen = draft_of(said).fingerprint
    record = Record(text=BETTER, language="kk", second=600)
    correct_record(person=state.aruzhan, slug="internet", number=said.number, record=record, now=MONDAY)
    assert refusal_of(state, said, seen=seen) == "changed"


def test_a_second_confirmation_and_a_correction_after_it_are_refused(state, said):
    confirm(state, said)
    assert refusal_of(state, said) == "not_for_signature"
    record = Record(text=BETTER, language="kk", second=600)
    with pytest.raises(Refused):
        correct_record(person=state.aruzhan, slug="internet", number=said.number, record=record, now=MONDAY)


def test_a_host_does_not_confirm_their_own_record(state, said):
    appoint(state.aruzhan, Role.SIGNATORY, state.ministry)
    again = Person.objects.get(pk=state.aruzhan.pk)
    assert refusal_of(state, said, person=again) == "own_record"


def test_an_ordinary_draft_is_signed_and_never_confirmed(state):
    question = handed_over(state)
    assert refusal_of(state, question) == "not_a_record"


def test_a_record_is_neither_signed_with_a_checklist_nor_returned(state, said):
    assert may_sign(state.gulnar, said, now=MONDAY).code == "wrong_stage"
    assert may_return_answer(state.gulnar, said, now=MONDAY).code == "wrong_stage"


@pytest.mark.parametrize(
    ("stage", "outcome", "allowed"),
    [
        (Stage.ANSWERED, "answered_live", "s"),
        (Stage.CLOSED, "answered_live", "s"),
        (Stage.DISPUTED, "answered_live", ""),
        (Stage.ASSIGNED, "", ""),
        (Stage.ANSWERED, "answered_in_writing", ""),
    ],
)
def test_who_may_confirm_at_which_stage(state, said, stage, outcome, allowed):
    Question.objects.filter(pk=said.pk).update(stage=stage, outcome=outcome)
    said.refresh_from_db()
    second = make_person("serik")
    appoint(second, Role.SIGNATORY, state.other)
    people = {
        "s": state.gulnar,
        "d": state.saule,
        "e": state.erlan,
        "h": state.daniyar,
        "c": state.madina,
        "m": state.dana,
        "a": state.aigerim,
        "o": second,
        "g": None,
    }
    may = "".join(code for code, person in people.items() if may_confirm(person, said, now=MONDAY) is None)
    assert may == allowed


def test_a_confirmed_record_cannot_change(state, said):
    confirm(state, said)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(binding="ru")
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerVersion.objects.update(text="Басқа мәтін")


def test_the_database_wants_another_hand_also_for_a_record(state, said):
    """Only the signatory's own words: no record of anybody else is confirmed here."""
    AnswerVersion.objects.update(author=state.gulnar)
    with pytest.raises(DatabaseError), transaction.atomic():
        confirm(state, said)
