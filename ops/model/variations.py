"""What keyboards and haste do to a text: a program varies it anew each time it is trained on; nothing is stored."""

import random
import re

from sukhbat.understanding.letters import without_letters

_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziyklmnoprstufhcye", strict=True)),
    "ё": "yo", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_KAZAKH_LATIN = _LATIN | dict(zip("әғқңөұүһі", "agknouuhi", strict=True))
# How people differ; each habit is drawn for a whole text.
_HABITS = {
    "kk": (
        ("ж", "j"),
        ("қ", "q"),
        ("ә", "ae"),
        ("ң", "ng"),
        ("ғ", "gh"),
        ("ы", "i"),
        ("й", "i"),
        ("х", "kh"),
    ),
    "ru": (
        ("й", "j"),
        ("ж", "j"),
        ("х", "kh"),
        ("ц", "ts"),
        ("я", "ia"),
        ("ю", "iu"),
        ("ь", "'"),
        ("ы", "i"),
    ),
}
_HABIT = 0.35
_GREETINGS = {
    "kk": ("Сәлеметсіз бе!", "Қайырлы күн,", "Ассалаумағалейкум,", "Құрметті министр,"),
    "ru": ("Здравствуйте!", "Добрый день,", "Уважаемый министр,", "Салам,"),
    "en": ("Hello,", "Good afternoon,", "Dear minister,"),
}
_THANKS = {"kk": ("Рахмет.", "Жауап күтемін."), "ru": ("Спасибо.", "Жду ответа."), "en": ("Thank you.",)}
_MARKS = re.compile(r"[.,!?;:()«»\"—–-]+")
_LETTERS = "аеиоуынртслкм"


def in_latin(text: str, language: str, dice: random.Random) -> str:
    """A Cyrillic text in Latin letters, by the habits of somebody."""
    table = dict(_KAZAKH_LATIN if language == "kk" else _LATIN)
    table |= {letter: latin for letter, latin in _HABITS[language] if dice.random() < _HABIT}
    return "".join(
        table.get(character, character)
        if character.islower() or not character.isalpha()
        else table.get(character.lower(), character).capitalize()
        for character in text
    )


def with_typos(text: str, dice: random.Random, *, most: int = 2) -> str:
    """Two letters changed places, one left out, doubled or hit beside."""
    letters = list(text)
    for _ in range(dice.randint(1, most)):
        if len(letters) < 6:
            break
        at = dice.randrange(1, len(letters) - 2)
        kind = dice.random()
        if kind < 0.35:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind < 0.7:
            del letters[at]
        elif kind < 0.85:
            letters.insert(at, letters[at])
        elif letters[at].isalpha():
            letters[at] = dice.choice(_LETTERS)
    return "".join(letters)


def varied(text: str, language: str, dice: random.Random) -> str:
    """The text as another person would have typed it; often just as it stands."""
    family = language if language in {"ru", "en"} else "kk"
    text = _in_another_script(text, family, dice)
    text = _among_courtesies(text, family, dice)
    case = dice.random()
    if case < 0.28:
        text = text.lower() if case < 0.25 else text.upper()
    if dice.random() < 0.25:
        text = " ".join(_MARKS.sub(" ", text).split())
    return with_typos(text, dice) if dice.random() < 0.15 else text


def _in_another_script(text: str, family: str, dice: random.Random) -> str:
    script = dice.random()
    if family == "kk" and script < 0.2:
        return without_letters(text)
    if (family == "kk" and script < 0.3) or (family == "ru" and script < 0.08):
        return in_latin(text, family, dice)
    return text


def _among_courtesies(text: str, family: str, dice: random.Random) -> str:
    before = f"{dice.choice(_GREETINGS[family])} " if dice.random() < 0.06 else ""
    after = f" {dice.choice(_THANKS[family])}" if dice.random() < 0.04 else ""
    return f"{before}{text}{after}"
