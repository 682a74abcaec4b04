"""The figures of a search, counted by hand."""

from sukhbat.search.measures import Asked, by_language, finding, quantile

SIZES = {"a": 3, "b": 2, "c": 20}


def asked(language, relevant, found):
    return Asked(language, frozenset(relevant.split()), tuple(found.split()))


def test_recall_is_of_concerns_and_of_texts_and_precision_of_the_first_ten():
    one = finding([asked("kk", "a b", "a x a")], SIZES)
    assert (one.recall, one.recall_of_texts, one.precision, one.first) == (0.5, 0.4, 0.6667, 1.0)


def test_only_ten_count_and_no_more_than_ten_texts_can_be_asked_for():
    one = finding([asked("ru", "c", "x " * 5 + "c " * 6)], SIZES)
    assert (one.recall, one.recall_of_texts, one.precision, one.first) == (1.0, 0.5, 0.5, 0.0)


def test_nothing_found_is_nothing_right():
    one = finding([asked("en", "a", "")], SIZES)
    assert (one.queries, one.recall, one.precision, one.first) == (1, 0.0, 0.0, 0.0)


def test_languages_stand_apart():
    parts = by_language([asked("kk", "a", "a"), asked("ru", "a", "b"), asked("ru", "a", "a")], SIZES)
    assert {name: (one.queries, one.recall) for name, one in parts.items()} == {
        "kk": (1, 1.0),
        "ru": (2, 0.5),
    }


def test_a_quantile_is_a_value_that_was_there():
    assert quantile(range(1, 101), 0.95) == 95
    assert quantile([], 0.95) == 0.0
