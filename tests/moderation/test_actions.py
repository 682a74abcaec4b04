"""What moderators do to a question's visibility: done, refused, twice; and what the log then says."""

from datetime import timedelta

import pytest

from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.ledger.rules import content_digest
from sukhbat.questions import moderation, reveals
from sukhbat.questions.claims import claim_next, claim_question, release_question
from sukhbat.questions.models import ModerationClaim, PublishedVersion, Question, QuestionPrivate
from sukhbat.questions.queries import accesses_to
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db

PHONE_TEXT = "Менің нөмірім 8 701 123 45 67, көшеде жарық жоқ, Асель Омарова айтты"
PUBLISH = moderation.publish_question


def refusal(call, **arguments) -> str:
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.refusal.code


def last_entry(question):
    return entries_about(question.number).last()


def test_publishing_shows_the_text_and_binds_it_to_the_log(state):
    question = ask(state)
    PUBLISH(person=state.dana, number=question.number, now=MONDAY)
    question.refresh_from_db()
    version = PublishedVersion.objects.get(question=question)
    entry = last_entry(question)
    assert (question.visibility, question.version, question.stage) == ("public", 2, "received")
    assert (version.number, version.text, version.entry_id) == (1, question.text, entry.id)
    assert (entry.event, entry.actor_role, entry.facts) == (
        "question:published",
        "moderator",
        {"by_time": False},
    )
    assert entry.digest == content_digest(bytes(version.salt), question.text)


def test_a_second_publishing_is_refused_and_writes_nothing(state):
    question = ask(state)
    PUBLISH(person=state.dana, number=question.number, now=MONDAY)
    assert refusal(PUBLISH, person=state.asel, number=question.number, now=MONDAY) == "wrong_visibility"
    assert entries_about(question.number).count() == 2


def test_masking_keeps_the_original_apart_and_clears_the_finding(state):
    question = ask(state, text=PHONE_TEXT, published_text=PHONE_TEXT)
    private = QuestionPrivate.objects.get(question=question)
    assert private.findings == ["phone"]
    moderation.mask_question(
        person=state.dana, number=question.number, fragments=["8 701 123 45 67", "асель омарова"], now=MONDAY
    )
    question.refresh_from_db()
    private.refresh_from_db()
    assert "701" not in question.text
    assert "Омарова" not in question.text
    assert (private.original, private.findings) == (PHONE_TEXT, [])
    assert (question.visibility, question.is_masked) == ("public", True)
    assert last_entry(question).facts == {"kinds": ["other", "phone"]}


def test_all_that_was_chosen_is_masked_however_much_it_is(state):
    numbers = [f"8 701 123 45 {n}" for n in range(10, 70)]
    text = f"Біздің нөмірлер: {', '.join(numbers)}"
    question = ask(state, text=text, published_text=text)
    moderation.mask_question(person=state.dana, number=question.number, fragments=numbers, now=MONDAY)
    assert "701" not in Question.objects.get().text


def test_a_public_text_may_be_masked_further_as_a_new_version(state):
    question = ask(state, text=PHONE_TEXT)
    PUBLISH(person=state.dana, number=question.number, now=MONDAY)
    moderation.mask_question(
        person=state.dana, number=question.number, fragments=["Асель Омарова"], now=MONDAY
    )
    versions = PublishedVersion.objects.filter(question=question).order_by("number")
    assert [version.number for version in versions] == [1, 2]
    assert bytes(versions[0].salt) != bytes(versions[1].salt)
    question.refresh_from_db()
    assert last_entry(question).digest == content_digest(bytes(versions[1].salt), question.text)


@pytest.mark.parametrize(
    ("fragments", "code"),
    [([], "nothing_to_mask"), ([" "], "nothing_to_mask"), (["Алматы"], "fragment_missing")],
)
def test_masking_nothing_is_refused(state, fragments, code):
    question = ask(state)
    arguments = {"person": state.dana, "number": question.number, "fragments": fragments, "now": MONDAY}
    assert refusal(moderation.mask_question, **arguments) == code
    assert Question.objects.get(pk=question.pk).visibility == "pending"


def test_hiding_needs_a_ground_of_the_closed_list_and_can_be_undone(state):
    question = ask(state)
    arguments = {"person": state.dana, "number": question.number, "now": MONDAY}
    PUBLISH(**arguments)
    for wrong in ("", "criticism", "decline-court"):
        assert refusal(moderation.hide_question, **arguments, ground=wrong) == "no_ground"
    moderation.hide_question(**arguments, ground="obscenity")
    question.refresh_from_db()
    assert (question.visibility, question.hidden_ground) == ("hidden", "obscenity")
    assert last_entry(question).facts == {"ground": "obscenity"}
    assert refusal(moderation.hide_question, **arguments, ground="obscenity") == "wrong_visibility"
    moderation.unhide_question(**arguments)
    question.refresh_from_db()
    assert (question.visibility, question.hidden_ground) == ("public", "")
    # The same text keeps its version, so the log shows the same digest again.
    version = PublishedVersion.objects.get(question=question)
    assert last_entry(question).digest == content_digest(bytes(version.salt), question.text)


def test_showing_again_is_only_for_the_hidden(state):
    question = ask(state)
    arguments = {"person": state.dana, "number": question.number, "now": MONDAY}
    assert refusal(moderation.unhide_question, **arguments) == "wrong_visibility"


def test_a_private_question_is_never_shown(state):
    question = ask(state, keep_private=True)
    arguments = {"person": state.dana, "number": question.number, "now": MONDAY}
    assert refusal(PUBLISH, **arguments) == "wrong_visibility"
    assert refusal(moderation.mask_question, **arguments, fragments=["интернет"]) == "wrong_visibility"
    assert refusal(moderation.hide_question, **arguments, ground="obscenity") == "wrong_visibility"


def test_bulk_publishing_leaves_what_needs_a_look(state):
    clean, flagged = ask(state), ask(state, text=PHONE_TEXT, published_text=PHONE_TEXT)
    taken = ask(state)
    claim_question(person=state.asel, number=taken.number, now=MONDAY)
    numbers = [clean.number, clean.number, flagged.number, taken.number, "000000000"]
    done = moderation.publish_questions(person=state.dana, numbers=numbers, now=MONDAY)
    assert done.published == 1
    assert {number: left.code for number, left in done.left.items()} == {
        flagged.number: "has_findings",
        taken.number: "claimed_by_another",
        "000000000": "not_found",
    }
    assert Question.objects.filter(visibility="public").get() == clean


def test_what_nobody_checked_in_time_becomes_public_once(state):
    clean, later = ask(state), ask(state, now=MONDAY + timedelta(days=1))
    flagged = ask(state, text=PHONE_TEXT, published_text=PHONE_TEXT)
    claim_question(person=state.dana, number=clean.number, now=MONDAY)
    late = clean.publish_by
    assert later.publish_by > late
    assert moderation.publish_overdue(now=late - timedelta(seconds=1), limit=10) == 0
    assert moderation.publish_overdue(now=late, limit=10) == 1
    assert moderation.publish_overdue(now=late, limit=10) == 0
    clean.refresh_from_db()
    version = PublishedVersion.objects.get()
    entry = last_entry(clean)
    assert (clean.visibility, clean.version, version.question_id) == ("public", 2, clean.pk)
    assert (entry.actor_role, entry.facts, entry.id) == ("system", {"by_time": True}, version.entry_id)
    assert entry.digest == content_digest(bytes(version.salt), clean.text)
    assert Question.objects.get(pk=flagged.pk).visibility == "pending"
    assert not ModerationClaim.objects.exists()


def test_what_the_asker_took_back_stays_unshown(state):
    from sukhbat.questions.actions import withdraw_question

    question = ask(state)
    withdraw_question(person=state.aigerim, number=question.number, now=MONDAY)
    assert moderation.publish_overdue(now=question.publish_by, limit=10) == 0
    assert claim_next(person=state.dana, after=None, now=MONDAY) is None
    # Also from a page that was opened before.
    arguments = {"person": state.dana, "number": question.number, "now": MONDAY}
    assert refusal(PUBLISH, **arguments) == "wrong_visibility"
    assert refusal(moderation.mask_question, **arguments, fragments=["интернет"]) == "wrong_visibility"
    assert Question.objects.get(pk=question.pk).visibility == "pending"


def test_a_claim_keeps_others_away_for_a_quarter_of_an_hour(state):
    question = ask(state)
    claim_question(person=state.dana, number=question.number, now=MONDAY)
    claim_question(person=state.dana, number=question.number, now=MONDAY)
    soon, later = MONDAY + timedelta(minutes=14), MONDAY + timedelta(minutes=15)
    assert (
        refusal(claim_question, person=state.asel, number=question.number, now=soon) == "claimed_by_another"
    )
    assert refusal(PUBLISH, person=state.asel, number=question.number, now=soon) == "claimed_by_another"
    release_question(person=state.asel, number=question.number, now=soon)
    assert ModerationClaim.objects.get().moderator == state.dana
    claim_question(person=state.asel, number=question.number, now=later)
    assert ModerationClaim.objects.get().moderator == state.asel
    release_question(person=state.asel, number=question.number, now=later)
    assert not ModerationClaim.objects.exists()


def test_the_next_question_is_the_oldest_that_is_free_and_not_ones_own(state):
    own = ask(state, person=state.dana)
    first, second, third = (ask(state) for _ in range(3))
    claim_question(person=state.asel, number=first.number, now=MONDAY)
    assert claim_next(person=state.dana, after=None, now=MONDAY) == second
    from sukhbat.questions.waiting import Place

    assert claim_next(person=state.dana, after=Place(second.publish_by, second.pk), now=MONDAY) == third
    # Past the end the queue starts anew; one's own claim is no obstacle.
    assert claim_next(person=state.dana, after=Place(third.publish_by, third.pk), now=MONDAY) == second
    assert refusal(PUBLISH, person=state.dana, number=own.number, now=MONDAY) == "own_question"


def test_a_look_at_the_original_is_kept_with_its_reason(state):
    question = ask(state, text=PHONE_TEXT)
    arguments = {"person": state.dana, "number": question.number, "now": MONDAY}
    for reason in ("", "too short", " " * 30, "я" * 501):
        assert refusal(reveals.reveal_original, **arguments, reason=reason) == "no_reason"
    assert not accesses_to(question).exists()
    assert reveals.reveal_original(**arguments, reason="The mask may cover a public number.") == PHONE_TEXT
    access = accesses_to(question).get()
    assert (access.person, access.role, access.what) == (state.dana, "moderator", "original")
    assert last_entry(question).event == "question:original_revealed"
    assert last_entry(question).facts == {}


def test_a_name_is_for_those_who_answer_and_never_for_a_moderator(state):
    question = ask(state, name="Айгерім", contact="8 701 000 00 00")
    arguments = {
        "number": question.number,
        "reason": "To call about the address of the house.",
        "now": MONDAY,
    }
    assert refusal(reveals.reveal_name, person=state.dana, **arguments) == "not_yours_to_see"
    assert reveals.reveal_name(person=state.erlan, **arguments).name == "Айгерім"
    assert accesses_to(question).get().role == "executor"
    assert last_entry(question).event == "question:name_revealed"
