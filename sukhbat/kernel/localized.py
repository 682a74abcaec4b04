"""Official texts in three explicit columns, ``name_kk name_ru name_en``, and the one to show; days in words."""

import unicodedata
from datetime import date
from typing import Any, Literal

from babel.dates import format_date
from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")
_LOCALES = {"en": "en_GB"}
_KAZAKH_ORDER = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: chr(0x100 + i) for i, letter in enumerate(_KAZAKH_ORDER)}


def localized(thing: Any, field: str, language: str | None = None) -> str:
    """The text of ``field`` in the language, or in the first of kk, ru, en that has one."""
    wanted = language or (get_language() or "kk")[:2]
    for code in (wanted, *LANGUAGES):
        text: str = getattr(thing, f"{field}_{code}", "")
        if text:
            return text
    return ""


def kazakh_sort_key(text: str) -> str:
    """A key that sorts by the Kazakh alphabet under plain code-point order, so that no ICU is needed."""
    folded = unicodedata.normalize("NFC", text).lower()
    return "".join(_RANK.get(letter, letter) for letter in folded)


def written_day(day: date, language: str, *, form: Literal["long", "full"] = "long") -> str:
    """A day inside a sentence: 14 December 2026; ``full`` has the day of the week, too."""
    # A Russian date ends in "г."; the sentence around it has a stop of its own.
    return format_date(day, form, locale=_LOCALES.get(language, language)).removesuffix("г.").rstrip()
