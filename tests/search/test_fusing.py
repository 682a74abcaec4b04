"""One order from two: who has the words and who is near in meaning."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sukhbat.search.fusing import FAR, FAR_ALONE, Near, fused

KEYS = st.integers(min_value=1, max_value=60).map(lambda number: UUID(int=number))
WORDS = st.dictionaries(KEYS, st.floats(min_value=0.5, max_value=1), max_size=40)
NEAR = st.dictionaries(KEYS, st.floats(min_value=-0.3, max_value=0.3), max_size=40).map(
    lambda found: [Near(*one) for one in found.items()]
)


def key(number):
    return UUID(int=number)


@given(WORDS, NEAR)
def test_everything_found_stands_there_once_and_says_how(by_words, by_meaning):
    found = fused(by_words, by_meaning)
    far = FAR if by_words else FAR_ALONE
    near_enough = {one.id for one in by_meaning if one.score >= far}
    assert sorted(one.id for one in found) == sorted({*by_words, *near_enough})
    assert all(one.has_words == (one.id in by_words) for one in found)


@given(WORDS)
def test_without_meaning_the_order_of_words_stays(by_words):
    assert [one.id for one in fused(by_words, [])] == list(by_words)


def test_words_and_meaning_together_come_first():
    found = fused({key(1): 1.0, key(2): 1.0}, [Near(key(3), 0.05), Near(key(2), 0.0), Near(key(4), -0.1)])
    assert [one.id for one in found] == [key(2), key(1), key(3), key(4)]


def test_what_is_near_is_not_behind_a_thousand_that_have_the_word():
    found = fused({key(number): 1.0 for number in range(100, 1100)}, [Near(key(1), 0.1), Near(key(2), -0.1)])
    place = [one.id for one in found].index(key(1))
    assert 0 < place < 20
