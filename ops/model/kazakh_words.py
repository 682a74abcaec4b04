"""The list of Kazakh words by which lost letters are given back (``understanding/letters.py``).

    python -m ops.model.kazakh_words FOLDER

FOLDER holds the texts of KazNERD (IS2AI, CC BY 4.0) as IOB2_*.txt. Words of the training part of our corpus are
added; dev and test stay unseen.
"""

import gzip
import re
import sys
from collections import Counter
from pathlib import Path

from ops.model.corpus import concerns

OUT = Path(__file__).parents[2] / "sukhbat/understanding/data/kazakh_words.tsv.gz"
_WORD = re.compile("[а-яёәғқңөұүһі]+")
_LONGEST = 24


def main() -> None:
    counts: Counter[str] = Counter()
    for path in sorted(Path(sys.argv[1]).glob("IOB2_*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        counts.update(_WORD.findall(" ".join(line.split()[0] for line in lines if line.strip()).lower()))
    for concern in concerns(split="train"):
        for question in concern.questions:
            if question.language == "kk":
                counts.update(_WORD.findall(question.text.lower()))
    kept = sorted(word for word in counts if 1 < len(word) <= _LONGEST)
    content = "".join(f"{word}\t{counts[word]}\n" for word in kept).encode()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress(content, mtime=0))
    print(f"{len(kept)} words, {OUT.stat().st_size // 1024} KiB")  # noqa: T201


if __name__ == "__main__":
    main()
