"""Cutting a text into the pieces that the embedders know; one way for all of them, and for training."""

import re
from collections.abc import Sequence

from tokenizers import Tokenizer, models, pre_tokenizers

from sukhbat.understanding.meaning.vocabulary import Lexicon

# e5 was trained with a word before each text that says what it is for; a question looks for questions.
_PURPOSE = "query: "
_BLANKS = re.compile(" +")
# Longer texts are judged by their beginning: 192 pieces are about 80 Kazakh or 100 Russian words.
MOST_PIECES = 192


class Pieces:
    """Texts as numbers of pieces."""

    def __init__(self, lexicon: Lexicon) -> None:
        sizes = lexicon.sizes
        known = list(zip(lexicon.pieces, lexicon.scores.tolist(), strict=True))
        self._tokenizer = Tokenizer(models.Unigram(known, unk_id=sizes.unknown, byte_fallback=False))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        self._replacements = lexicon.replacements
        self._begin, self._end = sizes.begin, sizes.end

    def __call__(self, texts: Sequence[str], *, purpose: str = _PURPOSE) -> list[list[int]]:
        """The pieces of each text between the marks of its begin and end, at most MOST_PIECES."""
        prepared = [_BLANKS.sub(" ", (purpose + text).translate(self._replacements)) for text in texts]
        cut = self._tokenizer.encode_batch_fast(prepared, add_special_tokens=False)
        return [[self._begin, *found.ids[: MOST_PIECES - 2], self._end] for found in cut]
