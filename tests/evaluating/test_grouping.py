"""Figures of grouping against counts by hand."""

import numpy as np
import pytest

from sukhbat.understanding.evaluating.deciding import decided
from sukhbat.understanding.evaluating.grouping import joining, measured
from sukhbat.understanding.evaluating.labelled import Labelled, NotLabelledError, read_labelled
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.zones import Zone, Zones

ZONES = Zones(join=0.0, suggest=-0.2)


def labelled(*rows):
    return [Labelled(concern, language, f"text {n}") for n, (concern, language) in enumerate(rows)]


def at(*angles):
    """Unit vectors in the plane, by degrees."""
    radians = np.radians(np.array(angles, np.float64))
    return np.stack([np.cos(radians), np.sin(radians)], 1).astype(np.float32)


def test_who_finds_a_sibling_first_and_in_another_language():
    texts = labelled(("a", "kk"), ("a", "ru"), ("b", "kk"), ("b", "kk"), ("c", "ru"))
    found = measured(texts, at(0, 5, 60, 120, 62), ZONES)
    assert found.all.texts == 4, "a text without a sibling is not asked"
    # 0 and 5 find each other; 60 and 120 both find 62 first, which is of another concern.
    assert found.all.first == 0.5
    assert found.all.in_five == 1.0
    # Only the two of concern a have a sibling in another language.
    assert found.all.across == 1.0
    assert found.by_language["ru"].texts == 1
    assert found.by_language["kk"].first == pytest.approx(1 / 3, abs=1e-3)
    assert (found.texts, found.concerns) == (5, 3)


def test_pairs_by_hand():
    made = joining(np.array([0, 0, 0, 1, 1]), np.array(["a", "a", "b", "b", "b"]))
    # Put together: 3 + 1 pairs, right of them: (0,1) and (3,4). Wanted: 1 + 3.
    assert (made.precision, made.recall, made.f1) == (0.5, 0.5, 0.5)
    assert made.groups == 2


def test_nothing_joined_is_no_mistake():
    made = joining(np.array([0, 1, 2]), np.array(["a", "a", "b"]))
    assert (made.precision, made.recall, made.f1) == (1.0, 0.0, 0.0)


def test_decisions_are_counted_and_help():
    dice = np.random.default_rng(3)
    middles = dice.normal(size=(12, 24))
    vectors = normalised(
        np.concatenate([middle + 1.1 * dice.normal(size=(6, 24)) for middle in middles]).astype(np.float32)
    )
    texts = labelled(*((f"c{n // 6}", "kk") for n in range(72)))
    found = measured(texts, vectors, Zones(join=0.05, suggest=-0.1))
    assert found.after_decisions.decisions == 7
    assert found.after_decisions.f1 > found.automatic.f1


def test_no_more_is_asked_than_there_is_to_ask():
    near = np.full((3, 3), -1, np.float32)
    np.fill_diagonal(near, -np.inf)
    _labels, asked = decided(near, np.array(["a", "b", "c"]), ZONES, budget=50)
    assert asked <= 3


def test_zones():
    assert [ZONES.of(value) for value in (0.1, 0.0, -0.1, -0.3)] == [
        Zone.JOIN, Zone.JOIN, Zone.SUGGEST, Zone.NEW
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "must name the columns"),
        ("concern_id\ttext\na\tb\n", "must name the columns"),
        ("concern_id\tlang\ttext\na\tkk\t \n", "line 2"),
        ("concern_id\tlang\ttext\na\tkk\n", "line 2"),
        ("concern_id\tlang\ttext\na\tkk\tx\na\tkk\ty\n", "at least two concerns"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, content, reason):
    path = tmp_path / "texts.tsv"
    path.write_text(content)
    with pytest.raises(NotLabelledError, match=reason):
        read_labelled(path)


def test_other_columns_and_a_byte_order_mark_do_not_matter(tmp_path):
    path = tmp_path / "texts.tsv"
    path.write_text(
        '\ufeffconcern_id\tregister\tlang\ttext\na\tplain\tkk\tБір "тырнақша\na\tx\tru\tДва\nb\tx\ten\tThree\nb\tx\ten\tFour\n'
    )
    assert read_labelled(path)[0] == Labelled("a", "kk", 'Бір "тырнақша')


def test_a_missing_or_binary_file_is_told(tmp_path):
    with pytest.raises(NotLabelledError, match="No such file"):
        read_labelled(tmp_path / "none.tsv")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotLabelledError, match="not UTF-8"):
        read_labelled(tmp_path / "binary")
