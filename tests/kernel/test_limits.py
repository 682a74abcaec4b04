"""Rate limits: one attempt and a whole batch are counted alike."""

from datetime import timedelta

import pytest

from sukhbat.kernel.limits import Limit, hit, hit_many, network_hash
from sukhbat.kernel.models import Bucket
from tests.people import MONDAY

THREE = Limit("test.three", 3, 600)
pytestmark = pytest.mark.django_db


def test_of_one_key_the_first_attempts_pass():
    answers = hit_many(THREE, ["a", "b", "a", "a", "a", "b"], now=MONDAY)
    assert [answer is None for answer in answers] == [True, True, True, True, False, True]
    assert answers[4].code == "too_often"
    assert answers[4].status == 429


def test_batches_and_single_attempts_share_a_window():
    assert hit(THREE, "a", now=MONDAY) is None
    assert hit_many(THREE, ["a", "a"], now=MONDAY) == [None, None]
    assert hit(THREE, "a", now=MONDAY).status == 429
    assert hit(THREE, "a", now=MONDAY + timedelta(seconds=600)) is None


def test_an_empty_batch_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hit_many(THREE, [], now=MONDAY) == []


def test_a_batch_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        hit_many(THREE, [str(key) for key in range(50)], now=MONDAY)


def test_no_network_is_kept():
    hit(THREE, "192.0.2.7", now=MONDAY)
    assert "192.0.2.7" not in Bucket.objects.get().key
    assert len(network_hash("192.0.2.7")) == 16
    assert network_hash("192.0.2.7") != network_hash("192.0.2.8")
