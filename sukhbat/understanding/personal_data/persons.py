"""Private people named in full beside what nobody should read of them: birth, illness, class, flat, phone.

A name alone is left: telling a neighbour from a minister needs a person's judgement. So are officials in their
office, streets and schools named after someone, and those who were born before 1920.
"""

from collections.abc import Iterator
from re import Match

from sukhbat.understanding.personal_data import person_patterns as written
from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.plain import Plain

_WORDS_BEFORE, _WORDS_AFTER, _ROLE_WITHIN, _FAR = 8, 10, 5, 200


def may_name(text: str) -> bool:
    """Whether a text is worth looking at for names."""
    return written.MAY_NAME.search(text) is not None


def find_persons(text: Plain) -> Iterator[Finding]:
    """Findings with places in the plain text, in which what else was found is blotted: it counts as data."""
    for start, end in _full_names(text):
        if _is_private(text, start, end):
            yield from _with_dates(text, start, end, 0.8)
    for found in written.NAME_OF_KIN.finditer(text.cased):
        start, end = found.span("both")
        if _is_kin_with_data(text, start, end) or _is_of_a_paper(text, found):
            yield from _with_dates(text, start, end, 0.7)


def _full_names(text: Plain) -> Iterator[tuple[int, int]]:
    for found in written.FULL_NAME.finditer(text.cased):
        start = found.start()
        words = found["words"].split()
        # The word that opens a sentence has a capital without being a name: "Прошу Гульнару Сериковну".
        if len(words) > 1 and _opens(text, start) and written.NO_NAME.fullmatch(words[0]):
            start += len(words[0]) + 1
        yield start, found.end()
    for found in written.SMALL_FULL_NAME.finditer(text.text):
        if text.cased[found.start()].islower():
            yield found.span()
    for found in written.INITIALS.finditer(text.cased):
        yield found.span()


def _opens(text: Plain, start: int) -> bool:
    before = text.text[:start].rstrip()
    return not before or before[-1] in ".!?…\n"


def _is_private(text: Plain, start: int, end: int) -> bool:
    before, after = _around(text, start, end)
    near = f"{before} | {after}"
    if _is_of_old(near) or written.NAMED_AFTER.match(text.text, end):
        return False
    if _has_role(before):
        return written.PAPER.search(near) is not None
    is_kin = written.KIN_BEFORE.search(f"{before} ") is not None
    if written.DATE_SOON.match(text.text, end):
        return True
    is_self = written.HIMSELF.search(before) is not None
    return is_kin or is_self or bool(written.BIRTH.search(near) or written.DATA.search(near))


def _is_kin_with_data(text: Plain, start: int, end: int) -> bool:
    before, after = _around(text, start, end)
    if (
        not written.KIN_BEFORE.search(f"{before} ")
        or _has_role(before)
        or written.NAMED_AFTER.match(text.text, end)
    ):
        return False
    near = f"{before} | {after}"
    return bool(written.BIRTH.search(near) or written.DATA.search(near))


def _is_of_a_paper(text: Plain, found: Match[str]) -> bool:
    """ "Касымов Данияр, 1990 г.р.", "Касымова Данияра из 4 Г класса" """
    if not (written.looks_like_surname(found["first"]) or written.looks_like_surname(found["second"])):
        return False
    _before, after = _around(text, *found.span("both"))
    soon = " ".join(after.split()[:_ROLE_WITHIN])
    is_paper = written.PAPER.search(soon) is not None and not _is_of_old(soon)
    return is_paper or written.CLASS_SOON.match(text.text, found.end("both")) is not None


def _around(text: Plain, start: int, end: int) -> tuple[str, str]:
    """The words before and after, counted, so that a mask between them brings nothing nearer."""
    before = text.text[max(0, start - _FAR) : start].split()[-_WORDS_BEFORE:]
    after = text.text[end : end + _FAR].split()[:_WORDS_AFTER]
    return " ".join(before), " ".join(after)


def _has_role(before: str) -> bool:
    return written.ROLE.search(" ".join(before.split()[-_ROLE_WITHIN:])) is not None


def _is_of_old(near: str) -> bool:
    years = written.ANY_YEAR.findall(near)
    return any(not written.LIVING.match(year) for year in years)


def _with_dates(text: Plain, start: int, end: int, confidence: float) -> Iterator[Finding]:
    """The name, and the day of birth beside it."""
    yield Finding(Kind.PERSON, start, end, confidence)
    _before, after = _around(text, start, end)
    last = min(len(text.text), end + _FAR)
    if (
        written.BIRTH.search(after)
        or written.DATE.match(text.text, end + 1)
        or written.DATE.match(text.text, end + 2)
    ):
        found = written.DATE.search(text.text, end, last)
        if found and len(text.text[end : found.start()].split()) < _WORDS_AFTER:
            yield Finding(Kind.PERSON, *found.span(), confidence)
