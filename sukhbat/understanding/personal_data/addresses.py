"""Home addresses: a street (or a microdistrict) with a house, or a house with a flat.

A street without a house is not personal; nor is a street with a count ("на улице Абая 5 лет нет света") or the
address of a school.
"""

from collections.abc import Iterator
from re import Match

from sukhbat.understanding.personal_data import address_patterns as written
from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.institutions import stands_at_a_place
from sukhbat.understanding.personal_data.plain import Plain

_AROUND_NAME = " .,-«»\"'"
_LONGEST_NAME = 60
_NAME_WORDS = 3


def find_addresses(text: Plain) -> Iterator[Finding]:
    """Findings with places in the plain text; those of schools, hospitals, shops are left, but for a flat."""
    for found in _all(text):
        has_flat = written.FLAT.search(text.text, found.start, found.end)
        if has_flat or not stands_at_a_place(text.text, found.start, found.end):
            yield found


def _all(text: Plain) -> Iterator[Finding]:
    yield from _typed(text)
    yield from _following(text)
    for found in written.NUMBERED_DISTRICT.finditer(text.text):
        end = found.end("house")
        if _is_marked(found) or (_stands_free(text, end) and not _is_counted(text, end)):
            yield Finding(Kind.ADDRESS, *found.span(), _surety(found))
    for pattern in (written.HOUSE_AND_FLAT, written.FLAT_AND_HOUSE, written.HOUSE_ON_STREET):
        for found in pattern.finditer(text.text):
            yield Finding(Kind.ADDRESS, *found.span(), 0.8)
    yield from _with_capitals(text)


def _with_capitals(text: Plain) -> Iterator[Finding]:
    """Names of streets without the word for a street: only the capital says that they are names."""
    for found in written.BARE_STREET.finditer(text.cased):
        if _stands_free(text, found.end()) and not _is_counted(text, found.end()):
            yield Finding(Kind.ADDRESS, found.start("name"), found.end(), 0.6)
    for found in written.HOME.finditer(text.cased):
        if found["word"] or not _is_counted(text, found.end()):
            yield Finding(Kind.ADDRESS, found.start("name"), found.end(), 0.7)
    for pattern in (written.STREET_AND_FLAT, written.ENGLISH):
        for found in pattern.finditer(text.cased):
            if not _is_counted(text, found.end()):
                yield Finding(Kind.ADDRESS, *found.span(), 0.8)


def _typed(text: Plain) -> Iterator[Finding]:
    for found in written.TYPED_STREET.finditer(text.text):
        name = text.cased[slice(*found.span("name"))].strip(_AROUND_NAME)
        # A quarter or a passage needs a named house; "my address is" a name with a capital.
        unsure = found["weak"] or (found["asked"] and not name[:1].isupper())
        if name and (_is_marked(found) or (not unsure and _is_house(found, text, name))):
            yield Finding(Kind.ADDRESS, *found.span(), _surety(found))


def _following(text: Plain) -> Iterator[Finding]:
    for street in written.FOLLOWING_STREET.finditer(text.text):
        found = written.HOUSE_AFTER_STREET.match(text.text, street.end())
        begin = _name_start(text, street.start())
        if not found or begin == street.start():
            continue
        name = text.cased[begin : street.start()].strip(_AROUND_NAME)
        if street["russian"] and not name[:1].isupper():
            continue
        if _is_marked(found) or _is_house(found, text, name):
            yield Finding(Kind.ADDRESS, begin, found.end(), _surety(found))


def _name_start(text: Plain, end: int) -> int:
    """Where the name before ``end`` begins: up to three words, more than one only with capitals."""
    window_start = max(0, end - _LONGEST_NAME)
    begin = end
    parts = list(written.NAME_PART.finditer(text.cased, window_start, end))
    for count, part in enumerate(reversed(parts[-_NAME_WORDS:])):
        # A full stop ends the sentence before, but for an initial.
        joined = text.text[part.end() : begin].isspace() and not (part[0].endswith(".") and len(part[0]) > 3)
        if not joined or (count and not part[0][0].isupper()) or part.start() == window_start > 0:
            break
        begin = part.start()
    opened = text.text[begin:end].startswith(("«", '"')) and text.text[begin:end].count("»") == 0
    return begin + 1 if opened else begin


def _is_marked(found: Match[str]) -> bool:
    """The house or a flat is named as such."""
    return bool(found["word"] or found["after"] or found["tail"])


def _is_house(found: Match[str], text: Plain, name: str) -> bool:
    """Whether a bare number is a house: no count, no year, after something that can be a name."""
    end = found.end("house")
    if _is_counted(text, end) or text.text[end : end + 1] == "-" or written.YEAR.fullmatch(found["house"]):
        return False
    words = name.split()
    # "8 Марта" is a name as well.
    if name[:1].isupper() or (name[:1].isdigit() and any(word[0].isupper() for word in words)):
        return True
    if len(words) > 2 or not written.NOT_NAMES.isdisjoint(words):
        return False
    # "ул достык 132": nobody shortens the word for a street but before its name.
    return bool(found.groupdict().get("short")) or _stands_free(text, end)


def _is_counted(text: Plain, end: int) -> bool:
    return written.COUNTED.match(text.text, end) is not None


def _stands_free(text: Plain, end: int) -> bool:
    return written.FREE_AFTER.match(text.text, end) is not None


def _surety(found: Match[str]) -> float:
    return 0.95 if found["tail"] else 0.9 if _is_marked(found) else 0.75
