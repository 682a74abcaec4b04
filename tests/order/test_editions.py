"""The order as the job computes it: from what, when anew, what is kept, what a page may tell of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sukhbat.conferences.ordering import order_of, weights_of
from sukhbat.conferences.rules import Candidate, arrange, draw
from sukhbat.ledger.queries import digests_of
from sukhbat.questions.models import Airing, OrderEdition, OrderInput, Question
from sukhbat.questions.order import (
    first_edition,
    latest_edition,
    order_for_studio,
    standing_in_order,
    take_edition,
    take_editions,
)
from sukhbat.questions.order_export import export_order
from sukhbat.questions.order_input import candidates_of
from tests.order.conftest import crowd, ended, fresh, live, ordered, support
from tests.people import MONDAY, ask
from tests.web.steps import publish, published

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=1)


def numbers(edition):
    return [place[0] for place in edition.places]


def put_on_air(world, conference, question, **fields):
    values = {"state": "on_air", "lined_up_at": MONDAY, "on_air_at": MONDAY, **fields}
    return Airing.objects.create(conference=conference, question=question, host=world.aruzhan, **values)


def test_candidates_are_public_open_questions_of_the_conference(state, conference):
    shown = published(state, conference=conference, region_id=state.abai.pk)
    ask(state, conference=conference)
    ask(state, conference=conference, keep_private=True)
    published(state)
    leaving = published(state, conference=conference)
    Question.objects.filter(pk=leaving.pk).update(to_writing_at=MONDAY)
    support(shown, crowd(3))
    digest = digests_of([shown.number], event="question:received")[shown.number]
    assert len(digest) == 64
    assert candidates_of(conference.pk) == [Candidate(shown.number, digest, 3, "10", "kk", "internet", None)]


def test_what_was_on_air_counts_and_has_no_place(state, conference):
    conference = live(ordered(conference))
    first, second, third = (published(state, conference=conference) for _ in range(3))
    put_on_air(state, conference, second)
    put_on_air(
        state, conference, first, state="answered", record="x", ended_at=MONDAY, on_air_at=MONDAY - SECONDS
    )
    put_on_air(state, conference, third, state="taken_off")
    Question.objects.filter(pk=first.pk).update(stage="answered", outcome="answered_live")
    turns = {c.number: c.aired for c in candidates_of(conference.pk)}
    assert turns == {first.number: 1, second.number: 2, third.number: None}
    edition = take_edition(conference=conference, now=MONDAY)
    assert (numbers(edition), edition.aired, edition.size) == ([third.number], 2, 3)


def test_an_unchanged_order_is_not_computed_again(state, conference):
    conference = ordered(conference)
    question = published(state, conference=conference)
    assert take_edition(conference=conference, now=MONDAY) is not None
    assert take_edition(conference=conference, now=MONDAY + SECONDS) is None
    support(question, crowd(1))
    assert take_edition(conference=conference, now=MONDAY + 2 * SECONDS) is not None
    new = published(state, conference=conference)
    edition = take_edition(conference=conference, now=MONDAY + 3 * SECONDS)
    assert set(numbers(edition)) == {question.number, new.number}


def test_without_a_published_order_there_is_none(state, conference):
    assert take_edition(conference=conference, now=MONDAY) is None
    assert standing_in_order(published(state, conference=conference), now=MONDAY) is None


def test_while_collecting_it_is_enough_to_look_every_half_minute(state, conference):
    ordered(conference)
    published(state, conference=conference)
    assert take_editions(now=MONDAY) == 1
    published(state, conference=conference)
    assert take_editions(now=MONDAY + 29 * SECONDS) == 0
    assert take_editions(now=MONDAY + 30 * SECONDS) == 1
    live(conference, now=MONDAY + 31 * SECONDS)
    assert take_editions(now=MONDAY + 31 * SECONDS) == 1
    published(state, conference=conference)
    assert take_editions(now=MONDAY + 34 * SECONDS) == 1


def test_the_first_of_the_live_part_the_last_and_those_of_two_minutes_stay(state, conference):
    conference = ordered(conference)
    person = iter(crowd(9))
    question = published(state, conference=conference)
    take_edition(conference=conference, now=MONDAY - timedelta(minutes=1))
    conference = live(conference)
    begun = take_edition(conference=conference, now=MONDAY)
    assert begun is not None, "the live part has one of its own though nothing changed"
    taken = []
    for minutes in (1, 2, 3, 4):
        support(question, [next(person)])
        taken.append(take_edition(conference=conference, now=MONDAY + timedelta(minutes=minutes)))
    kept = set(OrderEdition.objects.values_list("pk", flat=True))
    assert kept == {begun.pk, *(edition.pk for edition in taken[1:])}
    assert set(OrderInput.objects.values_list("pk", flat=True)) == kept
    assert first_edition(conference) == begun
    assert latest_edition(conference.pk) == taken[-1]


def test_the_export_makes_the_same_places_again(state, conference, publish_as):
    conference = publish_as(conference, 40, 40, 20)
    people = crowd(4)
    for index in range(12):
        region = {"region_id": state.abai.pk} if index % 4 else {}
        support(published(state, conference=conference, **region), people[: index % 5])
    edition = take_edition(conference=conference, now=MONDAY)
    told = export_order(conference, now=MONDAY)
    assert (told["seed"], told["edition"]) == (None, str(edition.pk))
    again = arrange(
        [Candidate(*row) for row in told["candidates"]], weights_of(order_of(conference)), seed_of(conference)
    )
    assert told["places"] == [[place.number, place.part, place.group] for place in again]
    assert len(told["places"]) == 12


def seed_of(conference):
    return bytes(order_of(conference).seed)


def test_the_export_of_the_past_stays_as_it_was(state, conference):
    conference = live(ordered(conference))
    question = published(state, conference=conference)
    take_edition(conference=conference, now=MONDAY)
    before = export_order(conference, now=MONDAY)
    end = MONDAY + timedelta(hours=1)
    conference = ended(conference, end)
    Question.objects.filter(pk=question.pk).update(to_writing_at=end)
    after = export_order(conference, now=end)
    assert after == before
    assert after["candidates"][0][0] == question.number


def test_hidden_counts_are_in_no_export_before_the_end(state, conference, publish_as):
    conference = publish_as(conference, hides_counts=True)
    question = published(state, conference=conference)
    support(question, crowd(2))
    take_edition(conference=conference, now=MONDAY)
    assert [row[2] for row in export_order(conference, now=MONDAY)["candidates"]] == [None]
    assert standing_in_order(question, now=MONDAY).supports is None
    end = MONDAY + timedelta(hours=1)
    conference = ended(live(conference), end)
    assert [row[2] for row in export_order(conference, now=end)["candidates"]] == [2]


def test_a_question_learns_its_place_and_why(state, conference, publish_as, django_assert_max_num_queries):
    conference = publish_as(conference, 0, 100, 0)
    for _ in range(3):
        published(state, conference=conference)
    rare = published(state, conference=conference, region_id=state.abai.pk)
    edition = take_edition(conference=conference, now=MONDAY)
    waiting = ask(state, conference=conference)
    rare.conference, waiting.conference = fresh(conference), fresh(conference)
    with django_assert_max_num_queries(3):
        standing = standing_in_order(rare, now=MONDAY)
    assert standing.place == numbers(edition).index(rare.number) + 1
    assert (standing.part, standing.group, standing.asked, standing.held) == ("quota", "region:10", 1, 0)
    assert (standing.size, standing.supports, standing.is_waiting) == (4, 0, True)
    assert standing.before == standing.place - 1
    unchecked = standing_in_order(waiting, now=MONDAY)
    assert (unchecked.place, unchecked.is_waiting) == (None, False)


def test_the_lot_is_of_the_digest_in_the_log(state, conference, publish_as):
    conference = publish_as(conference, 0, 0, 100)
    asked = [published(state, conference=conference).number for _ in range(5)]
    digests = digests_of(asked, event="question:received")
    edition = take_edition(conference=conference, now=MONDAY)
    assert numbers(edition) == sorted(asked, key=lambda number: draw(seed_of(conference), digests[number]))


def test_the_studio_sees_who_still_waits(state, conference):
    conference = ordered(conference)
    first, second = (published(state, conference=conference) for _ in range(2))
    edition = take_edition(conference=conference, now=MONDAY)
    Question.objects.filter(number=numbers(edition)[0]).update(visibility="hidden", hidden_ground="spam")
    (row,) = order_for_studio(conference)
    assert (row.place, row.question.number) == (2, numbers(edition)[1])
    assert {first.number, second.number} == set(numbers(edition))


def test_an_edition_costs_as_many_queries_for_a_hundred_as_for_one(state, conference):
    conference = ordered(conference)
    publish(state, ask(state, conference=conference))
    with CaptureQueriesContext(
        connection,
    ) as one:
        take_edition(conference=conference, now=MONDAY)
    for _ in range(12):
        published(state, conference=conference)
    with CaptureQueriesContext(connection) as many:
        take_edition(conference=conference, now=MONDAY + SECONDS)
    assert len(many) <= len(one) <= 15
