"""What is held: near concerns and questions, joins, and counts that follow every change."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sukhbat.kernel.ids import uuid7
from sukhbat.similar.held import Held
from sukhbat.similar.places import Place
from sukhbat.understanding.meaning.landmarks import Landmarks
from sukhbat.understanding.meaning.vectors import rounded
from sukhbat.understanding.meaning.zones import Zones

SIZE = 128
ZONES = Zones(join=0.05, suggest=-0.05)
BODY, OTHER = uuid7(), uuid7()


def around(middle, count, seed):
    dice = np.random.default_rng(seed)
    rows = middle + 0.6 * dice.standard_normal((count, SIZE)) / SIZE**0.5
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def middles(count):
    rows = np.random.default_rng(3).standard_normal((count, SIZE))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def world():
    """Forty concerns of six questions, and a hundred lone questions."""
    held = Held(SIZE, ZONES)
    centres = middles(140)
    concerns = [uuid7() for _ in range(40)]
    standing = {}
    for number, concern in enumerate(concerns):
        names = [uuid7() for _ in range(6)]
        hold(held, names, around(centres[number], 6, number))
        standing.update(dict.fromkeys(names, concern))
    hold(held, [uuid7() for _ in range(100)], centres[40:].astype(np.float32))
    held.stand_all(list(standing), list(standing.values()))
    while held.measure_some(50):
        pass
    return held, concerns, standing, centres


def hold(held, names, vectors, *, public=True, body=BODY, language="kk"):
    held.hold([Place(name, body, language, public) for name in names], rounded(vectors))


def test_the_concern_of_a_text_comes_first_and_nothing_comes_twice(world):
    held, concerns, standing, centres = world
    for number in range(40):
        found = held.near(around(centres[number], 1, 500 + number)[0], count=5)
        assert (found[0].kind, found[0].key) == ("concern", concerns[number])
        assert len({hit.key for hit in found}) == len(found)
        assert not {hit.key for hit in found} & set(standing)


def test_questions_by_themselves_when_asked_so(world):
    held, concerns, standing, centres = world
    found = held.near(around(centres[3], 1, 9)[0], count=6, apart=True)
    assert {hit.kind for hit in found} == {"question"}
    assert {standing[hit.key] for hit in found} == {concerns[3]}


def test_what_is_not_public_is_never_given_out(world):
    held, _concerns, _standing, _centres = world
    alone, together, concern = uuid7(), [uuid7(), uuid7()], uuid7()
    far = np.zeros((3, SIZE), np.float32)
    far[:, :3] = 1
    far[:, 3] = (0.1, 0.2, 0.3)
    far /= np.linalg.norm(far, axis=1, keepdims=True)
    hold(held, [alone, *together], far, public=False)
    held.stand(dict.fromkeys(together, concern))
    for apart in (False, True):
        keys = {hit.key for hit in held.near(far[0], count=50, apart=apart)}
        assert not keys & {alone, *together, concern}
    held.note([Place(together[0], BODY, "kk", True)])
    assert concern in {hit.key for hit in held.near(far[0], count=50)}
    assert {hit.key for hit in held.near(far[0], count=50, apart=True)} & {alone, *together} == {together[0]}
    held.note([Place(together[0], BODY, "kk", False)])
    assert concern not in {hit.key for hit in held.near(far[0], count=50)}


def test_a_text_joins_the_concern_of_its_own_body_only(world):
    held, concerns, _standing, centres = world
    near, far = around(centres[7], 1, 77)[0], around(middles(200)[190], 1, 1)[0]
    concern, score = held.joins(near, BODY)
    assert concern == concerns[7]
    assert score >= held.bound
    assert held.joins(near, OTHER) == (None, None)
    assert held.joins(far, BODY)[0] is None


def test_between_two_concerns_nobody_joins_by_itself(world):
    held, _concerns, _standing, centres = world
    middle = centres[1] + centres[2]
    assert held.joins((middle / np.linalg.norm(middle)).astype(np.float32), BODY)[0] is None


def test_among_few_the_bound_is_higher():
    few, more = Held(SIZE, ZONES), Held(SIZE, ZONES)
    hold(few, [uuid7() for _ in range(10)], around(middles(1)[0], 10, 1))
    hold(more, [uuid7() for _ in range(1_000)], around(middles(1)[0], 1_000, 1))
    assert few.bound > more.bound > ZONES.join


def test_a_dropped_question_is_gone_at_once(world):
    held, concerns, standing, centres = world
    gone = [name for name, concern in standing.items() if concern == concerns[5]]
    held.drop(gone)
    assert concerns[5] not in {hit.key for hit in held.near(around(centres[5], 1, 1)[0], count=50)}
    assert held.counts["concerns"] == 39


def test_the_readers_language_comes_first_of_two_alike():
    held = Held(SIZE, ZONES)
    vector = around(middles(1)[0], 1, 1)
    kk, ru = uuid7(), uuid7()
    hold(held, [kk], vector, language="kk")
    hold(held, [ru], vector, language="ru")
    assert held.near(vector[0], count=2, language="ru")[0].key == ru
    assert held.near(vector[0], count=2, language="kk")[0].key == kk


def test_nothing_held_nothing_found():
    held = Held(SIZE, ZONES)
    vector = around(middles(1)[0], 1, 1)[0]
    assert held.near(vector, count=5) == []
    assert held.joins(vector, BODY) == (None, None)
    assert held.counts == {"questions": 0, "public": 0, "concerns": 0}


NAMES = [UUID(int=number + 1) for number in range(8)]
CONCERNS = [UUID(int=100 + number) for number in range(3)]
STEP = st.one_of(
    st.tuples(st.just("hold"), st.sampled_from(NAMES), st.booleans()),
    st.tuples(st.just("drop"), st.sampled_from(NAMES), st.just(None)),
    st.tuples(st.just("stand"), st.sampled_from(NAMES), st.sampled_from([None, *CONCERNS])),
    st.tuples(
        st.just("all"), st.just(None), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CONCERNS))
    ),
)


@given(st.lists(STEP, max_size=25))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counts_and_means_are_those_of_the_questions_that_stand_there(steps):
    held = Held(SIZE, ZONES)
    vectors = around(middles(1)[0], len(NAMES), 1)
    public, stands = {}, {}
    for what, name, more in steps:
        if what == "hold":
            hold(held, [name], vectors[NAMES.index(name)][None], public=more)
            public[name], stands[name] = more, None
        elif what == "drop":
            held.drop([name])
            public.pop(name, None), stands.pop(name, None)
        elif what == "stand":
            held.stand({name: more})
            if name in stands:
                stands[name] = more
        else:
            held.stand_all(list(more), list(more.values()))
            stands = {known: more.get(known) for known in stands}
    assert held.counts["questions"] == len(public)
    assert held.counts["public"] == sum(public.values())
    assert held.counts["concerns"] == len({place for place in stands.values() if place})
    places = held._places
    for number, key in enumerate(places.keys):
        there = [name for name, place in stands.items() if place == key]
        assert places.concerns["count"][number] == len(there)
        assert places.concerns["public"][number] == sum(public[name] for name in there)
        if there:
            mean = vectors[[NAMES.index(name) for name in there]].mean(0)
            assert np.allclose(places.concerns["mean"][number].astype(np.float32), mean, atol=0.01)


def test_a_text_joins_a_concern_however_many_stand_there():
    landmarks = Landmarks(around(np.zeros(SIZE), 100, 9))
    held = Held(SIZE, Zones(join=0.05, suggest=-0.05, landmarks=landmarks))
    centres = middles(30)
    hold(held, [uuid7() for _ in range(29)], centres[1:].astype(np.float32))
    concern, names = uuid7(), [uuid7() for _ in range(80)]
    hold(held, names, around(centres[0], 80, 1))
    held.stand(dict.fromkeys(names, concern))
    while held.measure_some(50):
        pass
    text = around(centres[0], 1, 77)[0]
    assert held.joins(text, BODY)[0] == concern
    assert held.joins(around(centres[3], 1, 78)[0], BODY)[0] is None
