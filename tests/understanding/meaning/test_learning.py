"""The bound of joining follows what people say."""

from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.meaning.learning import Answer, learned

JOIN = 0.06
near = st.floats(-0.2, 0.2)


def test_before_anybody_answered_the_bound_is_a_little_below_the_calibrated_one():
    curve = learned([], JOIN)
    assert JOIN - 0.06 < curve.join < JOIN


def test_a_yes_lowers_the_bound_and_a_no_lifts_it():
    before = learned([], JOIN).join
    assert learned([Answer(before - 0.05, together=True)], JOIN).join < before
    assert learned([Answer(before + 0.05, together=False)], JOIN).join > before


def test_it_finds_the_nearness_where_answers_turn():
    answers = [Answer(step / 100, together=step / 100 > -0.08) for step in range(-16, 5)] * 3
    curve = learned(answers, JOIN)
    assert abs(curve.halfway - -0.08) < 0.02
    assert curve.join == curve.halfway


@given(st.lists(st.builds(Answer, near, st.booleans()), max_size=60))
def test_the_order_of_answers_does_not_matter_and_the_bound_stays_in_range(answers):
    curve = learned(answers, JOIN)
    turned = learned(answers[::-1], JOIN)
    assert abs(curve.join - turned.join) < 1e-9
    assert -0.35 < curve.join < 0.4
    assert curve.width > 0


@given(st.lists(st.builds(Answer, near, st.booleans()), max_size=20), near)
def test_one_more_yes_never_makes_joining_stricter_at_the_middle(answers, at):
    assert (
        learned([*answers, Answer(at, together=True)], JOIN).halfway <= learned(answers, JOIN).halfway + 1e-9
    )
