"""Redirect, extension and decline: done, refused, and what they do to dates and the log."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sukhbat.assignments.decisions import decline_question, extend_due, redirect_question
from sukhbat.assignments.queries import (
    decline_of,
    extension_of,
    open_assignment,
    redirect_targets,
    redirects_of,
)
from sukhbat.bodies.models import Body, Officer
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from tests.assignments.steps import LONG_REASON, REASON, assigned, redirected
from tests.people import MONDAY, appoint, ask, make_conference

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY = (datetime(2026, 11, day, 9, 0, tzinfo=UTC) for day in (26, 27))


def refusal_of(action, *, now=MONDAY, **arguments):
    with pytest.raises(Refused) as caught:
        action(language="kk", now=now, **arguments)
    return caught.value.refusal.code


def redirect(state, question, *, person=None, to=None, now=MONDAY):
    return redirect_question(
        person=person or state.saule,
        number=question.number,
        to_body_id=(to or state.other).pk,
        reason=REASON,
        language="kk",
        now=now,
    )


def test_a_redirect_restarts_the_bodys_clock_but_not_since_you_first_asked(state):
    question = assigned(state)
    redirect(state, question, now=THURSDAY)
    question.refresh_from_db()
    assert (question.stage, question.body, question.first_body) == ("received", state.other, state.ministry)
    assert (question.received_at, question.body_since_at) == (MONDAY, THURSDAY)
    assert question.due_on == date(2026, 12, 18)
    assert open_assignment(question) is None
    entry = entries_about(question.number).last()
    assert entry.facts == {
        "from_body": "min-digital",
        "to_body": "min-transport",
        "hop": 1,
        "due_on": "2026-12-18",
    }


def test_a_redirect_before_the_conference_ends_is_counted_from_its_end(state):
    conference = make_conference(state)
    question = ask(state, conference=conference)
    before = question.due_on
    redirect(state, question)
    question.refresh_from_db()
    assert question.due_on == before


def test_the_reason_must_say_something(state):
    arguments = {"person": state.saule, "number": ask(state).number, "to_body_id": state.other.pk}
    assert refusal_of(redirect_question, reason="Бізге емес", **arguments) == "bad_reason"
    assert refusal_of(redirect_question, reason="к" * 2_001, **arguments) == "bad_reason"


def test_the_target_is_another_staffed_body_in_force(state):
    empty = Body.objects.create(slug="empty", kind="ministry", name_kk="Бос", name_ru="Бос", name_en="Empty")
    past = Body.objects.create(
        slug="past", kind="ministry", name_kk="Б", name_ru="Б", name_en="P", valid_until=date(2026, 1, 1)
    )
    appoint(state.timur, Role.SIGNATORY, past)
    arguments = {"person": state.saule, "number": ask(state).number, "reason": REASON}
    for body in (state.ministry, empty, past):
        assert refusal_of(redirect_question, to_body_id=body.pk, **arguments) == "not_a_target"


def test_the_third_working_day_is_the_last_for_a_dispatcher(state):
    redirect(state, ask(state), now=THURSDAY)
    late = ask(state)
    arguments = {"number": late.number, "to_body_id": state.other.pk, "reason": REASON, "now": FRIDAY}
    assert refusal_of(redirect_question, person=state.saule, **arguments) == "redirect_too_late"
    redirect(state, late, person=state.madina, now=FRIDAY)
    late.refresh_from_db()
    assert late.body == state.other


def test_after_two_hops_only_the_coordinator_decides(state):
    question = ask(state)
    redirect(state, question)
    redirect(state, question, person=state.farid, to=state.ministry)
    arguments = {"number": question.number, "to_body_id": state.akimat.pk, "reason": REASON}
    assert refusal_of(redirect_question, person=state.saule, **arguments) == "too_many_hops"
    redirect(state, question, person=state.madina, to=state.akimat)
    assert [hop.hop for hop in redirects_of(question)] == [1, 2, 3]


def test_the_competent_body_is_offered_first(state):
    question = ask(state, theme_id=state.roads.pk, region_id=state.abai.pk, chosen_body_id=state.ministry.pk)
    targets = redirect_targets(question, on=MONDAY.date())
    # The akimat answers for roads in its region, the ministry of transport for roads elsewhere.
    assert {target.body.slug for target in targets if target.is_proposed} == {"akimat-abai", "min-transport"}
    assert targets[0].is_proposed
    assert state.ministry not in [target.body for target in targets]


def test_an_extension_moves_the_due_date_once(state):
    question = assigned(state)
    arguments = {"person": state.gulnar, "number": question.number}
    assert refusal_of(extend_due, days=11, reason=LONG_REASON, **arguments) == "bad_days"
    assert refusal_of(extend_due, days=5, reason="Мәлімет жинап жатырмыз.", **arguments) == "bad_reason"
    extend_due(days=5, reason=LONG_REASON, language="kk", now=MONDAY, **arguments)
    question.refresh_from_db()
    assert question.due_on == extension_of(question).due_on == date(2026, 12, 22)
    assert entries_about(question.number).last().facts == {
        "body": "min-digital",
        "old_due_on": "2026-12-14",
        "due_on": "2026-12-22",
        "days": 5,
    }
    assert refusal_of(extend_due, days=1, reason=LONG_REASON, **arguments) == "extended_before"


def test_the_due_day_is_the_last_to_extend(state):
    question = assigned(state)
    late = datetime(2026, 12, 15, 5, 0, tzinfo=UTC)
    arguments = {"person": state.gulnar, "number": question.number, "days": 2, "reason": LONG_REASON}
    assert refusal_of(extend_due, now=late, **arguments) == "overdue"
    extend_due(language="kk", now=late - timedelta(days=1), **arguments)


def test_a_decline_names_its_ground_and_explains_itself(state):
    question = ask(state)
    ground, explanation = "decline-no-question", "Мәтінде жауап беруге болатын сұрақ жоқ, тек алғыс айтылған."
    arguments = {"person": state.gulnar, "number": question.number}
    assert refusal_of(decline_question, ground="secret", explanation=explanation, **arguments) == "bad_ground"
    assert (
        refusal_of(decline_question, ground=ground, explanation="Сұрақ жоқ.", **arguments)
        == "bad_explanation"
    )
    decline_question(ground=ground, explanation=explanation, language="kk", now=MONDAY, **arguments)
    question.refresh_from_db()
    assert (question.stage, question.outcome) == ("declined", "declined")
    assert decline_of(question).ground.name_en == "The text holds no question"
    assert refusal_of(decline_question, ground=ground, explanation=explanation, **arguments) == "wrong_stage"


def test_who_executes_an_item_decides_nothing_about_it_as_signatory(state):
    appoint(state.erlan, Role.SIGNATORY, state.ministry)
    question = assigned(state)
    arguments = {"person": state.erlan, "number": question.number}
    assert refusal_of(extend_due, days=2, reason=LONG_REASON, **arguments) == "own_item"
    assert (
        refusal_of(decline_question, ground="decline-court", explanation=LONG_REASON, **arguments)
        == "own_item"
    )


def test_the_old_body_has_no_say_after_a_redirect(state):
    question = assigned(state)
    redirected(state, question)
    arguments = {"number": question.number, "days": 2, "reason": LONG_REASON}
    assert refusal_of(extend_due, person=state.gulnar, **arguments) == "not_signatory"
    assert Officer.objects.filter(body=state.other, role=Role.SIGNATORY).count() == 0
