"""Until when a text may wait for its check: a working day before the live part, five minutes during it."""

from datetime import UTC, datetime, timedelta

import pytest

from sukhbat.conferences.models import Conference
from sukhbat.questions.models import Question
from sukhbat.questions.rules import LIVE_CHECK, publish_by
from tests.people import MONDAY, ask, make_conference

ORDINARY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


def live(state, **fields) -> Conference:
    """A conference whose live part began a quarter of an hour ago."""
    times = {"starts_at": MONDAY - timedelta(minutes=15), "ends_at": MONDAY + timedelta(hours=1)}
    return make_conference(state, **{**times, **fields})


def test_the_promise_is_pure_and_never_later_than_the_ordinary_one():
    assert publish_by(MONDAY, ordinary=ORDINARY) == ORDINARY
    assert publish_by(MONDAY, ordinary=ORDINARY, is_premoderated=False) == ORDINARY
    assert publish_by(MONDAY, ordinary=ORDINARY, is_live=True) == MONDAY + LIVE_CHECK
    assert publish_by(MONDAY, ordinary=ORDINARY, is_live=True, is_premoderated=False) == MONDAY
    late = ORDINARY - timedelta(seconds=10)
    assert publish_by(late, ordinary=ORDINARY, is_live=True) == ORDINARY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("premoderated", "expected"), [(True, MONDAY + timedelta(minutes=5)), (False, MONDAY)]
)
def test_a_question_to_a_live_conference_is_promised_by_its_moderation(state, premoderated, expected):
    conference = live(state, is_premoderated=premoderated)
    question = ask(state, conference=conference)
    assert Question.objects.get(pk=question.pk).publish_by == expected


@pytest.mark.django_db
def test_before_the_live_part_a_working_day_stays_a_working_day(state):
    waiting = ask(state, conference=make_conference(state, is_premoderated=False))
    assert waiting.publish_by - MONDAY > timedelta(hours=20)
    assert ask(state).publish_by == waiting.publish_by


@pytest.mark.django_db
def test_a_live_part_that_was_ended_by_hand_promises_nothing_new(state):
    assert live(state, ended_at=MONDAY).phase(MONDAY) == "answering"
