"""How people retype a text: case, marks, courtesies, letters dropped, typing errors, places and numbers changed.

For measuring only: a few thousand written questions become a stream of many. Chance comes from the caller.
"""

import re
from random import Random

from sukhbat.understanding.bulk.twins import mistyped
from sukhbat.understanding.letters import without_letters

_GREETINGS = {
    "kk": ("Сәлеметсіз бе!", "Қайырлы күн.", "Ассалаумағалейкум!", "Құрметті министр!"),
    "ru": ("Здравствуйте!", "Добрый день.", "Уважаемый министр!", "Салам!"),
    "en": ("Hello,", "Good afternoon.", "Dear minister,"),
}
_THANKS = {
    "kk": ("Рахмет.", "Алдын ала рахмет!"),
    "ru": ("Спасибо.", "Заранее спасибо!"),
    "en": ("Thank you.", "Thanks!"),
}
_PLACES = {
    "kk": ("Шымкент", "Ақтөбе", "Тараз", "Семей", "Түркістан", "Қызылорда", "Көкшетау", "Арқалық", "Жаркент", "Сайрам"),
    "ru": ("Караганда", "Павлодар", "Костанай", "Уральск", "Риддер", "Атырау", "Экибастуз", "Рудный", "Балхаш"),
    "en": ("Almaty", "Astana", "Aktau", "Shymkent", "Oral", "Taraz"),
}  # fmt: skip
_MARKS = re.compile(r"[.,!?;:()«»\"—–-]+")
_DIGIT = re.compile(r"[1-9]")


def retyped(text: str, language: str, dice: Random) -> str:
    """The text as another person would send it: three of four times the same words, in another dress or none."""
    family = language if language in {"ru", "en"} else "kk"
    if dice.random() < 0.25:
        text = _in_other_words(text, family, dice)
    if dice.random() < 0.1:
        text = f"{dice.choice(_GREETINGS[family])} {text}"
    if dice.random() < 0.06:
        text = f"{text} {dice.choice(_THANKS[family])}"
    case = dice.random()
    if case < 0.28:
        text = text.lower() if case < 0.25 else text.upper()
    if dice.random() < 0.25:
        text = " ".join(_MARKS.sub(" ", text).split())
    return text


def _in_other_words(text: str, family: str, dice: Random) -> str:
    """One or two of what changes a text for a program: place, number, typing errors, letters of its own."""
    kind = dice.random()
    if kind < 0.25:
        place = dice.choice(_PLACES[family])
        text = f"{place}. {text}" if dice.random() < 0.5 else f"{text} {place}."
    elif kind < 0.4 and family == "kk":
        return without_letters(text)
    if kind >= 0.25 or dice.random() < 0.3:
        text = mistyped(text, dice)
    if dice.random() < 0.3:
        text = _DIGIT.sub(lambda _digit: dice.choice("123456789"), text)
    return text
