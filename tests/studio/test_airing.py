"""Lining up, putting on air, taking off, leaving for writing: done, refused, twice, and at once."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sukhbat.conferences.hosting import pause_conference
from sukhbat.kernel.refusals import Refused
from sukhbat.kernel.signals import CHANNEL
from sukhbat.ledger.models import Entry
from sukhbat.questions import airing
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.air import air_of
from sukhbat.questions.airing import Step
from sukhbat.questions.models import Airing, OrderEdition
from sukhbat.questions.moderation import hide_question
from sukhbat.questions.rules import AirState
from tests.people import MONDAY, ask, make_conference
from tests.refusals import code
from tests.studio.steps import aired, live, public


@pytest.fixture
def conference(state):
    return live(state)


def line_up(state, conference, question):
    return airing.line_up(person=state.aruzhan, slug=conference.slug, number=question.number, now=MONDAY)


def numbers(conference):
    return [row.question.number for row in air_of(conference.pk).line]


def test_the_line_keeps_its_order_and_moves(state, conference):
    one, two, three = (public(state, conference, text=f"Сұрақ {n} туралы?") for n in "абв")
    for question in (one, two, three, two):
        line_up(state, conference, question)
    assert numbers(conference) == [one.number, two.number, three.number]
    for question, step, expected in (
        (three, Step.FIRST, [three, one, two]),
        (one, Step.DOWN, [three, two, one]),
        (one, Step.DOWN, [three, two, one]),
        (two, Step.UP, [two, three, one]),
        (two, Step.UP, [two, three, one]),
    ):
        airing.move_in_line(
            person=state.daniyar, slug=conference.slug, number=question.number, step=step, now=MONDAY
        )
        assert numbers(conference) == [row.number for row in expected]
    airing.drop_from_line(person=state.daniyar, slug=conference.slug, number=three.number, now=MONDAY)
    assert numbers(conference) == [two.number, one.number]
    assert (
        code(
            lambda: airing.drop_from_line(
                person=state.daniyar, slug=conference.slug, number=three.number, now=MONDAY
            )
        )
        == "not_in_line"
    )
    assert not Entry.objects.filter(subject=three.number, event__contains="air").exists()


def test_on_air_with_its_place_in_the_published_order(state, conference):
    first, chosen = public(state, conference), public(state, conference, text="Баға неге өсті?")
    OrderEdition.objects.create(
        conference=conference,
        taken_at=MONDAY,
        input_digest="0" * 64,
        places=[[first.number, "support", None], [chosen.number, "lottery", None]],
    )
    row = aired(state, conference, chosen)
    assert (row.state, row.place, row.chosen_by, row.host) == ("on_air", 2, "lottery", state.aruzhan)
    entry = Entry.objects.get(event="question:put_on_air")
    assert entry.actor_role == "host"
    assert entry.facts == {"conference": "internet", "place": 2, "chosen_by": "lottery"}
    assert air_of(conference.pk).seen == str(row.pk)
    # A second press: it is on air already, and no second entry says so.
    assert aired(state, conference, chosen) == row
    assert Entry.objects.filter(event="question:put_on_air").count() == 1


def test_another_host_was_first(state, conference):
    one, two = public(state, conference), public(state, conference, text="Баға неге өсті?")
    row = aired(state, conference, one)
    with pytest.raises(Refused) as refused:
        aired(state, conference, two, host=state.daniyar, seen="")
    assert refused.value.refusal.code == "meanwhile"
    assert "Aruzhan" in str(refused.value.refusal)
    assert one.shown_number in str(refused.value.refusal)
    # Who has seen it finishes it first: nobody's record is swept away by a press.
    assert code(lambda: aired(state, conference, two, host=state.daniyar, seen=str(row.pk))) == "occupied"


def test_taken_off_it_comes_back(state, conference):
    question = public(state, conference)
    row = aired(state, conference, question)

    def take_off(seen):
        return airing.take_off_air(
            person=state.daniyar, slug=conference.slug, number=question.number, seen=seen, now=MONDAY
        )

    assert code(lambda: take_off("")) == "meanwhile"
    assert take_off(str(row.pk)).state == AirState.TAKEN_OFF
    assert code(lambda: take_off(str(row.pk))) == "meanwhile"
    assert code(lambda: take_off("")) == "not_on_air"
    again = aired(state, conference, question)
    assert again.pk != row.pk
    assert list(Entry.objects.order_by("at", "id").values_list("event", flat=True))[-3:] == [
        "question:put_on_air", "question:taken_off_air", "question:put_on_air",
    ]  # fmt: skip


@pytest.mark.parametrize("where", ["queue", "line", "air"])
def test_left_for_writing_from_anywhere_once(state, conference, where):
    question = public(state, conference)
    seen = ""
    if where == "line":
        line_up(state, conference, question)
    if where == "air":
        seen = str(aired(state, conference, question).pk)
    for _press in range(2):
        airing.leave_for_writing(
            person=state.aruzhan, slug=conference.slug, number=question.number, seen=seen, now=MONDAY
        )
    version = question.version
    question.refresh_from_db()
    assert (question.to_writing_at, question.version, question.stage) == (MONDAY, version + 1, "received")
    entry = Entry.objects.get(event="question:goes_to_writing")
    assert entry.facts == {
        "conference": "internet", "body": "min-digital", "due_on": question.due_on.isoformat(),
    }  # fmt: skip
    states = list(Airing.objects.values_list("state", flat=True))
    assert states == ([] if where == "queue" else ["in_writing"])
    assert code(lambda: aired(state, conference, question)) == "in_writing"
    assert code(lambda: line_up(state, conference, question)) == "in_writing"


def test_what_cannot_come_to_the_air(state, conference):
    waiting = ask(state, conference=conference, text="Тексерілмеген сұрақ осы")
    hidden = public(state, conference, text="Жасырылатын сұрақ осы")
    hide_question(person=state.dana, number=hidden.number, ground="obscenity", now=MONDAY)
    gone = public(state, conference, text="Қайтарылатын сұрақ осы")
    withdraw_question(person=state.aigerim, number=gone.number, now=MONDAY)
    other = public(state, live(state, slug="roads"), text="Басқа конференцияның сұрағы")
    found = [
        code(lambda q=question: aired(state, conference, q)) for question in (waiting, hidden, gone, other)
    ]
    assert found == ["not_public", "not_public", "not_in_work", "not_found"]
    assert (
        code(lambda: airing.line_up(person=state.aruzhan, slug="internet", number="000000000", now=MONDAY))
        == "not_found"
    )
    assert (
        code(lambda: airing.line_up(person=state.aruzhan, slug="nothing", number="000000000", now=MONDAY))
        == "not_found"
    )


def test_only_hosts_and_only_live(state, conference):
    question = public(state, conference)
    assert code(lambda: aired(state, conference, question, host=state.dana)) == "not_host"
    assert code(lambda: aired(state, conference, question, host=state.gulnar)) == "not_host"
    assert code(lambda: aired(state, conference, question, now=MONDAY + timedelta(hours=3))) == "not_live"
    later = make_conference(state, slug="later")
    early = public(state, later, text="Алдын ала қойылған сұрақ")
    assert code(lambda: aired(state, later, early)) == "not_live"


def test_nothing_is_put_on_air_in_a_pause(state, conference):
    one, two = public(state, conference), public(state, conference, text="Баға неге өсті?")
    row = aired(state, conference, one)
    pause_conference(person=state.aruzhan, slug=conference.slug, now=MONDAY)
    line_up(state, conference, two)
    airing.take_off_air(
        person=state.aruzhan, slug=conference.slug, number=one.number, seen=str(row.pk), now=MONDAY
    )
    assert code(lambda: aired(state, conference, two)) == "paused"


def test_the_tables_have_the_last_word(state, conference):
    one, two = public(state, conference), public(state, conference, text="Баға неге өсті?")
    aired(state, conference, one)
    fields = {"conference": conference, "host": state.aruzhan, "lined_up_at": MONDAY}
    with pytest.raises(IntegrityError, match="one_question_on_air"), transaction.atomic():
        Airing.objects.create(question=two, state=AirState.ON_AIR, **fields)
    with pytest.raises(IntegrityError, match="one_airing_per_question"), transaction.atomic():
        Airing.objects.create(question=one, state=AirState.NEXT, **fields)


def test_two_hosts_at_the_same_moment(state, conference, other_connection):
    questions = [public(state, conference), public(state, conference, text="Баға неге өсті?")]
    ready, heard = threading.Barrier(2), {}

    def press(host, question):
        try:
            ready.wait(10)
            heard[host.name] = aired(state, conference, question, host=host)
        except Refused as refused:
            heard[host.name] = refused.refusal
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=pair)
        for pair in zip((state.aruzhan, state.daniyar), questions, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    lost = [word for word in heard.values() if not isinstance(word, Airing)]
    assert [refusal.code for refusal in lost] == ["meanwhile"]
    won = air_of(conference.pk).on_air
    assert str(won.host) in str(lost[0])
    assert won.question.shown_number in str(lost[0])
    numbers = [question.number for question in questions]
    assert Entry.objects.filter(event="question:put_on_air", subject__in=numbers).count() == 1


def test_the_live_service_is_told_on_commit(state, conference, other_connection):
    question = public(state, conference)
    ears = other_connection(autocommit=True)
    ears.execute(f"LISTEN {CHANNEL}")
    aired(state, conference, question)
    told = [note.payload for note in ears.notifies(timeout=5, stop_after=1)]
    assert '"air"' in told[-1]
    assert str(conference.pk) in told[-1]
