"""An answer on air: the record, its proof, the draft for the signatory, and its correction."""

import pytest

from sukhbat.answers.live import answer_live, correct_record
from sukhbat.answers.models import Answer, AnswerVersion
from sukhbat.answers.queries import draft_of
from sukhbat.assignments.actions import assign_question
from sukhbat.conferences.actions import force_phase
from sukhbat.conferences.hosting import pause_conference
from sukhbat.conferences.rules import Force
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import content_digest
from sukhbat.questions.models import RecordVersion
from sukhbat.questions.records import Record, read_second, show_second
from tests.assignments.steps import draft
from tests.people import MONDAY
from tests.refusals import code
from tests.studio.steps import RECORD, aired, answered, live, public


@pytest.fixture
def conference(state):
    return live(state)


@pytest.fixture
def question(state, conference):
    return public(state, conference)


def answer(state, conference, question, airing, *, host=None, seen=None, **record):
    fields = {"text": RECORD, "language": "kk", "second": 600, **record}
    return answer_live(
        person=host or state.aruzhan,
        slug=conference.slug,
        number=question.number,
        record=Record(**fields),
        seen=str(airing.pk) if seen is None else seen,
        now=MONDAY,
    )


def test_the_record_answers_the_question_and_becomes_a_draft(state, conference, question):
    due_on = question.due_on
    speaker = conference.respondents.get()
    row = answer(state, conference, question, aired(state, conference, question), speaker_id=speaker.pk)
    question.refresh_from_db()
    assert (question.stage, question.outcome, question.due_on) == ("answered", "answered_live", due_on)
    assert question.answered_at == MONDAY
    assert (row.state, row.record, row.record_language, row.second) == ("answered", RECORD, "kk", 600)
    entry = Entry.objects.get(event="question:answered_live")
    assert entry.facts == {"conference": "internet", "body": "min-digital", "second": 600}
    version = RecordVersion.objects.get()
    assert entry.digest == content_digest(bytes(version.salt), "kk", RECORD, str(speaker.pk), "600")
    assert version.entry_id == entry.id
    written = draft_of(question)
    assert (written.answer.state, written.answer.executor, written.answer.binding) == (
        "for_signature", state.aruzhan, "kk",
    )  # fmt: skip
    assert {code: text.text for code, text in written.versions.items()} == {"kk": RECORD}


def test_a_repeated_press_is_one_answer_and_another_record_is_told(state, conference, question):
    airing = aired(state, conference, question)
    answer(state, conference, question, airing)
    answer(state, conference, question, airing)
    assert Entry.objects.filter(event="question:answered_live").count() == 1
    assert AnswerVersion.objects.count() == 1
    assert code(lambda: answer(state, conference, question, airing, text="Басқа жазба")) == "answered"
    assert code(lambda: answer(state, conference, question, airing, host=state.daniyar)) == "answered"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "жоқ"}, "bad_record"),
        ({"text": "а" * 2_001}, "bad_record"),
        ({"language": "de"}, "bad_language"),
        ({"second": -1}, "bad_second"),
        ({"second": 86_400}, "bad_second"),
        ({"speaker_id": 0}, "bad_speaker"),
    ],
)
def test_a_record_that_cannot_be(state, conference, question, fields, expected):
    airing = aired(state, conference, question)
    assert code(lambda: answer(state, conference, question, airing, **fields)) == expected
    assert not Answer.objects.exists()


def test_it_is_not_on_air_or_something_else_is(state, conference, question):
    other = public(state, conference, text="Баға неге өсті?")
    airing = aired(state, conference, question)
    assert code(lambda: answer(state, conference, other, airing)) == "not_on_air"
    assert code(lambda: answer(state, conference, question, airing, seen="")) == "meanwhile"
    assert code(lambda: answer(state, conference, question, airing, host=state.dana)) == "not_host"


def test_a_pause_and_the_end_let_the_answer_be_finished(state, conference, question):
    airing = aired(state, conference, question)
    pause_conference(person=state.aruzhan, slug=conference.slug, now=MONDAY)
    force_phase(person=state.aruzhan, slug=conference.slug, force=Force.END, now=MONDAY)
    assert answer(state, conference, question, airing).state == "answered"


def test_a_draft_of_the_body_gives_way_to_the_record(state, conference, question):
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    question.refresh_from_db()
    draft(state, question)
    answer(
        state,
        conference,
        question,
        aired(state, conference, question),
        text="Yes, by September.",
        language="en",
    )
    question.refresh_from_db()
    written = draft_of(question)
    assert written.answer.state == "for_signature"
    assert {code: text.text for code, text in written.versions.items()} == {"en": "Yes, by September."}
    # What the executor wrote is kept among the versions.
    assert AnswerVersion.objects.filter(language="kk").count() == 2


def test_a_record_is_corrected_until_it_is_confirmed(state, conference, question):
    answered(state, conference, question)

    def correct(text=RECORD, second=605):
        record = Record(text=text, language="ru", second=second)
        return correct_record(
            person=state.daniyar, slug=conference.slug, number=question.number, record=record, now=MONDAY
        )

    correct("Интернет проведут до сентября.")
    correct("Интернет проведут до сентября.")
    entry = Entry.objects.get(event="question:record_corrected")
    old, new = RecordVersion.objects.order_by("number")
    assert old.text == RECORD
    assert entry.digest == content_digest(bytes(new.salt), "ru", "Интернет проведут до сентября.", "", "605")
    question.refresh_from_db()
    assert {c: v.text for c, v in draft_of(question).versions.items()} == {
        "ru": "Интернет проведут до сентября."
    }
    Answer.objects.update(state="signed", signed_by=state.gulnar, signed_at=MONDAY, entry_id=entry.id)
    assert code(lambda: correct("Совсем другое.")) == "confirmed"


def test_nothing_to_correct(state, conference, question):
    record = Record(text=RECORD, language="kk", second=1)
    assert (
        code(
            lambda: correct_record(
                person=state.aruzhan, slug=conference.slug, number=question.number, record=record, now=MONDAY
            )
        )
        == "not_answered_live"
    )


@pytest.mark.parametrize(
    ("typed", "second"),
    [("00:00", 0), ("12:05", 725), ("1:12:05", 4325), (" 90:00 ", 5400), ("12:60", None), ("1:60:00", None),
     ("noon", None), ("", None), ("99:59:59", None), ("-1:00", None)],
)  # fmt: skip
def test_seconds_as_people_type_them(typed, second):
    assert read_second(typed) == second


def test_seconds_come_back_as_they_are_shown():
    for second in (0, 59, 60, 3_599, 3_600, 86_399):
        assert read_second(show_second(second)) == second
