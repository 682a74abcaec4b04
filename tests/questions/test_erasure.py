"""What is left of a person's questions after erasure: only what everyone could read."""

from datetime import timedelta

import pytest

from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions import moderation
from sukhbat.questions.counters import total_balance
from sukhbat.questions.erasure import erase_person
from sukhbat.questions.models import PublishedVersion, Question
from tests.people import MONDAY, ask
from tests.web.steps import hidden, published

pytestmark = pytest.mark.django_db
PHONE_TEXT = "Менің нөмірім 8 701 123 45 67, көшеде жарық жоқ"
LATER = MONDAY + timedelta(days=30)


def erase(state, question):
    erase_person(person=state.aigerim, now=MONDAY)
    question.refresh_from_db()
    return question


def test_a_waiting_text_with_personal_data_still_waits_for_a_moderator(state):
    question = erase(state, ask(state, text=PHONE_TEXT, published_text=PHONE_TEXT))
    assert moderation.publish_overdue(now=LATER) == 0
    assert Question.objects.get(pk=question.pk).visibility == "pending"


def test_a_waiting_text_without_findings_becomes_public_as_its_author_wished(state):
    question = erase(state, ask(state))
    assert moderation.publish_overdue(now=LATER) == 1
    assert Question.objects.get(pk=question.pk).text == question.text != ""


@pytest.mark.parametrize("made", ["private", "hidden"])
def test_a_text_that_the_public_does_not_see_goes_and_its_question_is_taken_back(state, made):
    question = erase(state, ask(state, keep_private=True) if made == "private" else hidden(state))
    assert (question.text, question.stage, question.outcome) == ("", "withdrawn", "withdrawn")
    assert [entry.event for entry in entries_about(question.number)][-2:] == [
        "question:withdrawn",
        "question:asker_erased",
    ]
    assert total_balance().closes
    assert not PublishedVersion.objects.exclude(text="", salt=b"").exists()


def test_an_erased_text_is_never_shown_again(state):
    question = erase(state, hidden(state))
    with pytest.raises(Refused) as refused:
        moderation.unhide_question(person=state.dana, number=question.number, now=MONDAY)
    assert refused.value.refusal.code == "wrong_visibility"


def test_what_was_masked_after_it_was_public_goes_the_public_text_stays(state):
    question = published(state, text=PHONE_TEXT, published_text=PHONE_TEXT)
    moderation.mask_question(
        person=state.dana, number=question.number, fragments=["8 701 123 45 67"], now=MONDAY
    )
    question = erase(state, question)
    assert "701" not in question.text
    assert "жарық жоқ" in question.text
    first, second = PublishedVersion.objects.order_by("number")
    assert (first.text, bytes(first.salt)) == ("", b"")
    assert (second.text, len(bytes(second.salt))) == (question.text, 16)
    assert (question.visibility, question.stage) == ("public", "received")
