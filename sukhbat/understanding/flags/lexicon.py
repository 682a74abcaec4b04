"""How the word lists of this package are read: beginnings of words as patterns, and phrases with their triggers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_SECTION = re.compile(r"\[(\w+)\]")
_PART = re.compile(r"<(\w+)>")
_CLASS = re.compile(r"(.)\[(\w+)\](.*)")
_PREFIXES, _NO_PREFIXES = "+", "-"

Beginnings = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True)
class Phrase:
    """A pattern over a folded text, looked for only when a word begins with a trigger ("word$": is that word)."""

    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    section: str
    weight: float


def read_sections(name: str) -> dict[str, list[str]]:
    """The entries of a list by section; one below a line of prefixes stands with each of them."""
    found: dict[str, list[str]] = defaultdict(list)
    section, prefixes = "", [""]
    for line in _lines(name):
        if heading := _SECTION.fullmatch(line):
            section = heading[1]
        elif line.startswith(_PREFIXES):
            prefixes = line[1:].split()
        elif line == _NO_PREFIXES:
            prefixes = [""]
        else:
            found[section] += [prefix + entry for entry in line.split() for prefix in prefixes]
    return dict(found)


def read_phrases(name: str) -> list[Phrase]:
    """The phrases of a list, each with its section; a line may begin with a weight."""
    parts: dict[str, str] = {}
    phrases: list[Phrase] = []
    section = ""
    for line in _lines(name):
        if heading := _SECTION.fullmatch(line):
            section = heading[1]
        elif line.startswith("@"):
            part, _blank, alternatives = line[1:].partition(" ")
            parts[part] = _with_parts(alternatives, parts)
        elif " :: " in line:
            phrases.append(_phrase(line, section, parts))
    return phrases


def beginnings(entries: Iterable[str]) -> Beginnings:
    """One pattern for each two first letters, to be matched where a word begins."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for spelled in _spelled(entry):
            by_start[spelled[:2]].append(spelled)
    return {start: re.compile("|".join(spelled)) for start, spelled in by_start.items()}


def _spelled(entry: str) -> list[str]:
    """An entry whose second letter is one of several, with each of them."""
    found = _CLASS.fullmatch(entry)
    return [found[1] + letter + found[3] for letter in found[2]] if found else [entry]


def _lines(name: str) -> list[str]:
    text = (_WORDS / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


def _with_parts(pattern: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda named: parts[named[1]], pattern)


def _phrase(line: str, section: str, parts: Mapping[str, str]) -> Phrase:
    head, _separator, pattern = line.partition(" :: ")
    triggers = head.split()
    weight = float(triggers.pop(0)) if triggers[0].replace(".", "", 1).isdigit() else 0.0
    return Phrase(tuple(triggers), re.compile(_with_parts(pattern, parts)), section, weight)
