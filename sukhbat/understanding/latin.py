"""Kazakh and Russian typed in Latin letters, back into Cyrillic, so that all readers meet one script.

People without a keyboard write by ear, each in their own way ("zhol", "jol", "qala", "kala"); the longest
spelling wins. Kazakh comes out without its own letters; ``letters.restored`` gives them back.
"""

import re

from sukhbat.understanding.language import Language

_WORD = re.compile(r"[a-zà-žəğşıñōūŋ][a-zà-žəğşıñōūŋ'’`]*", re.IGNORECASE)
_SHARED = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ch": "ч", "sh": "ш",
    "yo": "ё", "jo": "ё", "yu": "ю", "ju": "ю", "iu": "ю", "ya": "я", "ja": "я", "ia": "я",
    **dict(zip("abvgdezijklmnoprstufhcywqx", "абвгдезийклмнопрстуфхцывкх", strict=True)),
}  # fmt: skip
_RUSSIAN = _SHARED | {
    "tsya": "тся", "tsja": "тся", "tsia": "тся",
    "yj": "ый", "iy": "ий", "ij": "ий", "yy": "ый", "ay": "ай", "oy": "ой", "ey": "ей", "uy": "уй",
    "ye": "е", "je": "е", "'": "ь", "’": "ь", "`": "ь",
}  # fmt: skip
_KAZAKH = _SHARED | {
    "gh": "ғ", "ng": "ң", "ae": "ә", "oe": "ө", "ue": "ү", "j": "ж", "ja": "жа", "jo": "жо", "ju": "жу",
    "ay": "ай", "ey": "ей", "oy": "ой", "uy": "уй", "ai": "ай", "ei": "ей", "oi": "ой", "ui": "уй",
    "iy": "ий", "yi": "ый", "yy": "ый", "y": "ы", "q": "қ", "ğ": "ғ", "ñ": "ң", "ŋ": "ң", "ə": "ә", "ä": "ә",
    "á": "ә", "ö": "ө", "ó": "ө", "ü": "ү", "ú": "ү", "ū": "ұ", "ş": "ш", "ı": "ы", "ī": "и", "í": "и",
    "ń": "ң", "ǵ": "ғ", "ý": "у", "'": "", "’": "", "`": "",
}  # fmt: skip


def _spellings(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))


_TABLES = {"kk": (_KAZAKH, _spellings(_KAZAKH)), "ru": (_RUSSIAN, _spellings(_RUSSIAN))}


def in_cyrillic(text: str, language: Language) -> str:
    """The text with its Latin words in lower-case Cyrillic; as it stands unless it is Kazakh or Russian."""
    if language not in _TABLES:
        return text
    table, spellings = _TABLES[language]
    return _WORD.sub(lambda word: spellings.sub(lambda found: table[found[0]], word[0].lower()), text)
