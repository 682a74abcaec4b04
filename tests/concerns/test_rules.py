"""The pure rules: identities by overlap, the closure of decisions, where questions may stand, small numbers."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.concerns.rules.decisions import Closure, broken
from sukhbat.concerns.rules.identities import identities
from sukhbat.concerns.rules.numbers import hidden_cells, rise
from sukhbat.concerns.rules.settling import settled

QUESTIONS = [UUID(int=n) for n in range(1, 13)]
CONCERNS = [UUID(int=n) for n in range(101, 106)]
questions = st.sampled_from(QUESTIONS)
concerns = st.sampled_from(CONCERNS)
pairs = st.tuples(questions, questions).filter(lambda pair: pair[0] != pair[1])
groupings = st.dictionaries(questions, st.integers(0, 4))
standings = st.dictionaries(questions, concerns)


@st.composite
def decided(draw):
    """Decisions without a contradiction: each is stored only when the closure so far allows it."""
    together, apart = [], []
    for kind, (one, other) in draw(
        st.lists(st.tuples(st.sampled_from(["together", "apart"]), pairs), max_size=14)
    ):
        closure = Closure(together, apart)
        if kind == "together" and not closure.are_apart(one, other):
            together.append((one, other))
        if kind == "apart" and not closure.are_together(one, other):
            apart.append((one, other))
    return together, apart


def inverted(grouping):
    groups = {}
    for question, group in grouping.items():
        groups.setdefault(group, []).append(question)
    return groups


@given(groupings, standings)
def test_a_concern_goes_to_the_group_with_most_of_it_and_no_two_share_one(grouping, stood):
    groups = inverted(grouping)
    carried = identities(groups, stood)
    assert len(set(carried.values())) == len(carried)
    for group, concern in carried.items():
        mine = Counter(grouping[question] for question in grouping if stood.get(question) == concern)
        assert mine[group] == max(mine.values()) > 0
    lost = {stood[question] for question in grouping if question in stood} - set(carried.values())
    for concern in lost:
        # It met a concern with at least as many questions in the group that took most of it.
        mine = Counter(grouping[question] for question in grouping if stood.get(question) == concern)
        best = [group for group, n in mine.items() if n == max(mine.values())]
        assert any(
            sum(stood.get(question) == carried[group] for question in groups[group]) >= mine[group]
            for group in best
            if group in carried
        )


@given(groupings, standings, st.permutations(range(5)), st.randoms(use_true_random=False))
def test_identities_do_not_depend_on_numbers_or_order(grouping, stood, names, dice):
    before = identities(inverted(grouping), stood)
    items = [(question, names[group]) for question, group in grouping.items()]
    dice.shuffle(items)
    shuffled = dict(items)
    after = identities(inverted(shuffled), dict(dice.sample(list(stood.items()), len(stood))))
    assert after == {names[group]: concern for group, concern in before.items()}


@given(groupings)
def test_the_same_grouping_again_keeps_every_identity(grouping):
    stood = {question: CONCERNS[group] for question, group in grouping.items()}
    assert identities(inverted(grouping), stood) == {
        group: CONCERNS[group] for group in set(grouping.values())
    }


def test_of_equals_the_older_goes_on():
    one, two, three, four = QUESTIONS[:4]
    old, young = CONCERNS[:2]
    assert identities({7: [one, two, three, four]}, {one: young, two: young, three: old, four: old}) == {
        7: old
    }
    assert identities({1: [three, two], 2: [one, four]}, {one: old, two: old}) == {2: old}


@given(decided())
def test_together_is_an_equivalence_and_apart_holds_across_it(decisions):
    together, apart = decisions
    closure = Closure(together, apart)
    assert closure.contradiction() is None
    for one, other in together:
        assert closure.are_together(one, other)
    for first, second in apart:
        for one in QUESTIONS:
            for other in QUESTIONS:
                if closure.are_together(first, one) and closure.are_together(second, other):
                    assert closure.are_apart(one, other)
                    assert closure.are_apart(other, one)
                    assert not closure.are_together(one, other)
    assert all(closure.unit(question) <= question for question in QUESTIONS)


@given(decided(), pairs)
def test_a_contradiction_is_found_before_it_is_stored(decisions, pair):
    together, apart = decisions
    closure = Closure(together, apart)
    assert (Closure([*together, pair], apart).contradiction() is not None) == closure.are_apart(*pair)
    assert (Closure(together, [*apart, pair]).contradiction() is not None) == closure.are_together(*pair)


@given(decided(), groupings)
def test_a_broken_decision_is_named(decisions, grouping):
    closure = Closure(*decisions)
    found = broken(closure, grouping)
    wrong = [
        (one, other)
        for one in grouping
        for other in grouping
        if (closure.are_apart(one, other) and grouping[one] == grouping[other])
        or (closure.are_together(one, other) and grouping[one] != grouping[other])
    ]
    assert (found is None) == (not wrong)
    assert found is None or found in wrong


@given(
    decided(),
    st.dictionaries(questions, st.none() | concerns),
    standings,
    st.dictionaries(questions, st.sets(concerns, max_size=3)),
)
def test_whatever_is_wanted_no_decision_is_violated(decisions, wanted, present, barred):
    closure = Closure(*decisions)
    places = settled(wanted, present, closure, barred)
    assert places.keys() == wanted.keys()
    for one in places:
        assert places[one] is None or places[one] not in barred.get(one, ())
        for other in places:
            if places[one] is not None and places[one] == places[other]:
                assert not closure.are_apart(one, other)
            if closure.are_together(one, other):
                assert places[one] == places[other]
    for question in places.keys() - closure.decided - barred.keys():
        assert places[question] == wanted[question]


@given(
    decided(), st.dictionaries(questions, concerns), st.dictionaries(questions, st.sets(concerns, max_size=3))
)
def test_what_is_settled_stays_settled(decisions, wanted, barred):
    closure = Closure(*decisions)
    places = settled(wanted, {}, closure, barred)
    stand = {question: place for question, place in places.items() if place is not None}
    assert settled(places, stand, closure, barred) == places


def test_who_left_yields_and_stays_where_they_stand():
    asker, other = QUESTIONS[:2]
    left, own = CONCERNS[:2]
    closure = Closure(apart=[(asker, other)])
    wanted = {asker: left, other: left}
    assert settled(wanted, {asker: own, other: left}, closure, {asker: {left}}) == {asker: own, other: left}
    assert settled(wanted, {other: left}, closure, {asker: {left}}) == {asker: None, other: left}
    assert settled(wanted, {}, closure, {}) == {asker: None, other: left}


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({}, set()),
        ({"a": 40, "b": 0}, set()),
        ({"a": 40, "b": 4, "c": 9}, {"b", "c"}),
        ({"a": 40, "b": 4, "c": 3, "d": 9}, {"b", "c"}),
        ({"a": 40, "b": 2, "c": 2, "d": 9}, {"b", "c", "d"}),
        ({"a": 40, "b": 4, "c": 4, "d": 9, "e": 9}, {"b", "c", "d", "e"}),
        ({"b": 4}, {"b"}),
    ],
)
def test_cells_of_few_people_are_hidden(people, hidden):
    assert hidden_cells(people) == hidden


@pytest.mark.parametrize(
    ("weeks", "times"),
    [
        ([], None),
        ([1, 1, 1, 1, 9], None),
        ([5, 5, 5, 5, 10], 2.0),
        ([40], 40.0),
        ([20, 20, 20, 20, 15], None),
    ],
)
def test_a_rise_is_against_the_four_weeks_before(weeks, times):
    assert rise(weeks) == times
