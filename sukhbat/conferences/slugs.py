"""An address out of a title: Kazakh and Russian letters become Latin ones. Pure."""

import re
import unicodedata

LONGEST = 60
_LETTERS = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e",
    "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n",
    "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u",
    "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "",
    "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip


def slug_from(*titles: str) -> str:
    """Lower-case Latin letters, digits and dashes of the first title that gives any; at most 60."""
    for title in titles:
        latin = "".join(_LETTERS.get(letter, letter) for letter in title.lower())
        plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode("ascii")
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
        if slug:
            return slug
    return ""
