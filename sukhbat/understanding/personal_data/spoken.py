"""Numbers dictated in words ("восемь семьсот один …", "сегіз жеті жүз бір …") as digits.

Only what dictating needs: nought to 999, group by group.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.plain import Plain

_LEAST_WORDS = 4
# "8 семьсот один 123 45 67": fewer words are enough beside as many digits.
_LEAST_DIGITS = 6
_UNITS = {
    "0": "ноль нуль нөл нол zero oh", "1": "один одна раз бір бир one", "2": "два две екі еки two",
    "3": "три үш уш three", "4": "четыре төрт торт four", "5": "пять бес five", "6": "шесть алты six",
    "7": "семь жеті жети seven", "8": "восемь сегіз сегиз восем eight", "9": "девять тоғыз тогыз nine",
    "11": "одиннадцать eleven", "12": "двенадцать twelve", "13": "тринадцать thirteen",
    "14": "четырнадцать fourteen", "15": "пятнадцать fifteen", "16": "шестнадцать sixteen",
    "17": "семнадцать seventeen", "18": "восемнадцать eighteen", "19": "девятнадцать nineteen",
}  # fmt: skip
_TENS = {
    "10": "десять он ten", "20": "двадцать жиырма twenty", "30": "тридцать отыз thirty",
    "40": "сорок қырық кырык forty",
    "50": "пятьдесят елу fifty", "60": "шестьдесят алпыс sixty", "70": "семьдесят жетпіс жетпис seventy",
    "80": "восемьдесят сексен eighty", "90": "девяносто тоқсан токсан ninety",
}  # fmt: skip
_HUNDREDS = {
    "100": "сто жүз жуз hundred", "200": "двести", "300": "триста", "400": "четыреста", "500": "пятьсот",
    "600": "шестьсот", "700": "семьсот", "800": "восемьсот", "900": "девятьсот",
}  # fmt: skip
_MULTIPLYING = frozenset(["жүз", "жуз", "hundred"])
_PLUS = frozenset(["плюс", "plus"])
_VALUES = {
    word: int(value)
    for table in (_UNITS, _TENS, _HUNDREDS)
    for value, words in table.items()
    for word in words.split()
}
_WORD = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(sorted({*_VALUES, *_PLUS}, key=len, reverse=True)) + r")(?![^\W\d_])"
)
# "четыреста тридцать" may be 430 or 400 and 30, so a dictated number may seem too short by two digits.
_DICTATED = re.compile(r"(?<!\d)(?:\+ ?)?[78] 7(?: ?\d){2}(?: \d{1,3}){2,8}(?!\d)")
_DICTATED_SIZES = range(9, 12)
_JOINT = re.compile(r"[ ,.\-]{1,16}")
# "… ноль пять, потом 331 44 и 09": what is said between the numbers of one phone.
_SAID_BETWEEN = re.compile(
    r"(?<=[ ,])(?:потом|затем|дальше|далее|и|тире|дефис|чёрточка|черточка|сосын|содан кейін|және|then"
    r"|dash|and)(?=[ ,])"
)


def with_spoken_digits(text: Plain) -> Plain | None:
    """The plain text with number words as digits, still tied to the original; None when there are too few."""
    text = replace(text, text=_SAID_BETWEEN.sub(lambda between: " " * len(between[0]), text.text))
    words = list(_WORD.finditer(text.text))
    if len(words) < _LEAST_WORDS and (not words or sum(map(str.isdigit, text.text)) < _LEAST_DIGITS):
        return None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, start: int, end: int) -> None:
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    at = 0
    for first, last, digits in _groups(text.text, words):
        for place in range(at, first):
            put(text.text[place], text.starts[place], text.ends[place])
        put(digits, *text.span(first, last))
        at = last
        joint = _JOINT.match(text.text, at)
        if joint:
            put(" ", *text.span(joint.start(), joint.end()))
            at = joint.end()
    for place in range(at, len(text.text)):
        put(text.text[place], text.starts[place], text.ends[place])
    joined = "".join(pieces)
    return Plain(joined, joined, starts, ends)


def find_dictated(spoken: Plain) -> Iterator[Finding]:
    """Phones said in words, with places in the text of ``with_spoken_digits``."""
    for found in _DICTATED.finditer(spoken.text):
        start, end = spoken.span(*found.span())
        digits = sum(map(str.isdigit, found[0]))
        if digits in _DICTATED_SIZES and end - start > 2 * len(found[0]):
            yield Finding(Kind.PHONE, *found.span(), 0.8)


def _groups(text: str, words: list[re.Match[str]]) -> list[tuple[int, int, str]]:
    """Neighbouring words that make one number, as (start, end, digits)."""
    groups: list[tuple[int, int, str]] = []
    value, room, open_end = 0, 0, -1
    for word in words:
        if word[0] in _PLUS:
            groups.append((word.start(), word.end(), "+"))
            room = 0
            continue
        number = _VALUES[word[0]]
        near = room > 0 and open_end >= 0 and _JOINT.fullmatch(text, open_end, word.start()) is not None
        if near and word[0] in _MULTIPLYING and 0 < value < 10 and room == 1:
            value, room = value * 100, 100
        elif near and number < room and number > 0:
            value, room = value + number, _room_after(number)
        else:
            groups.append((word.start(), word.end(), ""))
            value, room = number, _room_after(number)
        open_end = word.end()
        groups[-1] = (groups[-1][0], open_end, str(value))
    return groups


def _room_after(number: int) -> int:
    """What may still be added to a number: below 100 after hundreds, below 10 after tens; 1: only"
    " "hundred"."""
    if number >= 100:
        return 100
    return 10 if number and number % 10 == 0 else 1
