"""Taking questions in by the batch: what each becomes, in order, once, and none because of another."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DataError, connection

from sukhbat.kernel.limits import Limit
from sukhbat.kernel.models import Bucket
from sukhbat.kernel.refusals import Refusal
from sukhbat.kernel.signals import CHANNEL
from sukhbat.kernel.switches import INTAKE, turn
from sukhbat.ledger.models import ActorTag, Entry
from sukhbat.ledger.rules import leaf_hash
from sukhbat.questions import intake, storing, taking_in
from sukhbat.questions.counters import recount, total_balance
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.promise_rules import verify_promise
from sukhbat.questions.receipts import receipt_of
from sukhbat.questions.rules import Source
from sukhbat.questions.taking_in import Arrival, Taken, take_in_all
from tests.people import MONDAY, TEXT, ask, make_conference, make_person

pytestmark = pytest.mark.django_db
real = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def arrival(state, *, person=None, conference=None, network="", text=TEXT, key=None, **fields) -> Arrival:
    fields.setdefault("theme_id", state.internet.pk)
    submission = Submission(
        key=key or uuid4(),
        text=text,
        language="kk",
        source=Source.WEB,
        author_id=(person or state.aigerim).pk,
        **fields,
    )
    return Arrival(submission, conference.pk if conference else None, network)


def codes(outcomes) -> list[str]:
    return [outcome.code if isinstance(outcome, Refusal) else "taken" for outcome in outcomes]


def take(*arrivals: Arrival, now=MONDAY) -> list[Taken | Refusal]:
    return take_in_all(arrivals=arrivals, now=now)


def test_nothing_arrived():
    assert take() == []


def test_each_gets_its_own_question_in_the_order_given(state):
    conference = make_conference(state)
    arrivals = [
        arrival(state, person=person, text=f"Сұрақ {number}: су қашан келеді?", conference=place)
        for number, person, place in (
            (0, state.aigerim, conference),
            (1, state.bolat, None),
            (2, state.aigerim, None),
        )
    ]
    outcomes = take(*arrivals)
    for number, (sent, taken) in enumerate(zip(arrivals, outcomes, strict=True)):
        question = Question.objects.get(pk=taken.question_id)
        private = QuestionPrivate.objects.get(question=question)
        assert (taken.is_new, taken.number, taken.due_on) == (True, question.number, question.due_on)
        assert taken.body_id == question.body_id == question.first_body_id == state.ministry.pk
        assert question.text == f"Сұрақ {number}: су қашан келеді?"
        assert (private.key, private.author_id) == (sent.submission.key, sent.submission.author_id)
        assert question.conference_id == sent.conference_id
        assert isinstance(question.due_calculation, dict)
        assert receipt_of(question).calculation.due_on == question.due_on
    assert total_balance().received == 3
    assert recount() == []


def test_every_question_has_its_entry_with_a_tag_of_its_own(state):
    first, second = take(arrival(state), arrival(state))
    entries = [Entry.objects.get(subject=taken.number) for taken in (first, second)]
    tags = [ActorTag.objects.get(subject=taken.number) for taken in (first, second)]
    assert [entry.actor_tag for entry in entries] == [tag.tag for tag in tags]
    assert {tag.person_id for tag in tags} == {state.aigerim.pk}
    assert tags[0].tag != tags[1].tag
    assert entries[0].action != entries[1].action
    for taken, entry in zip((first, second), entries, strict=True):
        assert QuestionPrivate.objects.get(pk=taken.question_id).entry_id == entry.pk
        assert taken.promise["promise"]["leaf_hash"] == leaf_hash(entry.content()).hex()


def test_each_promise_holds_alone(state):
    outcomes = take(*(arrival(state) for _ in range(5)))
    for taken in outcomes:
        document = json.loads(json.dumps(taken.promise))
        assert verify_promise(document) == []
        assert document["promise"]["number"] == taken.number
        assert document["promise"]["body"] == "min-digital"
    assert len({taken.promise["signature"] for taken in outcomes}) == 1
    assert take(arrival(state))[0].promise["path"] == []


def test_a_known_key_gives_the_first_receipt_beside_new_ones(state):
    known = arrival(state)
    first = take(known)[0]
    new, again = take(arrival(state), known)
    assert (new.is_new, again.is_new) == (True, False)
    assert (again.number, again.question_id, again.due_on) == (first.number, first.question_id, first.due_on)
    assert (again.received_at, again.body_id) == (first.received_at, first.body_id)
    assert again.promise["promise"] == first.promise["promise"]
    assert verify_promise(again.promise) == []
    assert Question.objects.count() == 2


def test_the_promise_of_a_known_key_is_the_first_one_though_body_and_date_moved(state):
    known = arrival(state)
    first = take(known)[0]
    later = first.due_on + timedelta(days=9)
    Question.objects.filter(pk=first.question_id).update(body=state.other, due_on=later)
    again = take(known)[0]
    assert (again.due_on, again.body_id) == (first.due_on, state.ministry.pk)
    assert again.promise["promise"] == first.promise["promise"]


def test_twice_in_one_batch_is_one_question(state):
    double = arrival(state)
    outcomes = take(double, arrival(state), double)
    assert [taken.is_new for taken in outcomes] == [True, True, False]
    assert outcomes[0].number == outcomes[2].number
    assert Question.objects.count() == 2


def test_someone_elses_key_gives_nothing_of_theirs(state):
    key = uuid4()
    mine, theirs = take(arrival(state, key=key), arrival(state, key=key, person=state.bolat))
    assert mine.is_new
    assert (theirs.code, theirs.status) == ("key_taken", 409)
    assert codes(take(arrival(state, key=key, person=state.bolat))) == ["key_taken"]
    assert Question.objects.count() == 1


def test_refusals_stand_at_their_places(state):
    outcomes = take(
        arrival(state, text="?"),
        arrival(state),
        arrival(state, theme_id=uuid4()),
        arrival(state, region_id=uuid4()),
        arrival(state, text="я" * 4_001),
        Arrival(arrival(state).submission, uuid4()),
        arrival(state, text="1234567890!"),
        arrival(state),
    )
    assert codes(outcomes) == [
        "too_short", "taken", "unknown_name", "unknown_name", "too_long", "intake_closed", "no_letters", "taken",
    ]  # fmt: skip
    assert all(outcome.status in (409, 422) for outcome in outcomes if isinstance(outcome, Refusal))
    assert all(len(str(outcome)) > 20 for outcome in outcomes if isinstance(outcome, Refusal))
    assert Question.objects.count() == Entry.objects.count() == 2


def test_a_theme_that_came_a_moment_ago_is_known(state):
    take(arrival(state))
    state.roads.pk = uuid4()
    state.roads.slug = "new-roads"
    state.roads.save(force_insert=True)
    assert codes(take(arrival(state, theme_id=state.roads.pk))) == ["taken"]


@pytest.mark.parametrize(
    "text",
    [
        "\x00Сұрақ\x00 бар ма екен?",
        "Сұрақ \ud800 бар ма екен?",
        "а\u202eбвгдежзик",
        '"; DROP TABLE \\u0000 сұрақ',
    ],
)
def test_a_strange_text_is_cleaned_and_spoils_nothing(state, text):
    outcomes = take(arrival(state), arrival(state, text=text), arrival(state))
    assert codes(outcomes) == ["taken"] * 3
    kept = QuestionPrivate.objects.get(pk=outcomes[1].question_id).original
    assert "\x00" not in kept
    kept.encode()


@pytest.mark.parametrize(
    "poison",
    [
        {"consent_version": 10**12},
        {"consent_version": -1},
        {"source_id": "\x00"},
        {"source_id": "\ud800"},
        {"source_id": "x" * 121},
        {"consent_version": "many"},
    ],
)
def test_a_row_the_database_refuses_is_refused_alone(state, poison):
    arrivals = [arrival(state) for _ in range(7)]
    arrivals[3] = arrival(state, **poison)
    outcomes = take(*arrivals)
    assert [isinstance(outcome, Taken) for outcome in outcomes] == [True] * 3 + [False] + [True] * 3
    assert outcomes[3].status in (409, 422)
    assert Question.objects.count() == Entry.objects.count() == 6
    assert all(verify_promise(outcome.promise) == [] for outcome in outcomes if isinstance(outcome, Taken))


@pytest.mark.parametrize("poison", [{"text": None}, {"text": 7}, {"name": 7}, {"published_text": b"x"}])
def test_a_row_the_code_stumbles_over_is_refused_alone(state, poison):
    assert codes(take(arrival(state), arrival(state, **poison), arrival(state))) == [
        "taken",
        "unreadable",
        "taken",
    ]


@real
def test_a_person_who_is_not_there_or_may_not_act_has_to_sign_in(state):
    idle = make_person("idle", is_active=False)
    stranger = make_person("stranger")
    stranger.pk = uuid4()
    outcomes = take(arrival(state, person=idle), arrival(state), arrival(state, person=stranger))
    assert codes(outcomes) == ["sign_in", "taken", "sign_in"]


@real
def test_a_reference_that_breaks_at_commit_is_found_alone(state, monkeypatch):
    monkeypatch.setattr(taking_in, "active_ids", set)
    stranger = make_person("stranger")
    stranger.pk = uuid4()
    outcomes = take(arrival(state), arrival(state, person=stranger), arrival(state))
    assert codes(outcomes) == ["taken", "gone", "taken"]
    assert Question.objects.count() == 2


def test_a_broken_batch_is_told_in_order_and_counted_once(state, monkeypatch):
    def breaks(batch):
        if any("улы" in prepared.text for prepared in batch):
            raise DataError
        return storing.store(batch)

    monkeypatch.setattr(taking_in, "store", breaks)
    arrivals = [arrival(state, network="10.0.0.1") for _ in range(4)]
    arrivals[1] = arrival(state, text="Бұл улы сұрақ қой", network="10.0.0.1")
    assert codes(take(*arrivals)) == ["taken", "unreadable", "taken", "taken"]
    assert sorted(Bucket.objects.values_list("count", flat=True)) == [3, 3]


def test_a_number_drawn_twice_is_drawn_again(state, monkeypatch):
    first = take(arrival(state))[0]
    draws = iter([first.number, "0000000Z0", "0000001Z1", "0000002Z2"])
    monkeypatch.setattr(intake, "new_number", lambda: next(draws))
    assert [taken.number for taken in take(arrival(state), arrival(state))] == ["0000001Z1", "0000002Z2"]


def test_a_number_that_is_never_free_asks_for_patience(state, monkeypatch):
    first = take(arrival(state))[0]
    monkeypatch.setattr(intake, "new_number", lambda: first.number)
    assert codes(take(arrival(state))) == ["busy"]
    assert Question.objects.count() == 1


def test_closed_intake_refuses_the_new_and_knows_the_old(state):
    conference = make_conference(state)
    known = arrival(state, conference=conference)
    first = take(known)[0]
    late = conference.ends_at + timedelta(hours=1)
    again, refused, ordinary = take(known, arrival(state, conference=conference), arrival(state), now=late)
    assert (again.number, again.is_new) == (first.number, False)
    assert (refused.code, refused.status) == ("intake_closed", 409)
    assert ordinary.is_new


def test_intake_switched_off_for_one_conference_leaves_the_others(state):
    shut = make_conference(state, slug="shut", intake_open=False)
    assert codes(
        take(arrival(state, conference=shut), arrival(state, conference=make_conference(state)))
    ) == [
        "intake_closed",
        "taken",
    ]


def test_the_kill_switch_stops_everything_but_first_receipts(state):
    known = arrival(state)
    take(known)
    turn(INTAKE, is_on=False, now=MONDAY)
    again, refused = take(known, arrival(state))
    assert not again.is_new
    assert (refused.code, refused.status) == ("paused", 503)


def test_a_person_is_limited_the_first_that_fit_pass(state, monkeypatch):
    monkeypatch.setattr(taking_in, "SENT", Limit("test.sent", 2, 3600))
    known = arrival(state, network="10.0.0.1")
    take(known)
    outcomes = take(
        arrival(state, network="10.0.0.1"),
        arrival(state, network="10.0.0.2"),
        arrival(state, network="10.0.0.1", person=state.bolat),
        known,
    )
    assert codes(outcomes) == ["taken", "too_often", "taken", "taken"]
    assert outcomes[1].status == 429
    assert not outcomes[3].is_new


def test_a_network_is_limited_and_pays_only_for_those_who_may(state, monkeypatch):
    monkeypatch.setattr(taking_in, "SENT", Limit("test.sent", 1, 3600))
    monkeypatch.setattr(taking_in, "SENT_FROM_NETWORK", Limit("test.network", 2, 600))
    people = [state.aigerim, state.aigerim, state.bolat, state.dana]
    outcomes = take(*(arrival(state, person=person, network="10.0.0.1") for person in people))
    assert codes(outcomes) == ["taken", "too_often", "taken", "too_often"]


def test_what_a_page_sends_is_not_counted_here(state):
    take(arrival(state))
    ask(state)
    assert Bucket.objects.count() == 0


def test_questions_of_a_rehearsal_are_samples(state):
    rehearsal = make_conference(state, slug="rehearsal", is_sample=True)
    sample, ordinary = take(arrival(state, conference=rehearsal), arrival(state))
    assert Question.objects.get(pk=sample.question_id).is_sample
    assert not Question.objects.get(pk=ordinary.question_id).is_sample


def test_personal_data_stays_private_and_findings_are_kept(state):
    text = "Менің нөмірім +7 701 123 45 67, қашан жауап бересіздер?"
    masked, shown = take(arrival(state, text=text), arrival(state, text=text, published_text=text))
    assert "701" not in Question.objects.get(pk=masked.question_id).text
    assert "701" in QuestionPrivate.objects.get(pk=masked.question_id).original
    assert QuestionPrivate.objects.get(pk=masked.question_id).findings == []
    assert QuestionPrivate.objects.get(pk=shown.question_id).findings == ["phone"]


def test_a_batch_asks_the_database_as_often_as_one(state, django_assert_max_num_queries):
    conference = make_conference(state)
    take(arrival(state, conference=conference))
    for size in (1, 40):
        arrivals = [
            arrival(
                state,
                conference=conference,
                network=f"10.0.0.{place}",
                person=make_person(f"p{size}-{place}"),
            )
            for place in range(size)
        ]
        with django_assert_max_num_queries(13):
            assert codes(take(*arrivals)) == ["taken"] * size


@real
def test_one_signal_for_each_conference_of_a_batch_and_none_for_receipts(state, connect_url):
    first, second = make_conference(state), make_conference(state, slug="second")
    arrivals = [arrival(state, conference=place) for place in (first, second, first)] + [arrival(state)]
    with psycopg.connect(connect_url, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        take(*arrivals)
        heard = [json.loads(told.payload) for told in listener.notifies(timeout=2, stop_after=2)]
        take(*arrivals)
        assert list(listener.notifies(timeout=0.3)) == []
    assert {UUID(told["conference"]) for told in heard} == {first.pk, second.pk}
    assert all(told["what"] == ["counts"] for told in heard)


@real
def test_two_batches_with_the_same_keys_at_once_store_each_once(state):
    for _round in range(3):
        arrivals = [arrival(state, network="10.0.0.1", person=make_person(uuid4().hex)) for _ in range(30)]
        gate = Barrier(4)

        def work(turned: bool, *, gate=gate, arrivals=arrivals) -> list[Taken | Refusal]:
            try:
                gate.wait()
                return take(*(arrivals[::-1] if turned else arrivals))
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as threads:
            results = list(threads.map(work, (False, True, False, True)))
        numbers = [[taken.number for taken in told] for told in results]
        assert numbers[0] == numbers[1][::-1] == numbers[2] == numbers[3][::-1]
        assert sum(taken.is_new for told in results for taken in told) == 30
    subjects = set(Question.objects.values_list("number", flat=True))
    assert (
        len(subjects) == Entry.objects.filter(subject__in=subjects).count() == ActorTag.objects.count() == 90
    )
    assert recount() == []


@real
def test_at_once_a_key_belongs_to_one_of_two_people(state):
    key = uuid4()
    gate = Barrier(2)

    def work(person) -> Taken | Refusal:
        try:
            gate.wait()
            return take(arrival(state, key=key, person=person))[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(work, (state.aigerim, state.bolat)))
    assert sorted(codes(outcomes)) == ["key_taken", "taken"]
    assert Question.objects.count() == 1
