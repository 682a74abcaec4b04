"""The stream that bulk grouping is measured on: made of the corpus, the same every time, its test part left alone."""

from pathlib import Path

import pytest

from sukhbat.understanding.bulk.repeats import key
from sukhbat.understanding.evaluating.stream import BACKGROUND, NoCorpusError, streamed

CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def stream():
    return streamed(CORPUS, 4_000)


def test_it_is_the_same_every_time(stream):
    again = streamed(CORPUS, 4_000)
    assert again.texts == stream.texts
    assert (again.concern == stream.concern).all()


def test_it_is_what_it_says(stream):
    background = stream.concern >= stream.first_alone
    assert abs(background.mean() - BACKGROUND) < 0.03
    assert len(stream.unseen) == stream.first_alone > 1_000
    assert 0.05 < stream.unseen.mean() < 0.2
    assert len({key(text) for text in stream.texts}) < len(set(stream.texts)) < 4_000


def test_distinct_texts_are_distinct_however_they_are_dressed():
    found = streamed(CORPUS, 3_000, distinct=True)
    assert len({key(text) for text in found.texts}) == 3_000


def test_a_folder_without_a_corpus(tmp_path):
    with pytest.raises(NoCorpusError, match=r"concerns\.tsv: No such file"):
        streamed(tmp_path, 100)
