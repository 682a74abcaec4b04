"""Identity documents, car plates and IBANs: codes of letters and digits."""

import re
from collections.abc import Iterator

from sukhbat.understanding.personal_data.checks import is_iban
from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.plain import Plain, with_latin_lookalikes

_IBAN_SIZES = {"kz": 20, "de": 22, "gb": 22, "ae": 23, "tr": 26, "kg": 22, "by": 28, "ge": 22, "lt": 20, "lv": 21}
_IBAN = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(rf"{code[0]} ?{code[1]}[ -]?\d[ -]?\d(?:[ -]?[a-z0-9]){{{size - 4}}}" for code, size in _IBAN_SIZES.items())
    + r")(?![^\W_])"
)
_KAZAKH_IBAN = re.compile(r"kz\d{5}[a-z0-9]{13}")

_DOCUMENT = re.compile(
    r"(?:удост(?:овер\w{0,8}|\.)|\bуд-?(?:во|е|ва|ние)\b|\bудв\b|уд\.? ?личн\w{0,6}|куәлі\w{0,8}|куали\w{0,8}|паспорт\w{0,6}"
    r"|төлқұжат\w{0,6}|толкужат\w{0,6}|passport|identity (?:card|document)|\bid[ -]?(?:card|no|number|карт\w{0,3})?\b"
    r"|документ\w{0,4}|құжат\w{0,6}|кужат\w{0,6}|загран\w{0,10}|\bвну\b|\bвнж\b|\bправа?м?и?\b|driver'?s? licen[cs]e)"
    r"[^\d▒\n]{0,32}?(?P<number>(?<!\d)(?:n ?)?\d(?:[ -]{0,2}\d){7,9}(?!\d|[ -]{1,2}\d|[.,]\d))"
)
_PASSPORT = re.compile(r"(?<![^\W_])n\d{8}(?!\w)")
_PAPER_SIZES = (9, 10)

_UNITS = frozenset("km kg mb gb tb cm mm kw am pm tv hz kv mg ml kc tc ak he ha ha at ot bp pm hp bt mp px ms".split())
_PLATE_LETTERS = "abcefhkmnopqrstuvwxyzdgijl"
_KAZAKH_PLATE = re.compile(
    r"(?<![\w.-])(?P<d>\d{3})(?P<g1>[ -]{0,2})(?P<l>[a-z]{2,3})(?P<g2>[ -]{0,2})(?P<r>0[1-9]|1[0-9]|20)(?![\w-]|[.,:]\d)"
)
_OLD_PLATE = re.compile(r"(?<![\w.-])(?P<r>[a-z])[ -]?\d{3}[ -]?(?P<l>[a-z]{2,3})(?![^\W_]|[ -]?\d)")
_RUSSIAN_PLATE = re.compile(r"(?<![\w.-])[abekmhopctyx][ -]?\d{3}[ -]?[abekmhopctyx]{2}[ -]?\d{2,3}(?![\w-])")
_PLATE_WORD = re.compile(
    r"гос\.? ?номер|\bгрнз|номер\w* (?:машин|авто)|машин|авто\b|автомобил|көлік|колик|нөмір|номир|plate|\bcar\b|номер|такси"
    r"|toyota|тойота|hyundai|camry|камри|лада|бмв|bmw|водител|жүргізуші|автобус"
)
_PLATE_BEFORE = 40


def find_papers(text: Plain) -> Iterator[Finding]:
    """Findings with places in the plain text."""
    codes = with_latin_lookalikes(text.text)
    yield from _ibans(codes)
    yield from _documents(text.text, codes)
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
        signed = words[: found.start("number")].rstrip().endswith(("№", "#", "n")) or number.startswith("n")
        if size in _PAPER_SIZES or (size == 8 and signed):
            yield Finding(Kind.DOCUMENT, *found.span("number"), 0.9)
    for found in _PASSPORT.finditer(codes):
        yield Finding(Kind.DOCUMENT, *found.span(), 0.8)


def _plates(text: Plain, codes: str) -> Iterator[Finding]:
    for found in _KAZAKH_PLATE.finditer(codes):
        if _is_plate(found, text):
            yield Finding(Kind.PLATE, *found.span(), 0.9)
    for found in _OLD_PLATE.finditer(codes):
        if _is_named_plate(found, text) and (found["l"] not in _UNITS or " " not in found[0]):
            yield Finding(Kind.PLATE, *found.span(), 0.7)
    for found in _RUSSIAN_PLATE.finditer(codes):
        if _is_capital(found, text) or _is_named_plate(found, text):
            yield Finding(Kind.PLATE, *found.span(), 0.8)


def _is_plate(found: re.Match[str], text: Plain) -> bool:
    """Capitals or no gaps at all; two letters, which may be a unit, also need a word about cars."""
    glued = not found["g1"] and not found["g2"]
    if len(found["l"]) == 3 and (glued or _is_capital(found, text)):
        return True
    return found["l"] not in _UNITS and _is_named_plate(found, text)


def _is_capital(found: re.Match[str], text: Plain) -> bool:
    letters = [c for c in text.cased[found.start() : found.end()] if c.isalpha()]
    return all(character.isupper() for character in letters)


def _is_named_plate(found: re.Match[str], text: Plain) -> bool:
    before = text.text[max(0, found.start() - _PLATE_BEFORE) : found.start()].rpartition("▒")[2]
    return _PLATE_WORD.search(before) is not None
