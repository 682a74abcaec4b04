"""The conference that is live at every start: alive on all its screens, made anew only when it is needed."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from sukhbat.assignments.balances import broken_balances
from sukhbat.cli.demo.content_files import LANGUAGES, directory_rows, live_questions
from sukhbat.cli.demo.directory import fill_directory
from sukhbat.cli.demo.load import make_live
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Phase
from sukhbat.questions.air import air_of
from sukhbat.questions.live_state import live_state
from sukhbat.questions.models import Question
from sukhbat.questions.rules import LONGEST, SHORTEST, Visibility

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def test_the_questions_name_what_exists():
    themes = {row["slug"] for row in directory_rows("topics.tsv")}
    regions = {row["code"] for row in directory_rows("regions.tsv")}
    rows = live_questions()
    assert 40 <= len(rows) <= 60
    assert {row.language for row in rows} == set(LANGUAGES)
    assert all(row.theme in themes and row.region in regions for row in rows)
    assert all(SHORTEST <= len(row.text) <= LONGEST for row in rows)
    assert len({row.text for row in rows}) == len(rows)
    records = [bool(row.record) for row in rows]
    assert records == sorted(records, reverse=True)
    assert sum(records) == 5


@pytest.mark.django_db
def test_it_is_live_with_everything_a_studio_shows():
    fill_directory(now=NOW)
    assert make_live(now=NOW) == "village-life"
    conference = Conference.objects.get(slug="village-life")
    assert conference.phase(NOW) is Phase.LIVE
    assert conference.is_sample
    assert conference.ends_at == NOW + timedelta(hours=2)
    air = air_of(conference.pk)
    assert air.on_air is not None
    assert timedelta(0) < NOW - air.on_air.on_air_at < timedelta(minutes=5)
    assert len(air.line) == 2
    assert len(air.answered) == 5
    assert all(row.speaker and row.ended_at < NOW for row in air.answered)
    shown = Counter(Question.objects.values_list("visibility", flat=True))
    assert shown[Visibility.PUBLIC] >= 44
    assert shown.total() == len(live_questions())
    state = live_state(conference.pk, NOW)
    assert len(state.leading) == 10
    assert any((row.supports or 0) > 5 for row in state.leading)
    assert {row.part for row in state.leading} >= {"support", "quota"}
    assert broken_balances(now=NOW) == []


@pytest.mark.django_db
def test_a_later_start_finds_it_or_makes_another():
    fill_directory(now=NOW)
    assert make_live(now=NOW) == "village-life"
    assert make_live(now=NOW + timedelta(minutes=60)) is None
    assert make_live(now=NOW + timedelta(minutes=90)) == "village-life-2"
    assert make_live(now=NOW + timedelta(days=3)) == "village-life-3"
    assert Question.objects.count() == 3 * len(live_questions())
