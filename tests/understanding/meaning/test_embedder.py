"""The embedders of this release: what they promise to whoever compares vectors."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from sukhbat.understanding.meaning.embedder import TrainedEmbedder
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.tokens import MOST_PIECES, Pieces
from sukhbat.understanding.meaning.weights import NoWeightsError, Weights, pinned_weights
from sukhbat.understanding.meaning.zones import shipped_zones

# The same matter in five ways, and its near neighbours.
SIBLINGS = [
    "Балабақшаға кезек жылжымай тұр, балам төртке толды, орын қашан болады?",
    "ребёнку уже четыре, а место в садике так и не дали, очередь стоит на месте",
    "balabakshaga kezek jyljymay tur, balam tortke toldy",
    "балабакшага кезек жылжымай тур",
    "Our son is four and the kindergarten queue has not moved for a year, when is there a place?",
]
OTHERS = [
    "Ауылда жарық күн сайын сөнеді, трансформатор ескі",
    "Пенсию насчитали без стажа в колхозе, почему не учли?",
    "The bus to our village stopped running in October",
]


@pytest.fixture(scope="module")
def weights():
    try:
        return pinned_weights()
    except NoWeightsError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module", params=[TrainedEmbedder, StaticEmbedder])
def embedder(request, weights):
    return request.param(weights)


def test_vectors_have_length_one_and_the_order_of_the_texts(embedder):
    texts = [*SIBLINGS, *OTHERS]
    vectors = embedder.embed(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert np.allclose(embedder.embed(texts[::-1]), vectors[::-1], atol=1e-5)


def test_one_text_comes_out_the_same_alone_and_in_a_crowd(embedder):
    crowd = embedder.embed([*SIBLINGS, *OTHERS, "жол " * 200])
    for place, text in enumerate([*SIBLINGS, *OTHERS]):
        assert np.allclose(embedder.embed([text])[0], crowd[place], atol=1e-5)


def test_siblings_are_nearer_than_strangers_in_every_script(embedder):
    vectors = embedder.embed([*SIBLINGS, *OTHERS])
    near = vectors @ vectors.T
    count = len(SIBLINGS)
    for text in range(count):
        siblings = [near[text, other] for other in range(count) if other != text]
        assert max(siblings) > near[text, count:].max(), SIBLINGS[text]


def test_any_text_has_a_vector(embedder):
    vectors = embedder.embed(["", " ", "?!", "\ud800", "漢字", "ж" * 5_000, "жол"])
    assert vectors.shape[0] == 7
    assert np.isfinite(vectors).all()
    assert embedder.embed([]).shape[0] == 0


def test_each_embedder_names_its_version_and_has_zones(embedder):
    zones = shipped_zones(embedder.version)
    assert zones.suggest <= zones.join


def test_an_unknown_version_has_no_zones():
    with pytest.raises(LookupError, match="no zones"):
        shipped_zones("mine-1")


def test_long_texts_are_cut(weights):
    (pieces,) = Pieces(weights)(["жол " * 1_000])
    assert len(pieces) == MOST_PIECES
    assert (pieces[0], pieces[-1]) == (weights.sizes.begin, weights.sizes.end)


def test_the_files_are_those_of_the_release():
    folder = files("sukhbat.understanding.meaning") / "model"
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"something else")
    with pytest.raises(NoWeightsError):
        Weights(path)


def test_the_word_table_is_read_row_by_row(weights):
    rows = weights.words(np.array([[5, 6], [7, 5]]))
    assert rows.shape == (2, 2, 384)
    assert np.array_equal(rows[0, 0], rows[1, 1])
