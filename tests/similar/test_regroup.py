"""A whole regrouping in one process: vectors to groups to concerns to labels."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection

from sukhbat.concerns.actions import part_question
from sukhbat.concerns.labelling import concerns_to_label
from sukhbat.concerns.models import Concern, Label, Membership
from sukhbat.kernel.locks import held_for_session, lock_key
from sukhbat.questions.actions import withdraw_question
from sukhbat.similar import grouping
from sukhbat.similar import regroup as module
from sukhbat.similar.labelling import label_concerns
from sukhbat.similar.regroup import regroup
from sukhbat.understanding.meaning.zones import Zones
from tests.concerns.steps import asker, concern_of
from tests.people import MONDAY
from tests.similar.test_reader import World, public

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
QUEUE = [
    "Когда дадут место в детском саду нашего района?",
    "Когда дадут место в детском саду нашего города?",
    "Почему не дадут место в детском саду нашего района?",
]
ROAD = ["Жолды қашан жөндейді біздің ауылда, шұңқыр толы?", "Біздің ауылда жолды қашан жөндейді, шұңқыр көп?"]


@pytest.fixture(autouse=True)
def zones(monkeypatch):
    monkeypatch.setattr(module, "shipped_zones", lambda version: Zones(join=0.35, suggest=0.0))


@pytest.fixture
def asked(state):
    questions = [public(state, text, f"asker-{place}") for place, text in enumerate([*QUEUE, *ROAD])]
    # Others, so that near is not everything.
    for place in range(12):
        public(state, " ".join(f"с{place}лово{word}" for word in range(7)), f"other-{place}")
    World(state).load()
    return questions


def test_questions_are_grouped_and_named_by_one_of_them(asked):
    figures = regroup(version="words-1", now=LATER)
    queue, road = asked[:3], asked[3:]
    assert len({concern_of(one) for one in queue}) == len({concern_of(one) for one in road}) == 1
    assert concern_of(queue[0]) != concern_of(road[0])
    assert (figures["joined"], figures["opened"], figures["labelled"]) == (5, 2, 2)
    names = {(label.concern_id, label.language): label for label in Label.objects.select_related("question")}
    assert names[concern_of(queue[0]).pk, "ru"].question in queue
    assert names[concern_of(road[0]).pk, "kk"].question in road
    assert "саду" in names[concern_of(queue[0]).pk, "ru"].keywords


def test_very_many_are_put_together_by_their_wordings_under_what_people_decided(state, asked, monkeypatch):
    monkeypatch.setattr(module, "DIRECTLY", 4)
    monkeypatch.setattr(grouping, "shipped_zones", lambda version: Zones(join=0.35, suggest=0.0))
    queue, road = asked[:3], asked[3:]
    regroup(version="words-1", now=LATER)
    assert len({concern_of(one) for one in queue}) == len({concern_of(one) for one in road}) == 1
    part_question(person=asker(queue[0]), number=queue[0].number, now=LATER)
    figures = regroup(version="words-1", now=LATER + timedelta(minutes=5))
    assert figures["questions"] == 17
    assert concern_of(queue[0]) is None
    assert concern_of(queue[1]) == concern_of(queue[2]) is not None


def test_who_leaves_draws_nobody_along(state):
    """Two of those who stay are nearer to the one that leaves than to the others: a word on one is no word on them."""
    shared = "почему который год снова закрыт наш старый мост через"
    texts = [
        f"{shared} {end}" for end in ("овраг один", "овраг два", "реку днём", "реку ночью", "реку зимой")
    ]
    others = [public(state, text, f"asker-{place}") for place, text in enumerate(texts)]
    leaver = others.pop(2)
    for place in range(12):
        public(state, " ".join(f"с{place}лово{word}" for word in range(7)), f"other-{place}")
    World(state).load()
    regroup(version="words-1", now=LATER)
    number = concern_of(leaver).number
    part_question(person=asker(leaver), number=leaver.number, now=LATER)
    regroup(version="words-1", now=LATER + timedelta(minutes=5))
    assert concern_of(leaver) is None
    assert [concern_of(one).number for one in others] == [number] * 4


def test_the_same_again_changes_nothing(asked):
    regroup(version="words-1", now=LATER)
    before = list(Membership.objects.order_by("pk").values()), list(Label.objects.order_by("pk").values())
    figures = regroup(version="words-1", now=LATER + timedelta(minutes=5))
    assert (figures["joined"], figures["moved"], figures["labelled"]) == (0, 0, 0)
    assert before == (
        list(Membership.objects.order_by("pk").values()),
        list(Label.objects.order_by("pk").values()),
    )


def test_vectors_of_another_embedder_are_left_alone(asked):
    assert regroup(version="words-2", now=LATER)["questions"] == 0
    assert not Concern.objects.exists()


def test_a_label_that_left_is_replaced(state, asked):
    regroup(version="words-1", now=LATER)
    label = Label.objects.get(language="ru")
    withdraw_question(person=asker(label.question), number=label.question.number, now=LATER)
    assert concerns_to_label(limit=10) == [label.concern_id]
    regroup(version="words-1", now=LATER + timedelta(minutes=5))
    assert Label.objects.get(language="ru").question_id != label.question_id


def test_what_offends_names_nothing(state, asked, monkeypatch):
    monkeypatch.setattr(
        "sukhbat.similar.labelling.flags_of", lambda text: ("abuse",) if "сад" in text else ()
    )
    regroup(version="words-1", now=LATER)
    assert set(Label.objects.values_list("language", flat=True)) == {"kk"}


def test_a_concern_with_nothing_fit_is_not_looked_at_for_ever_in_one_round(asked, monkeypatch):
    monkeypatch.setattr("sukhbat.similar.labelling.flags_of", lambda text: ("abuse",))
    regroup(version="words-1", now=LATER)
    assert label_concerns(version="words-1", now=LATER) == 2
    assert not Label.objects.exists()


def test_the_lock_goes_with_what_it_was_for():
    def held():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid::bigint = %s",
                [lock_key("a lock of a test") & 0xFFFFFFFF],
            )
            return cursor.fetchone()[0]

    with suppress(ValueError), held_for_session("a lock of a test") as mine:
        assert mine
        assert held() == 1
        raise ValueError
    assert held() == 0
