"""The shipped vocabulary cuts texts as the pinned weights do, so that the table gives the same vectors anywhere."""

import numpy as np
import pytest

from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.tokens import Pieces
from sukhbat.understanding.meaning.vocabulary import packed, shipped_vocabulary
from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights

pytestmark = pytest.mark.slow

TEXTS = [
    "Балабақшаға кезек қашан жетеді?",
    "Why is ｆｕｌｌ width ½ “quoted”…",
    "жол\u00a0жөндеу №5 ²",
    "日本 😀",
    "",
]


@pytest.fixture(scope="module")
def weights():
    try:
        return pinned_weights()
    except NoWeightsError as missing:
        pytest.skip(str(missing))


def test_the_file_is_that_of_the_pinned_weights(weights):
    shipped = shipped_vocabulary()
    assert shipped.pieces == weights.pieces
    assert np.array_equal(shipped.scores, weights.scores)
    assert shipped.replacements == weights.replacements
    assert packed(shipped) == packed(weights)


def test_texts_are_cut_alike_and_their_vectors_are_the_same(weights):
    shipped = shipped_vocabulary()
    assert Pieces(shipped)(TEXTS) == Pieces(weights)(TEXTS)
    with_weights, without = StaticEmbedder(weights), StaticEmbedder(shipped)
    assert with_weights.version == without.version
    assert np.array_equal(with_weights.embed(TEXTS), without.embed(TEXTS))
