"""Until when a text may wait for its check: a working day before the live part, five minutes during it."""

from datetime import UTC, datetime, timedelta

import pytest

from sukhbat.questions.live_checks import hasten_checks
from sukhbat.questions.models import Question
from sukhbat.questions.moderation import publish_overdue
from sukhbat.questions.rules import LIVE_CHECK, publish_by
from tests.after_air.steps import BEGAN, live, many
from tests.people import MONDAY, ask, make_conference

ORDINARY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


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


@pytest.mark.django_db
def test_what_waited_when_the_live_part_began_waits_five_minutes_more_and_once(state):
    conference = make_conference(state, starts_at=BEGAN, ends_at=MONDAY + timedelta(hours=1))
    early = many(state, conference, 3, now=BEGAN - timedelta(hours=2))
    elsewhere = ask(state, now=BEGAN)
    assert early[0].publish_by > MONDAY + timedelta(hours=1)
    assert hasten_checks(now=BEGAN - timedelta(minutes=1)) == 0
    assert hasten_checks(now=BEGAN) == 3
    assert hasten_checks(now=BEGAN + timedelta(minutes=1)) == 0
    promised = set(Question.objects.filter(conference=conference).values_list("publish_by", flat=True))
    assert promised == {BEGAN + LIVE_CHECK}
    elsewhere.refresh_from_db()
    assert elsewhere.publish_by > MONDAY + timedelta(hours=1)


@pytest.mark.django_db
def test_the_switch_shows_at_once_what_waits(state):
    conference = live(state)
    many(state, conference, 2)
    conference.is_premoderated = False
    conference.save()
    assert hasten_checks(now=MONDAY + timedelta(minutes=1)) == 2
    assert publish_overdue(now=MONDAY + timedelta(minutes=1)) == 2
