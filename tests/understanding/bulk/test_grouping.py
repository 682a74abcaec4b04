"""All the way from texts to groups; whatever happens on it, what people decided holds."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sukhbat.understanding.bulk.deciding import BrokenDecisionError, lifted, verify
from sukhbat.understanding.bulk.grouping import Stage, grouped_in_bulk
from sukhbat.understanding.bulk.meanings import embedded
from sukhbat.understanding.meaning.groups import ContradictionError, Decisions
from sukhbat.understanding.meaning.zones import Zones

from .stand_ins import WordEmbedder

WATER, ROAD, SCHOOL = "су құбыры қашан жөнделеді", "жол шұңқыры көп әкімдік", "мектеп сынып толып кетті"


def group(texts, *, decisions=None, join=-0.2, rest=-0.2, most=100, **others):
    return grouped_in_bulk(
        texts,
        static=WordEmbedder(),
        meanings=embedded(texts, WordEmbedder()),
        zones=Zones(join, join),
        static_zones=Zones(rest, rest),
        decisions=decisions,
        most_embedded=most,
        **others,
    )


def test_repeats_and_wordings_stand_together_and_strangers_apart():
    texts = [WATER, ROAD, WATER.upper(), f"Сәлеметсіз бе! {ROAD}!", SCHOOL, WATER]
    found = group(texts, join=0.2)
    assert found.group.tolist() == [0, 1, 0, 1, 2, 0]
    assert found.repeated[0] == found.repeated[2] == found.repeated[5]
    assert np.isnan(found.near[4])
    assert not found.by_static.any()


def test_a_text_that_was_parted_from_its_like_stands_apart():
    texts = [WATER, WATER, ROAD, WATER]
    found = group(texts, join=0.2, decisions=Decisions(apart=[(0, 3)]))
    assert found.group[0] != found.group[3]
    assert found.group[1] == found.group[0], "copies stay with the earlier one"


def test_texts_that_were_put_together_stand_together():
    found = group([WATER, ROAD, SCHOOL], join=0.9, decisions=Decisions(together=[(0, 2)]))
    assert found.group.tolist() == [0, 1, 0]


def test_what_the_trained_embedder_did_not_see_goes_to_the_nearest_group():
    texts = [WATER] * 5 + [ROAD] * 4 + [f"{WATER} ауылда болады екен айтыңыздаршы енді ше", "тариф"]
    found = group(texts, join=0.5, rest=-0.9, most=2)
    assert len(found.embedded) == 2
    assert found.by_static[9]
    assert found.group[9] == found.group[0]
    alone = group(texts, join=0.5, rest=5.0, most=2)
    assert len(set(alone.group[[0, 5, 9, 10]].tolist())) == 4


def test_nothing_at_all():
    assert group([]).group.tolist() == []
    assert group([""]).group.tolist() == [0]
    assert group([WATER, ROAD], most=0).group.tolist() == [0, 1]
    assert group([WATER, WATER, ""], most=1, rest=-9.0).group.tolist() == [0, 0, 1], (
        "of which nothing is known"
    )


def test_progress_is_told_in_order():
    heard = []
    group([WATER, ROAD], progress=lambda stage, _done, _of: heard.append(stage))
    assert list(dict.fromkeys(heard)) == list(Stage)


def test_a_contradiction_is_told():
    with pytest.raises(ContradictionError):
        group([WATER, WATER], decisions=Decisions(together=[(0, 1)], apart=[(1, 0)]))


def test_a_broken_decision_is_never_given_out():
    verify(np.array([0, 0, 1]), Decisions(together=[(0, 1)], apart=[(1, 2)]))
    with pytest.raises(BrokenDecisionError):
        verify(np.array([0, 1]), Decisions(together=[(0, 1)]))
    with pytest.raises(BrokenDecisionError):
        verify(np.array([0, 0]), Decisions(apart=[(0, 1)]))


def test_decided_texts_of_one_wording_have_one_say():
    """0, 1 and 2 are one wording; 0 was put to 3, 1 was parted from 3: so 1 leaves, and 2 follows the first."""
    wording = np.array([0, 0, 0, 1])
    of = np.array([0, 0, 0, 1])
    found = lifted(wording, Decisions([(0, 3)], [(1, 3)]), of, np.eye(2, dtype=np.float32))
    assert found.wording.tolist() == [0, 2, 0, 1]
    assert found.roots.are_apart(found.decided[2], found.decided[0])
    assert found.roots.root(found.decided[0]) == found.roots.root(found.decided[1])


def test_two_wordings_may_not_weld_what_a_third_one_parts():
    """0|1 share a wording, 2|3 share one, 1 and 2 were put together, 0 and 3 parted."""
    wording = np.array([0, 0, 1, 1])
    found = lifted(wording, Decisions([(1, 2)], [(0, 3)]), np.arange(4), np.eye(4, dtype=np.float32))
    assert found.wording[0] != found.wording[1] or found.wording[2] != found.wording[3]


WORDS = ["су", "жол", "газ", "құбыр", "мектеп"]


@st.composite
def matters(draw):
    """Few words, so that many texts are alike, of one wording, or near; and what people said of them."""
    texts = [
        " ".join(words)
        for words in draw(st.lists(st.lists(st.sampled_from(WORDS), max_size=4), min_size=2, max_size=14))
    ]
    pairs = list(itertools.combinations(range(len(texts)), 2))
    together = draw(st.lists(st.sampled_from(pairs), max_size=4))
    apart = draw(st.lists(st.sampled_from(pairs), max_size=8))
    return texts, Decisions(together, apart)


def contradicts(count, decisions):
    group_of = list(range(count))
    for one, other in decisions.together:
        kept, gone = group_of[one], group_of[other]
        group_of = [kept if number == gone else number for number in group_of]
    return any(group_of[one] == group_of[other] for one, other in decisions.apart)


@settings(max_examples=300, deadline=None)
@given(
    matters(), st.integers(0, 6), st.sampled_from([-0.9, -0.3, 0.0, 0.4]), st.sampled_from([-0.9, -0.2, 0.5])
)
def test_no_decision_is_ever_broken(matter, most, join, rest):
    texts, decisions = matter
    if contradicts(len(texts), decisions):
        with pytest.raises(ContradictionError):
            group(texts, decisions=decisions, most=most, join=join, rest=rest)
        return
    found = group(texts, decisions=decisions, most=most, join=join, rest=rest)
    assert all(found.group[one] == found.group[other] for one, other in decisions.together)
    assert all(found.group[one] != found.group[other] for one, other in decisions.apart)
    assert [found.group.tolist().index(number) for number in range(found.group.max() + 1)] == sorted(
        found.group.tolist().index(number) for number in range(found.group.max() + 1)
    )
    assert len(found.embedded) <= most
    again = group(texts, decisions=decisions, most=most, join=join, rest=rest)
    assert again.group.tolist() == found.group.tolist()


@settings(max_examples=100, deadline=None)
@given(matters(), st.integers(0, 6))
def test_without_decisions_copies_never_part(matter, most):
    texts, _decisions = matter
    found = group(texts, most=most)
    assert len(
        {(one, number) for one, number in zip(found.wording.tolist(), found.group.tolist(), strict=True)}
    ) == len(set(found.wording.tolist()))


def test_what_people_said_of_wordings_moves_the_bound_of_joining():
    texts = [f"{word} {other}" for word in "абвгде" for other in "жзиклмн"]
    pairs = [(place, place + 1) for place in range(0, 40, 2)]
    untold = group(texts, join=0.0)
    noes = group(texts, join=0.0, decisions=Decisions(apart=pairs))
    yeses = group(texts, join=0.0, decisions=Decisions(together=pairs))
    few = group(texts, join=0.0, decisions=Decisions(apart=pairs[:5]))
    assert untold.join_at == few.join_at == 0.0
    assert noes.join_at > yeses.join_at


def test_both_wordings_of_a_decision_are_looked_at_when_there_is_room():
    texts = [WATER] * 3 + [ROAD, SCHOOL]
    found = group(texts, join=0.9, most=4, decisions=Decisions(together=[(3, 4)]))
    assert {3, 4} <= set(found.embedded.tolist())
