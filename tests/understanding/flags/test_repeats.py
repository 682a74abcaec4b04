"""The same text again: near copies, senders, networks, and what memory it takes."""

import sys
import time

import pytest

from sukhbat.understanding.flags.repeats import Bounds, Rates, Repeat, Window, nearness, rate_flags, sketch

TEXT = (
    "Почему в нашем районе второй месяц отключают горячую воду без предупреждения, когда это закончится, и кто за это "
    "ответит перед жителями домов по улице Абая, где живут дети и пожилые люди?"
)
OTHER = "Прошу сообщить, когда будет построен детский сад в микрорайоне Нурлы жол и сколько мест в нём запланировано на этот год"
COPY = TEXT.replace("второй месяц", "уже второй месяц").upper()


def test_a_copy_with_changes_is_near_and_another_text_is_not():
    assert nearness(sketch(TEXT), sketch(TEXT)) == 1.0
    assert nearness(sketch(TEXT), sketch(COPY)) >= 0.6
    assert nearness(sketch(TEXT), sketch(OTHER)) < 0.1


@pytest.mark.parametrize(
    ("rates", "flags"),
    [
        (Rates(1, 1, 1, 1), set()),
        (Rates(2, 2, 1, 2), {Repeat.REPEATED}),
        (Rates(1, 4, 4, 1), set()),
        (Rates(1, 1, 5, 1), {Repeat.BRIGADE}),
        (Rates(1, 5, 2, 1), {Repeat.BRIGADE}),
        (Rates(1, 1, 1, 10), {Repeat.OFTEN}),
        (Rates(12, 12, 9, 12), {Repeat.REPEATED, Repeat.BRIGADE, Repeat.OFTEN}),
    ],
)
def test_flags_are_a_function_of_counts(rates, flags):
    assert rate_flags(rates) == flags


def test_bounds_may_be_others():
    assert rate_flags(Rates(1, 1, 3, 1), Bounds(senders=3)) == {Repeat.BRIGADE}


def test_one_sender_who_sends_the_same_again_is_flagged_from_the_second_time():
    window: Window[int] = Window()
    given = [
        window.add(text, key=n, sender="a", network="n", at=n) for n, text in enumerate([TEXT, OTHER, COPY])
    ]
    assert given == [{}, {}, {2: {Repeat.REPEATED}}]


def test_a_brigade_is_flagged_with_those_who_came_before_it_was_one():
    window: Window[int] = Window()
    given = [window.add(TEXT, key=n, sender=n, network=n, at=n) for n in range(6)]
    assert given[:4] == [{}, {}, {}, {}]
    assert given[4] == {key: {Repeat.BRIGADE} for key in range(5)}
    assert given[5] == {5: {Repeat.BRIGADE}}


def test_one_network_with_many_accounts_is_a_brigade():
    window: Window[int] = Window(bounds=Bounds(senders=100))
    given = [window.add(COPY if n % 2 else TEXT, key=n, sender=n, network="one", at=n) for n in range(5)]
    assert set(given[4]) == set(range(5))


def test_many_may_ask_the_same_in_few_words():
    window: Window[int] = Window()
    given = [window.add("Когда дадут воду?", key=n, sender=n, network="one", at=n) for n in range(50)]
    assert not any(given)


def test_after_the_window_counting_begins_anew():
    window: Window[int] = Window(seconds=60)
    for n in range(4):
        assert window.add(TEXT, key=n, sender=n, network=n, at=n) == {}
    assert window.add(TEXT, key=9, sender=9, network=9, at=100) == {}
    assert window.add(TEXT, key=10, sender=9, network=9, at=101) == {10: {Repeat.REPEATED}}


def test_who_is_not_known_is_not_counted():
    window: Window[int] = Window()
    assert not any(window.add(TEXT, key=n, sender=None, network=None, at=n) for n in range(20))


def test_memory_is_bounded_and_a_text_costs_little():
    window: Window[int] = Window(most=500)
    begun = time.process_time()
    for n in range(4_000):
        window.add(" ".join(f"слово{n}{k}" for k in range(20)), key=n, sender=n, network=n, at=n / 10)
    assert (time.process_time() - begun) / 4_000 < 0.002
    assert len(window._groups) <= 500
    assert len(window._by_hash) <= 4 * 500
    assert len(window._sent) <= 501
    assert sys.getsizeof(window._by_hash) < 1_000_000
