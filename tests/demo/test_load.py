"""The sample state as it is filled: by the rules, closing to the last question, in every state."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from sukhbat.answers.models import Answer
from sukhbat.answers.rules import State
from sukhbat.assignments.balances import broken_balances
from sukhbat.assignments.models import Extension, Redirect
from sukhbat.cli.demo.load import NotADemoError, is_loaded, load
from sukhbat.conferences.queries import public_conferences
from sukhbat.conferences.rules import Phase
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.notices.models import Letter, Notice
from sukhbat.people.queries import person_by_email
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import Stage, Visibility
from sukhbat.web.demo.cast import CITIZEN, ENTRIES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STARTED = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def test_the_state_is_filled_by_the_rules():
    assert not is_loaded()
    told = []
    loaded = load(now=STARTED, progress=lambda done, of: told.append((done, of)))
    assert loaded.refused == ()
    assert loaded.questions == Question.objects.count() == 314
    assert told[-1] == (loaded.acts, loaded.acts)
    assert is_loaded()
    assert broken_balances(now=STARTED) == []
    _every_state_shows()
    _conferences_stand_in_their_phases()
    _the_log_is_numbered_and_told()
    _each_door_has_a_person()


def test_a_database_with_an_installation_of_its_own_is_left_alone(state):
    with pytest.raises(NotADemoError):
        is_loaded()


def _every_state_shows():
    questions = list(Question.objects.all())
    assert all(question.is_sample for question in questions)
    assert {question.stage for question in questions} == set(Stage) - {Stage.DISPUTED}
    assert {question.visibility for question in questions} >= {
        Visibility.PENDING, Visibility.PUBLIC, Visibility.HIDDEN,
    }  # fmt: skip
    overdue = [row for row in questions if row.in_work and row.due_on < local_day(STARTED)]
    assert 5 < len(overdue) < 40
    assert Redirect.objects.count() > 10
    assert Extension.objects.count() > 5
    states = Counter(Answer.objects.values_list("state", flat=True))
    assert set(states) == set(State)
    assert not [row for row in Answer.objects.filter(state=State.SIGNED) if row.signed_by == row.executor]
    assert QuestionPrivate.objects.exclude(findings=[]).count() == 2
    assert QuestionPrivate.objects.filter(source="operator").exists()


def _conferences_stand_in_their_phases():
    phases = Counter(conference.phase(STARTED) for conference in public_conferences(now=STARTED))
    assert phases == {
        Phase.CLOSED: 1, Phase.ANSWERING: 1, Phase.COLLECTING: 1, Phase.ANNOUNCED: 1, Phase.POSTPONED: 1,
    }  # fmt: skip


def _the_log_is_numbered_and_told():
    assert Leaf.objects.count() == Entry.objects.count()
    author_of = dict(QuestionPrivate.objects.exclude(author=None).values_list("entry_id", "author_id"))
    told = set(Notice.objects.filter(entry_id__in=author_of).values_list("entry_id", "person_id"))
    assert told >= set(author_of.items())
    assert Notice.objects.filter(read_at=None).exists()
    assert Notice.objects.exclude(read_at=None).exists()
    # Mail of years would bury the page of outgoing mail.
    assert 0 < Letter.objects.count() < 600


def _each_door_has_a_person():
    people = {entry.code: person_by_email(entry.address) for entry in ENTRIES}
    assert all(people.values())
    mine = QuestionPrivate.objects.filter(author__email=CITIZEN).values_list("question__stage", flat=True)
    assert len(mine) >= 5
    assert {Stage.ANSWERED, Stage.CLOSED} & set(mine)
    unassigned = Question.objects.filter(body__slug="min-labour", stage=Stage.RECEIVED)
    assert unassigned.count() >= 3
