"""Numbers told by their own digits: cards, IINs, BINs, phones."""

import re
from collections.abc import Iterator

from sukhbat.understanding.personal_data.checks import is_bin, is_iin, passes_luhn
from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.institutions import is_of_the_state
from sukhbat.understanding.personal_data.phones import is_phone_asked, phone_confidence
from sukhbat.understanding.personal_data.runs import Run, Window, runs

_CARD_SIZES = (16, 19, 18, 15, 13)
_CARD_SHAPES = frozenset(
    (
        (4, 4, 4, 4), (8, 8), (4, 12), (4, 4, 8), (4, 8, 4), (8, 4, 4), (6, 10), (6, 6, 4), (2,) * 8,
        (4, 6, 5), (4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 13), (5, 5, 5, 1), (3, 3, 3, 3, 4),
    )
)  # fmt: skip
# "1) 8 701 …": the number of a line is no part of a phone.
_PLUS = re.compile(r"\+ ?$")
_OPENING = re.compile(r"(?:\+ ?\(?|\() ?$")
_LIST_MARK = re.compile(r"(?m)^ ?\d{1,2}[.)] (?=[ +(]*\d)")
_TWELVE_SHAPES = frozenset(
    (
        (12,), (1,) * 12, (2,) * 6, (3,) * 4, (4,) * 3, (6, 6), (6, 3, 3), (6, 2, 4), (6, 4, 2), (6, 1, 5),
        (6, 1, 4, 1), (6, 5, 1), (4, 1, 1, 5, 1), (4, 2, 6), (2, 2, 2, 6), (2, 2, 2, 3, 3), (2, 2, 2, 1, 5),
    )
)  # fmt: skip
_CARD_WORD = re.compile(r"карт|голд|gold|card|каспи|kaspi")
_CARD_START = frozenset("23456")
_CARD_PREFIX = re.compile(r"4|5[0-8]|6|2[2-7]|3[457]")
_IIN_WORD = re.compile(r"\b(?:иин|жсн|iin|jsn|zhsn)|инд\w* номер|сәйкестендіру")
_BIN_WORD = re.compile(r"\b(?:бин|бсн|bin|bsn)")
# How long a phone may be by its first digit, when no plus and no word says that it is one.
_PHONE_SIZES = {"7": (11, 10), "8": (11,), "9": (10,)}
_ASKED_PHONE_SIZES = (14, 13, 12, 11, 10, 9, 8, 7, 6, 5)


def find_numbers(text: str) -> Iterator[Finding]:
    """Findings with places in the given plain text."""
    for run in runs(_LIST_MARK.sub(lambda mark: "|" * len(mark[0]), text)):
        yield from _in_run(run)


def _in_run(run: Run) -> Iterator[Finding]:
    group = 0
    consumed = True
    asked = is_phone_asked(run.before)
    while group < len(run.groups):
        best = (
            None
            if run.is_amid_single_digits(group) and not consumed
            else _best(run, group, asked or (group == 0 and run.has_plus))
        )
        consumed = best is not None
        if best is None:
            group += 1
            continue
        window, kind, confidence = best
        start = _with_opening(window) if kind is Kind.PHONE else window.start
        yield Finding(kind, start, window.end, confidence)
        group = window.last + 1


def _best(run: Run, group: int, asked: bool) -> tuple[Window, Kind, float] | None:
    first_digit = run.digits[run.offsets[group]]
    if first_digit in _CARD_START:
        for size in _CARD_SIZES:
            window = run.window(group, size)
            if window and (confidence := _card_confidence(window)):
                return window, Kind.CARD, confidence
    window = run.window(group, 12)
    if window and (named := _named_number(window)):
        return window, *named
    for size in _ASKED_PHONE_SIZES if asked else _PHONE_SIZES.get(first_digit, ()):
        window = run.window(group, size)
        if window and (confidence := phone_confidence(window)):
            return window, Kind.PHONE, confidence
    return None


def _with_opening(window: Window) -> int:
    """The start moved back over "+" and over a bracket that closes inside: they are written with a phone."""
    before = window.run.text[max(0, window.start - 3) : window.start]
    opening = (_OPENING if ")" in window.gaps else _PLUS).search(before)
    return window.start - len(opening[0]) if opening else window.start


def _card_confidence(window: Window) -> float:
    sizes = window.sizes
    if not (len(sizes) == 1 or set(sizes) == {1} or sizes in _CARD_SHAPES):
        return 0.0
    if not _CARD_PREFIX.match(window.digits):
        return 0.0
    named = _CARD_WORD.search(window.before + window.after) is not None
    if passes_luhn(window.digits):
        usual = len(window.digits) == 16
        return 0.95 if named else 0.9 if usual else 0.6 if len(window.digits) > 14 else 0.0
    return 0.6 if named and len(window.digits) == 16 else 0.0


def _named_number(window: Window) -> tuple[Kind, float] | None:
    if window.sizes in _TWELVE_SHAPES and "/" not in window.gaps:
        if is_iin(window.digits):
            return Kind.IIN, 0.98
        if is_bin(window.digits):
            return None if is_of_the_state(window.run.text, window.start, window.end) else (Kind.BIN, 0.95)
    # A wrong digit in one's own number does not make it public.
    if _IIN_WORD.search(window.before):
        return Kind.IIN, 0.7
    if _BIN_WORD.search(window.before):
        return Kind.BIN, 0.7
    return None
