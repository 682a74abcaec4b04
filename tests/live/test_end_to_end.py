"""The real process against the real database: what is acknowledged is stored, once; and it comes back by itself."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.models import Switch
from sukhbat.kernel.switches import INTAKE
from sukhbat.people.queries import consent_in_force
from sukhbat.questions.models import Question, QuestionPrivate, Support
from sukhbat.questions.rules import Visibility
from tests.live_service import pass_for
from tests.ops.installation import until
from tests.people import ask, make_conference


@pytest.fixture
def conference(transactional_db, state):
    now = clock.now()
    return make_conference(
        state, now=now, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2)
    )


@pytest.fixture
def consent(conference):
    return consent_in_force(on=clock.local_day(clock.now())).version


def question(consent, **fields):
    return {
        "key": str(uuid4()),
        "text": "Ауылымызға интернет қашан тартылады?",
        "language": "kk",
        "consent": consent,
        **fields,
    }


def test_a_question_is_there_when_it_is_acknowledged(state, conference, consent, live_service):
    pass_ = pass_for(state.aigerim, conference)
    sent = question(
        consent, theme="internet", region="10", name="Айгерім", text="Телефоным 87011234567, интернет қашан?"
    )
    status, value, _headers = live_service.post("/live/questions?language=en", sent, pass_)
    assert status == 201, value
    stored = Question.objects.get(number=value["number"])
    private = QuestionPrivate.objects.get(question=stored)
    assert value["shown"] == stored.shown_number
    assert value["body"] == {"slug": "min-digital", "name": "Цифрлық даму министрлігі (en)"}
    assert value["due_on"] == stored.due_on.isoformat()
    assert (stored.conference_id, stored.theme_id, stored.region_id) == (
        conference.pk,
        state.internet.pk,
        state.abai.pk,
    )
    assert (private.author_id, private.name, stored.asker_name) == (state.aigerim.pk, "Айгерім", "")
    assert "8701" not in stored.text
    assert "8701" in private.original
    again = live_service.post("/live/questions", sent, pass_)
    assert (again[0], again[1]["number"], again[1]["is_new"]) == (200, value["number"], False)
    stranger = live_service.post("/live/questions", sent, pass_for(state.bolat, conference))
    assert (stranger[0], stranger[1]["code"]) == (409, "key_taken")
    assert Question.objects.count() == 1


def test_many_at_once_are_each_there_once(state, conference, consent, live_service):
    pass_ = pass_for(state.aigerim, conference)
    sent = [question(consent, text=f"{n}: when does the bus come to our village?") for n in range(15)]
    twice = [each for each in sent for _time in range(2)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda each: live_service.post("/live/questions", each, pass_), twice))
    assert {answer[0] for answer in answers} <= {200, 201}
    assert sum(answer[0] == 201 for answer in answers) == 15
    assert Question.objects.count() == 15
    assert {answer[1]["number"] for answer in answers} == set(
        Question.objects.values_list("number", flat=True)
    )


def test_a_row_that_cannot_be_stored_spoils_no_other(
    state, conference, consent, live_service, other_connection
):
    """A theme goes away between its reading and the commit, held open so that all fall into one batch."""
    blocker = other_connection()
    blocker.execute("SELECT 1 FROM conferences_conference WHERE id = %s FOR UPDATE", [conference.pk])
    passes = pass_for(state.aigerim, conference), pass_for(state.bolat, conference)
    good, poisoned = question(consent), question(consent, text="Жолымыз қашан жөнделеді екен?", theme="roads")
    answers = {}

    def send(name, value, pass_):
        answers[name] = live_service.post("/live/questions", value, pass_)

    threads = [
        threading.Thread(
            target=send, args=("first", question(consent, text="The first of all questions"), passes[0])
        )
    ]
    threads[0].start()
    until(_waits_for_lock, "the first batch waits", 10)
    for name, value in (("good", good), ("poisoned", poisoned), ("also good", question(consent))):
        threads.append(threading.Thread(target=send, args=(name, value, passes[1])))
        threads[-1].start()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN IF NEW.text LIKE 'Жолымыз%' THEN RAISE check_violation; END IF; RETURN NEW; END$$;"
            "CREATE TRIGGER poison BEFORE INSERT ON questions_question FOR EACH ROW EXECUTE FUNCTION poison()"
        )
    try:
        blocker.commit()
        for thread in threads:
            thread.join(15)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER poison ON questions_question; DROP FUNCTION poison()")
    assert {name: answer[0] for name, answer in answers.items()} == {
        "first": 201, "good": 201, "also good": 201, "poisoned": 409
    }  # fmt: skip


def _waits_for_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0] > 0


def test_the_switch_and_the_end_stop_intake_at_once(state, conference, consent, live_service):
    pass_ = pass_for(state.aigerim, conference)
    Switch.objects.create(name=INTAKE, is_on=False, changed_at=clock.now())
    answer = live_service.post("/live/questions?language=en", question(consent), pass_)
    assert (answer[0], answer[1]["code"], "Retry-After" in answer[2]) == (503, "paused", True)
    Switch.objects.all().delete()
    conference.ended_at = clock.now()
    conference.save()
    answer = live_service.post("/live/questions", question(consent), pass_)
    assert (answer[0], answer[1]["code"]) == (409, "intake_closed")


def test_supports_are_counted_once_and_only_in_the_passs_conference(state, conference, live_service):
    stored = ask(state, conference=conference, now=clock.now())
    other = ask(state, conference=make_conference(state, slug="roads", now=clock.now()), now=clock.now())
    Question.objects.update(visibility=Visibility.PUBLIC)
    pass_ = pass_for(state.bolat, conference)
    for _time in range(2):
        answer = live_service.post("/live/supports", {"number": stored.shown_number, "wanted": True}, pass_)
        assert answer[:2] == (200, {"number": stored.number, "supports": 1, "mine": True})
    assert read_number(stored.shown_number) == stored.number
    answer = live_service.post("/live/supports", {"number": stored.number, "wanted": False}, pass_)
    assert answer[1]["supports"] == 0
    elsewhere = live_service.post("/live/supports", {"number": other.number, "wanted": True}, pass_)
    assert (elsewhere[0], elsewhere[1]["code"]) == (404, "not_found")
    own = live_service.post(
        "/live/supports", {"number": stored.number, "wanted": True}, pass_for(state.aigerim, conference)
    )
    assert own[0] in {403, 409, 422}
    assert Support.objects.count() == 1


def test_someone_who_may_no_longer_sign_in_sends_nothing(state, conference, consent, live_service):
    pass_ = pass_for(state.aigerim, conference)
    state.aigerim.is_active = False
    state.aigerim.save()
    assert live_service.post("/live/questions", question(consent), pass_)[0] == 401
    assert live_service.post("/live/supports", {"number": "7K3MQ2XD5", "wanted": True}, pass_)[0] == 401


def test_lost_connections_come_back_by_themselves(state, conference, consent, live_service, other_connection):
    """What a restart of the database is for its clients: every connection ends."""
    with live_service.stream("internet") as stream:
        stream.next()
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sukhbat%%' AND pid <> ALL(%s)"
        mine = [
            connection.connection.info.backend_pid,
            (control := other_connection(autocommit=True)).info.backend_pid,
        ]
        control.execute(end, [mine])
        pass_ = pass_for(state.aigerim, conference)
        sent = question(consent)
        until(
            lambda: live_service.post("/live/questions", sent, pass_)[0] in {200, 201},
            "it takes questions again",
            15,
        )
        assert Question.objects.count() == 1
        value = stream.until("counts")[1]
        while value["counts"]["received"] != 1:
            value = stream.until("counts")[1]


def test_the_end_is_orderly(state, conference, consent, live_services):
    service = live_services()
    with service.stream("internet") as stream:
        stream.next()
        pass_ = pass_for(state.aigerim, conference)
        assert service.post("/live/questions", question(consent), pass_)[0] == 201
        ended = threading.Thread(target=lambda: codes.append(service.stop()))
        codes = []
        ended.start()
        _name, value, _id = stream.until("leave")
        assert 2_000 <= value["retry"] <= 8_000
        assert stream.retry == value["retry"]
        with pytest.raises(EOFError):
            stream.next()
        ended.join(15)
    assert codes == [0], service.log.read_text()[-3000:]


def test_two_processes_share_a_port_and_count_together(state, conference, live_services):
    first = live_services()
    second = live_services(port=first.port)
    streams, names = [], set()
    for _count in range(12):
        context = first.stream("internet")
        stream = context.__enter__()
        streams.append((context, stream))
        names.add(stream.next()[1]["id"].partition("-")[0])
    try:
        assert len(names) == 2
        for _context, stream in streams:
            while stream.until("counts", most=200)[1]["counts"]["viewers"] != 12:
                continue
    finally:
        for context, _stream in streams:
            context.__exit__(None, None, None)
    second.stop()
    assert first.get("/live/health")[0] == 200
