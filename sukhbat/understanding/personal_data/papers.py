"""Identity documents, car plates and IBANs: codes of letters and digits."""

import re
from collections.abc import Iterator

from sukhbat.understanding.personal_data.checks import is_iban
from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.plain import Plain, with_latin_lookalikes

_IBAN_SIZES = {
    "kz": 20, "de": 22, "gb": 22, "ae": 23, "tr": 26, "kg": 22, "by": 28, "ge": 22, "lt": 20, "lv": 21,
}  # fmt: skip
_IBAN = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(
        rf"{code[0]} ?{code[1]}[ -]?\d[ -]?\d(?:[ -]?[a-z0-9]){{{size - 4}}}"
        for code, size in _IBAN_SIZES.items()
    )
    + r")(?![^\W_])"
)
_KAZAKH_IBAN = re.compile(r"kz\d{5}[a-z0-9]{13}")

_DOCUMENT = re.compile(
    r"(?:удост(?:овер\w{0,8}|\.)|\bуд-?(?:во|е|ва|ние)\b|\bудв\b|\bуд\. ?л\b|\bуд\.(?= ?№? ?\d)"
    r"|уд\.? ?личн\w{0,6}|куәлі\w{0,8}|куали\w{0,8}|(?P<passport>паспорт\w{0,6}"
    r"|төлқұжат\w{0,6}|толкужат\w{0,6}|passport)|identity (?:card|document)|\bid[ -]?(?:card|no|number"
    r"|карт\w{0,3})?\b"
    r"|документ\w{0,4}|құжат\w{0,6}|кужат\w{0,6}|загран\w{0,10}|\bвну\b|\bвнж\b|\bправа?м?и?\b"
    r"|driver'?s? licen[cs]e)"
    r"[^\d▒\n]{0,32}?(?P<number>(?<!\d)(?:n ?)?\d(?:[ -]{0,2}\d){7,9}(?!\d|[ -]{1,2}\d|[.,]\d))"
)
# "свидетельство о рождении № 0123456", "военный билет АН 1234567"
_CERTIFICATE = re.compile(
    r"(?:свидетельств\w{1,3}|водительск\w{2,4}|жүргізуші куәлі\w{1,5}|военн\w{2,3} билет\w{0,2}"
    r"|әскери билет\w{0,3}|\bснилс"
    r"|диплом\w{0,3}|аттестат\w{0,3}|трудов\w{2,3} книжк\w|медкарт\w|пенсионн\w{2,3} (?:дел\w{1,2}"
    r"|удостоверени\w))"
    r"(?: (?:о|об|туралы) \w{3,12})?(?: удостоверени\w| нөмірі| номер\w?| серия)?[ :]{0,2}"
    r"(?P<number>(?:№ ?\d{6,10}|[a-zа-яі]{1,3}(?:-[a-zа-яі]{1,2})? ?№? ?\d{6,8}"
    r"|\d{3}-\d{3}-\d{3}[ -]\d\d)(?![\w]|[.,]\d))"
)
_DIGIT = re.compile(r"\d")
# What the patterns here need at least: a plate has three digits, a document six.
_FEWEST_DIGITS, _FEWEST_DIGITS_OF_A_DOCUMENT = 3, 6
_PASSPORT = re.compile(r"(?<![^\W_])n\d{8}(?!\w)")
_PAPER_SIZES = (9, 10)
_SHORT_GAP = 3

_UNITS = frozenset(
    [
        "km",
        "kg",
        "mb",
        "gb",
        "tb",
        "cm",
        "mm",
        "kw",
        "am",
        "pm",
        "tv",
        "hz",
        "kv",
        "mg",
        "ml",
        "kc",
        "tc",
        "ak",
        "he",
        "ha",
        "at",
        "ot",
        "bp",
        "hp",
        "bt",
        "mp",
        "px",
        "ms",
    ]
)
_DIGITS_OF_A_PLATE = re.compile(r"\d{3}")
_REGION = r"(?P<region>0[1-9]|1[0-9]|20)(?![\w-]|[.,:]\d)"
_KAZAKH_PLATE = re.compile(
    rf"(?<![\w.-])\d{{3}}(?P<first>[ -]{{0,2}})(?P<letters>[a-z]{{2,3}})(?P<second>[ -]{{0,2}}){_REGION}"
)
_OLD_PLATE = re.compile(r"(?<![\w.-])[a-z][ -]?\d{3}[ -]?(?P<letters>[a-z]{2,3})(?![^\W_]|[ -]?\d)")
_RUSSIAN_PLATE = re.compile(r"(?<![\w.-])[abekmhopctyx][ -]?\d{3}[ -]?[abekmhopctyx]{2}[ -]?\d{2,3}(?![\w-])")
_PLATE_WORD = re.compile(
    r"гос\.? ?номер|гос\.? ?знак|\b[гн]/[нз]\b|\bгрнз|номер\w* (?:машин|авто)|машин|авто\b|автомобил"
    r"|көлік|колик|нөмір|номир|plate"
    r"|\bcar\b|номер|такси"
    r"|toyota|тойота|hyundai|camry|камри|лада|бмв|bmw|водител|жүргізуші|автобус"
)
_PLATE_BEFORE = 40


def find_papers(text: Plain, numbers: str) -> Iterator[Finding]:
    """Findings with places in the plain text; ``numbers`` is its text after ``with_digit_lookalikes``."""
    digits = len(_DIGIT.findall(numbers))
    if digits < _FEWEST_DIGITS:
        return
    codes = with_latin_lookalikes(text.text)
    yield from _ibans(codes)
    if digits >= _FEWEST_DIGITS_OF_A_DOCUMENT:
        yield from _documents(numbers, codes)
    yield from _plates(text, codes)


def _ibans(codes: str) -> Iterator[Finding]:
    for found in _IBAN.finditer(codes):
        code = re.sub("[ -]", "", found[0])
        if is_iban(code):
            yield Finding(Kind.IBAN, *found.span(), 0.98)
        elif _KAZAKH_IBAN.fullmatch(code):
            yield Finding(Kind.IBAN, *found.span(), 0.7)


def _documents(words: str, codes: str) -> Iterator[Finding]:
    for found in _DOCUMENT.finditer(words):
        number = found["number"]
        size = sum(character.isdigit() for character in number)
        # A passport of Kazakhstan has eight digits, but so has a large sum: the sign for "number" decides.
        gap = words[found.end("passport") : found.start("number")] if found["passport"] else ""
        signed = words[: found.start("number")].rstrip().endswith(("№", "#", "n")) or number.startswith("n")
        signed = signed or (found["passport"] is not None and len(gap) <= _SHORT_GAP)
        if size in _PAPER_SIZES or (size == 8 and signed):
            yield Finding(Kind.DOCUMENT, *found.span("number"), 0.9)
    for found in _CERTIFICATE.finditer(words):
        yield Finding(Kind.DOCUMENT, *found.span("number"), 0.8)
    for found in _PASSPORT.finditer(codes):
        yield Finding(Kind.DOCUMENT, *found.span(), 0.8)


def _plates(text: Plain, codes: str) -> Iterator[Finding]:
    if not _DIGITS_OF_A_PLATE.search(codes):
        return
    for found in _KAZAKH_PLATE.finditer(codes):
        if _is_plate(found, text):
            yield Finding(Kind.PLATE, *found.span(), 0.9)
    for found in _OLD_PLATE.finditer(codes):
        if _is_named_plate(found, text) and (found["letters"] not in _UNITS or " " not in found[0]):
            yield Finding(Kind.PLATE, *found.span(), 0.7)
    for found in _RUSSIAN_PLATE.finditer(codes):
        if _is_capital(found, text) or _is_named_plate(found, text):
            yield Finding(Kind.PLATE, *found.span(), 0.8)


def _is_plate(found: re.Match[str], text: Plain) -> bool:
    """Capitals or no gaps at all; two letters, which may be a unit, also need a word about cars."""
    glued = not found["first"] and not found["second"]
    if len(found["letters"]) == 3 and (glued or _is_capital(found, text)):
        return True
    return found["letters"] not in _UNITS and _is_named_plate(found, text)


def _is_capital(found: re.Match[str], text: Plain) -> bool:
    letters = [c for c in text.cased[found.start() : found.end()] if c.isalpha()]
    return all(character.isupper() for character in letters)


def _is_named_plate(found: re.Match[str], text: Plain) -> bool:
    before = text.text[max(0, found.start() - _PLATE_BEFORE) : found.start()].rpartition("▒")[2]
    return _PLATE_WORD.search(before) is not None
