"""The search over all kinds, and masking."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from sukhbat.understanding.personal_data.addresses import find_addresses
from sukhbat.understanding.personal_data.contacts import find_contacts
from sukhbat.understanding.personal_data.findings import Finding, Kind, without_overlaps
from sukhbat.understanding.personal_data.numbers import find_numbers
from sukhbat.understanding.personal_data.papers import find_papers
from sukhbat.understanding.personal_data.persons import find_persons, may_name
from sukhbat.understanding.personal_data.plain import BLOT, Plain, plain, with_digit_lookalikes
from sukhbat.understanding.personal_data.spoken import find_dictated, with_spoken_digits

MASK = BLOT * 4
_NO_LABELS: Mapping[Kind, str] = MappingProxyType({})
# What one finding hid from another (a number inside a longer one) shows in the next round.
_ROUNDS = 5


def find(text: str) -> list[Finding]:
    """Personal data in the text, in text order, without overlaps. Linear time, never raises.

    Places are in the text as given; masking them all leaves nothing more to find.
    """
    found: list[Finding] = []
    for _ in range(_ROUNDS):
        # Names come last: what else was found beside one says that it is a private person's.
        fresh = without_overlaps(_scan(text)) or without_overlaps(_persons(text))
        if not fresh:
            break
        found += fresh
        text = _blotted(text, fresh)
    return sorted(found, key=lambda finding: finding.start)


def mask(text: str, findings: Iterable[Finding], *, labels: Mapping[Kind, str] = _NO_LABELS) -> str:
    """The text with each finding replaced by "▒▒▒▒", or "[label ▒▒▒▒]" where its kind has a label.

    Labels come from the caller, in the reader's language. Everything else stays as it was.
    """
    pieces: list[str] = []
    at = 0
    for finding in without_overlaps(findings):
        label = labels.get(finding.kind)
        pieces += [text[at : finding.start], f"[{label} {MASK}]" if label else MASK]
        at = finding.end
    return "".join([*pieces, text[at:]])


def _scan(text: str) -> Iterator[Finding]:
    seen = plain(text)
    characters = set(seen.text)
    has_digits = any(map(str.isdigit, characters))
    has_letters = any(map(str.isalpha, characters))
    numbers = replace(seen, text=with_digit_lookalikes(seen.text)) if has_digits else seen
    if has_digits:
        yield from _placed(find_numbers(numbers.text), seen)
    if not has_letters:
        return
    yield from _placed(find_contacts(seen), seen)
    if has_digits:
        yield from _placed(find_papers(seen, numbers.text), seen)
        yield from _placed(find_addresses(numbers), seen)
    spoken = with_spoken_digits(numbers)
    if spoken:
        yield from _placed(find_numbers(spoken.text), spoken)
        yield from _placed(find_dictated(spoken), spoken)


def _persons(text: str) -> Iterator[Finding]:
    if may_name(text):
        seen = plain(text)
        yield from _placed(find_persons(seen), seen)


def _placed(findings: Iterable[Finding], seen: Plain) -> Iterator[Finding]:
    for finding in findings:
        start, end = seen.span(finding.start, finding.end)
        yield Finding(finding.kind, start, end, finding.confidence)


def _blotted(text: str, findings: list[Finding]) -> str:
    pieces: list[str] = []
    at = 0
    for finding in findings:
        pieces += [text[at : finding.start], BLOT * (finding.end - finding.start)]
        at = finding.end
    return "".join([*pieces, text[at:]])
