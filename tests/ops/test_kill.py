"""kill -9 of pages, jobs and the database server at random moments, while people send questions."""

import random
import time
from http.client import HTTPConnection

import pytest

from tests.ops.installation import Client, Installation, until

pytestmark = pytest.mark.slow

PEOPLE, EACH = 8, 8  # within the hourly limit of a person, with room for repeats
KILLING = 25  # seconds

PREPARE = """
from datetime import timedelta
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from sukhbat.cli.demo.directory import fill_directory
from sukhbat.cli.preparing import prepare_database, prepare_static
from sukhbat.kernel import clock
from sukhbat.people.enrolment import Enrolled, people_by_email
prepare_database(progress=lambda sentence: None)
prepare_static(progress=lambda sentence: None)
fill_directory(now=clock.now())
wanted = {f"person{n}@example.kz": Enrolled(name=f"Person {n}", language="en") for n in range(int(sys.argv[1]))}
sessions = []
for person in people_by_email(wanted=wanted).values():
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    sessions.append(store.session_key)
print(json.dumps(sessions))
"""

BEHIND = """
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.notices.models import Letter
from sukhbat.notices.queries import read_up_to
unnumbered = Entry.objects.count() - Leaf.objects.count()
unread = Leaf.objects.order_by("-index").first().index - read_up_to()
print(json.dumps([unnumbered, unread, Letter.objects.filter(state="waiting").count()]))
"""

LOOK = """
from collections import Counter
from sukhbat.assignments.balances import broken_balances
from sukhbat.kernel import clock
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.notices.models import DemoMail, Notice
from sukhbat.questions.models import Question, QuestionPrivate
asked = dict(QuestionPrivate.objects.values_list("entry_id", "author_id"))
told = Counter(Notice.objects.filter(entry_id__in=asked).values_list("entry_id", "person_id"))
indexes = sorted(Leaf.objects.values_list("index", flat=True))
print(json.dumps({
    "numbers": dict(Question.objects.values_list("text", "number")),
    "texts": Question.objects.count(),
    "keys": QuestionPrivate.objects.values("key").distinct().count(),
    "entries": Entry.objects.filter(event="question:received").count(),
    "missing": [str(entry) for entry, author in asked.items() if told[entry, author] != 1],
    "dense": indexes == list(range(len(indexes))) and len(indexes) == Entry.objects.count(),
    "letters": Counter(DemoMail.objects.values_list("headers__Message-ID", flat=True)),
    "broken": broken_balances(now=clock.now()),
}))
"""


@pytest.fixture
def installation(tmp_path_factory):
    found = Installation(tmp_path_factory.mktemp("kill"))
    found.cluster.start()
    yield found
    found.stop()


def test_what_was_acknowledged_is_there_once_whatever_is_killed(installation):
    sessions = installation.ask_python(PREPARE, str(PEOPLE))
    installation.start()
    until(lambda: _is_healthy(installation), "pages and jobs are well")
    clients = [Client(installation.port, session, f"Person {n}", EACH) for n, session in enumerate(sessions)]
    for client in clients:
        client.start()
    killed = _kill_for_a_while(installation, clients)
    for client in clients:
        client.join(120)
        client.stopped.set()
    assert [len(client.acknowledged) for client in clients] == [EACH] * PEOPLE, [c.failures for c in clients]
    assert any(client.failures for client in clients), "nobody felt the killing, so nothing was tested"
    until(lambda: _caught_up(installation), "the log is read to its end")
    found = installation.ask_python(LOOK)
    acknowledged = {text: number for client in clients for text, number in client.acknowledged.items()}
    assert {text: found["numbers"].get(text) for text in acknowledged} == acknowledged
    # None twice: as many questions as texts, keys and entries.
    assert found["texts"] == len(found["numbers"]) == found["keys"] == found["entries"] == PEOPLE * EACH
    assert found["missing"] == []
    assert found["dense"]
    assert found["broken"] == []
    # A letter may go out twice only when the jobs were killed between sending and noting it: same Message-ID.
    assert len(found["letters"]) >= PEOPLE * EACH
    assert sum(found["letters"].values()) <= len(found["letters"]) + killed["jobs"] + killed["postgres"]
    assert min(killed.values()) > 0, killed


def _kill_for_a_while(installation: Installation, clients: list[Client]) -> dict[str, int]:
    killed = {"pages": 0, "jobs": 0, "postgres": 0}
    deadline = time.monotonic() + KILLING
    while time.monotonic() < deadline or min(killed.values()) == 0:
        time.sleep(random.uniform(0.3, 2.5))
        victim = min(killed, key=killed.get) if random.random() < 0.5 else random.choice(list(killed))
        installation.kill(victim)
        killed[victim] += 1
        if not any(client.is_alive() for client in clients) and min(killed.values()) > 0:
            break
    return killed


def _is_healthy(installation: Installation) -> bool:
    connection = HTTPConnection("127.0.0.1", installation.port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _caught_up(installation: Installation) -> bool:
    return installation.ask_python(BEHIND) == [0, 0, 0]
