"""Moderation during a live part: the five minutes that are seen to pass, what came meanwhile, the switch, a name."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from sukhbat.conferences.models import Conference
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.kernel.signals import CHANNEL
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.moderation import hide_name, publish_overdue, publish_question
from sukhbat.questions.waiting import waiting_since
from tests.after_air.steps import many
from tests.people import MONDAY, ask, make_conference

QUEUE = "/en/moderation/"
PHONE_TEXT = "Менің нөмірім 8 701 123 45 67, көшеде жарық жоқ"


def on_air(state, now, **fields) -> Conference:
    times = {"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(hours=1)}
    return make_conference(state, now=now, **{**times, **fields})


def page(response) -> str:
    return response.content.decode()


# --- the promise ---


@pytest.mark.django_db
def test_texts_of_a_live_conference_become_public_after_five_minutes_unless_something_was_found(state):
    conference = on_air(state, MONDAY)
    clean = ask(state, conference=conference)
    flagged = ask(state, conference=conference, text=PHONE_TEXT, published_text=PHONE_TEXT)
    assert publish_overdue(now=MONDAY + timedelta(minutes=5) - timedelta(seconds=1)) == 0
    assert publish_overdue(now=MONDAY + timedelta(minutes=5)) == 1
    shown = dict(Question.objects.values_list("pk", "visibility"))
    assert shown == {clean.pk: "public", flagged.pk: "pending"}


@pytest.mark.django_db
def test_post_moderated_texts_are_public_at_the_next_round(state):
    conference = on_air(state, MONDAY, is_premoderated=False)
    ask(state, conference=conference)
    ask(state, conference=conference, text=PHONE_TEXT, published_text=PHONE_TEXT)
    assert publish_overdue(now=MONDAY) == 1


@pytest.mark.django_db(transaction=True)
def test_viewers_hear_of_what_becomes_public_once_for_a_batch(state, connect_url):
    conference = on_air(state, MONDAY)
    questions = many(state, conference, 3)
    with psycopg.connect(connect_url, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        publish_question(person=state.dana, number=questions[0].number, now=MONDAY)
        publish_overdue(now=MONDAY + timedelta(minutes=5))
        heard = [json.loads(note.payload) for note in listener.notifies(timeout=2, stop_after=2)]
    said = {"conference": str(conference.pk), "what": ["counts", "leading"]}
    assert heard == [said, said]


@pytest.mark.django_db
def test_the_search_for_overdue_texts_walks_the_index_of_waiting_ones(state):
    from sukhbat.questions.queries import overdue_publication

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = overdue_publication(now=MONDAY)[:500].explain()
    assert "question_pending" in plan
    assert "private_with_findings" in plan


# --- the screen ---


@pytest.mark.django_db
def test_the_queue_counts_down_names_the_late_and_says_the_moment_without_scripts(state, enter):
    now = clock.now()
    conference = on_air(state, now)
    fresh, late = many(state, conference, 2, now=now)
    Question.objects.filter(pk=late.pk).update(publish_by=now - timedelta(minutes=2))
    shown = page(enter(state.dana).get(QUEUE))
    assert "data-countdown=" in shown
    assert "until " in shown
    assert "Late: 2" in shown
    assert shown.index(late.shown_number) < shown.index(fresh.shown_number)
    assert 'hx-trigger="every 5s"' in shown
    assert "data-countdown=" in page(enter(state.dana).get(f"{QUEUE}{fresh.shown_number}/"))


@pytest.mark.django_db
def test_what_came_since_is_counted_and_nothing_moves(state, enter):
    now = clock.now()
    conference = on_air(state, now)
    dana = enter(state.dana)
    assert page(dana.get(f"{QUEUE}new/?since=")).count("<a") == 0
    many(state, conference, 1, now=now)
    last = Question.objects.latest("id").pk
    assert waiting_since(last) == 0
    assert page(dana.get(f"{QUEUE}new/?since={last}")).strip() == ""
    many(state, conference, 2, now=now)
    ask(state, now=now)
    assert "3 new: show them" in page(dana.get(f"{QUEUE}new/?since={last}"))
    here = page(dana.get(f"{QUEUE}new/?since={last}&conference=internet"))
    assert "2 new: show them" in here
    assert "?conference=internet" in here
    assert dana.get(f"{QUEUE}new/?since=nonsense&conference=%00").status_code == 200


@pytest.mark.django_db
def test_the_switch_is_pressed_on_the_screen(state, enter):
    conference = on_air(state, clock.now())
    dana = enter(state.dana)
    assert "Show texts at once" in page(dana.get(QUEUE))
    done = dana.post(f"{QUEUE}switch/", {"conference": "internet", "premoderated": "no"})
    assert done.status_code == 303
    conference.refresh_from_db()
    assert conference.is_premoderated is False
    assert "Let texts wait for their check" in page(dana.get(QUEUE))
    assert dana.post(f"{QUEUE}switch/", {"conference": "nothing"}).status_code == 404
    dana.post(f"{QUEUE}switch/", {"conference": "internet", "premoderated": "yes"})
    conference.refresh_from_db()
    assert conference.is_premoderated is True


# --- the name ---


@pytest.mark.django_db
def test_a_name_is_hidden_and_the_text_stays(state):
    question = ask(state, name="Нашар Сөз", hide_name=False)
    publish_question(person=state.dana, number=question.number, now=MONDAY)
    hide_name(person=state.dana, number=question.number, now=MONDAY)
    before = question.version
    question.refresh_from_db()
    assert (question.asker_name, question.visibility, question.version) == ("", "public", before + 2)
    assert QuestionPrivate.objects.get(question=question).hide_name is True
    entry = entries_about(question.number).last()
    assert (entry.event, entry.actor_role, entry.facts) == ("question:name_hidden", "moderator", {})


@pytest.mark.django_db
def test_a_name_that_is_not_shown_is_refused_and_strangers_are_too(state):
    question = ask(state, name="Нашар Сөз", hide_name=False)
    for person in (state.aigerim, state.saule, state.madina, None):
        with pytest.raises(Refused):
            hide_name(person=person, number=question.number, now=MONDAY)
    hide_name(person=state.dana, number=question.number, now=MONDAY)
    with pytest.raises(Refused) as caught:
        hide_name(person=state.dana, number=question.number, now=MONDAY)
    assert caught.value.refusal.code == "no_name"


@pytest.mark.django_db
def test_the_name_is_seen_and_hidden_on_the_page(state, enter):
    question = ask(state, name="Нашар Сөз", hide_name=False, now=clock.now())
    dana = enter(state.dana)
    assert "Нашар Сөз" in page(dana.get(QUEUE))
    address = f"{QUEUE}{question.shown_number}/"
    assert "Нашар Сөз" in page(dana.get(address))
    assert dana.post(f"{address}hide-name/").status_code == 303
    assert "Нашар Сөз" not in page(dana.get(address))
    assert dana.post(f"{address}hide-name/").status_code == 409
