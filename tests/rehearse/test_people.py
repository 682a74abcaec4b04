"""The people of a rehearsal and their passes: made at one go, for samples only, and nobody writes to them."""

from datetime import UTC, timedelta

import pytest

from sukhbat.cli.rehearse.direct import Director, look_in_tables
from sukhbat.cli.rehearse.figures import Hosting
from sukhbat.cli.rehearse.preparing import invite, live_sample
from sukhbat.cli.words import CommandError
from sukhbat.conferences.rules import Phase
from sukhbat.kernel import clock
from sukhbat.kernel.passes import read_pass
from sukhbat.notices.models import Letter, Notice
from sukhbat.people.models import Person
from sukhbat.people.rehearsal import MOST, enrol_rehearsal_people
from sukhbat.questions.air import air_of
from sukhbat.questions.moderation import publish_question
from tests.notices.helpers import tell
from tests.people import MONDAY, ask, make_conference

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_people_are_made_in_few_statements_and_found_again(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        first = enrol_rehearsal_people(count=300)
    again = enrol_rehearsal_people(count=310)
    assert again[:300] == first
    assert len(set(again)) == Person.objects.filter(email__endswith="@rehearsal.invalid").count() == 310
    assert Person.objects.get(pk=first[0]).email == "rehearsal-000001@rehearsal.invalid"
    assert not Person.objects.get(pk=first[0]).has_usable_password()


@pytest.mark.parametrize("count", [0, -1, MOST + 1])
def test_a_rehearsal_has_a_number_of_people_within_reason(count):
    with pytest.raises(ValueError, match="people"):
        enrol_rehearsal_people(count=count)


def test_each_pass_is_one_persons_for_the_sample_conference(state):
    conference = make_conference(state, is_sample=True)
    published = ask(state, conference=conference)
    publish_question(person=state.dana, number=published.number, now=MONDAY)
    guests = invite(slug="internet", people=5, lasts=HOUR, origin="http://127.0.0.1:8000", now=MONDAY)
    found = [read_pass(text, now=MONDAY + HOUR / 2) for text in guests.passes]
    assert [row.person_id for row in found] == enrol_rehearsal_people(count=5)
    assert {row.conference_id for row in found} == {conference.pk}
    assert guests.until == MONDAY + HOUR
    assert guests.numbers == (published.number,)
    assert [read_pass(text, now=MONDAY + HOUR) for text in guests.passes] == [None] * 5


@pytest.mark.parametrize(
    ("slug", "people", "lasts"),
    [("earnest", 5, HOUR), ("nowhere", 5, HOUR), ("internet", 0, HOUR), ("internet", 5, 13 * HOUR)],
)
def test_what_is_in_earnest_or_out_of_reason_is_refused(state, slug, people, lasts):
    make_conference(state, slug="internet", is_sample=True)
    make_conference(state, slug="earnest")
    with pytest.raises(CommandError):
        invite(slug=slug, people=people, lasts=lasts, origin="", now=MONDAY)
    assert not Person.objects.filter(email__endswith=".invalid").exists()


def test_nobody_writes_to_them(state):
    person = Person.objects.get(pk=enrol_rehearsal_people(count=1)[0])
    ask(state, person=person)
    tell()
    assert Notice.objects.filter(person=person).exists()
    assert not Letter.objects.filter(person=person).exists()


def _on_air(state, **fields):
    now = clock.now()
    times = {"starts_at": now - HOUR, "ends_at": now + HOUR, "collecting_at": now - 3 * HOUR}
    return make_conference(state, now=now, announced_at=now - 4 * HOUR, **{**times, **fields})


def test_a_director_hosts_a_sample_and_ends_it(state):
    conference = _on_air(state, is_sample=True)
    assert live_sample(now=clock.now()) == "internet"
    for _ in range(6):
        question = ask(state, conference=conference, now=clock.now(), is_sample=True)
        publish_question(person=state.dana, number=question.number, now=clock.now())
        # What nobody supports does not lead without a published order.
        from sukhbat.questions.supports import Wish, change_supports

        wish = Wish(state.bolat.pk, question.number, wanted=True, network="10.0.0.1")
        change_supports(wishes=[wish], now=clock.now())
    hosting = Hosting()
    director = Director("internet", hosting)
    for _ in range(5):
        director.next()
    assert (hosting.on_air, hosting.answered, hosting.to_writing) == (5, 4, 1)
    assert not hosting.refused
    assert air_of(conference.pk).on_air is not None
    director.end()
    conference.refresh_from_db()
    assert conference.phase(clock.now().astimezone(UTC)) is Phase.ANSWERING


def test_nobody_directs_what_is_in_earnest_or_not_on_air(state):
    _on_air(state)
    with pytest.raises(CommandError, match="no sample"):
        Director("internet", Hosting())
    make_conference(state, now=clock.now(), slug="later", is_sample=True)
    with pytest.raises(CommandError, match="not live"):
        Director("later", Hosting())


def test_the_tables_say_what_is_lost(state):
    from types import SimpleNamespace

    question = ask(state)
    kept, gone = SimpleNamespace(number=question.number), SimpleNamespace(number="7K3MQ2XD5")
    senders = SimpleNamespace(receipts=[kept, gone], supported={})
    assert look_in_tables(senders) == (1, ["7K3MQ2XD5"])
