"""The word lists of this package, read once: beginnings of words as patterns by first letter, and phrases."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_SECTION = re.compile(r"\[(\w+)\]")
_PART = re.compile(r"<(\w+)>")
_PREFIXES, _NO_PREFIXES = "+", "-"

Beginnings = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True)
class Phrase:
    """A pattern over a folded text, looked for only when a word begins with one of ``triggers``."""

    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    section: str = ""
    weight: float = 0.0


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
            parts[part] = _PART.sub(lambda named: parts[named[1]], alternatives)
        elif "::" in line:
            phrases.append(_phrase(line, section, parts))
    return phrases


def beginnings(entries: Iterable[str]) -> Beginnings:
    """One pattern for each first letter, to be matched where a word begins."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_letter[entry[0]].append(entry[1:])
    return {letter: re.compile(letter + f"(?:{'|'.join(rest)})") for letter, rest in by_letter.items()}


def _lines(name: str) -> list[str]:
    text = (_WORDS / f"{name}.txt").read_text(encoding="utf-8")
    return [line.rstrip("\n") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _phrase(line: str, section: str, parts: Mapping[str, str]) -> Phrase:
    head, _separator, pattern = line.partition(" :: ")
    triggers = head.split()
    weight = 0.0
    if triggers[0].replace(".", "", 1).isdigit():
        weight = float(triggers.pop(0))
    return Phrase(tuple(triggers), re.compile(_PART.sub(lambda named: parts[named[1]], pattern)), section, weight)
