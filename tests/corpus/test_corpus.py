"""The corpus keeps its own rules: what is in the repository can be trained on and published."""

from collections import Counter

import pytest

from ops.model.check import problems, unfinished
from ops.model.corpus import concerns, rows
from sukhbat.understanding.language import detect


@pytest.fixture(scope="module")
def found():
    return concerns()


@pytest.mark.slow
def test_nothing_in_it_breaks_the_rules():
    assert problems() == []


def test_neighbours_are_many_and_known(found):
    assert sum(len(concern.neighbours) for concern in found) >= 2 * 700


def test_languages_have_their_shares(found):
    languages = Counter(question.language for concern in found for question in concern.questions)
    total = languages.total()
    assert languages["kk"] >= 0.4 * total
    assert languages["ru"] >= 0.34 * total
    assert languages["en"] >= 0.08 * total


def test_a_language_is_what_it_says(found):
    """By the product's own reading; a short text may be of either."""
    texts = [
        question for concern in found for question in concern.questions if len(question.text.split()) > 8
    ]
    for language in ("kk", "ru", "en"):
        theirs = [question for question in texts if question.language == language]
        right = sum(detect(question.text).language == language for question in theirs)
        assert right > 0.97 * len(theirs), language


def test_everything_was_read():
    assert unfinished() == []


def test_splits_have_their_sizes(found):
    names = Counter(concern.split for concern in found)
    assert set(names) == {"train", "dev", "test"}
    assert names["train"] >= 1_200
    assert min(names["dev"], names["test"]) >= 150


@pytest.mark.parametrize("name", ["concerns.tsv", "questions.tsv", "neighbours.tsv", "reading.tsv"])
def test_tables_are_whole(name):
    from ops.model.corpus import FOLDER

    for row in rows(FOLDER / name):
        assert None not in row
        assert None not in row.values()


def test_what_is_wrong_is_told(tmp_path):
    (tmp_path / "concerns.tsv").write_text(
        "concern_id\tsplit\ttheme\tgist\n"
        "a-01\ttrain\troads\tThe road has pits; when will it be mended.\n"
        "a-01\tnone\troads\tshort\n"
    )
    (tmp_path / "questions.tsv").write_text(
        "concern_id\tlang\tregister\tregion\tplace\twriter\ttext\n"
        "a-01\tde\tplain\tKZ-10\tcity\tw\tWann wird die Straße gebaut\n"
        "b-02\tru\tplain\tKZ-10\tcity\tw\tНичья строка стоит здесь зря\n"
        "a-01\tru\tplain\tKZ-10\tcity\tw\tЗвоните мне 8 701 123 45 67 прошу\n"
    )
    (tmp_path / "neighbours.tsv").write_text("concern_a\tconcern_b\twhy\na-01\ta-01\tsame\n")
    (tmp_path / "reading.tsv").write_text("concern_id\toutcome\treader\tnote\na-01\tunread\t\t\n")
    said = "\n".join(problems(tmp_path))
    for word in (
        "stands 2 times",
        "no such split",
        "one sentence",
        "de, 5 words",
        "personal data",
        "neighbours: a-01",
    ):
        assert word in said
    assert "a-01: nobody has read it" in unfinished(tmp_path)
