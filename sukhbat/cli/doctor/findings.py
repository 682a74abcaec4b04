"""What the doctor says: one finding each, with what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    name: str
    sentence: str
    remedy: str = ""


def ok(name: str, sentence: str) -> Finding:
    return Finding(Level.OK, name, sentence)


def warn(name: str, sentence: str, remedy: str) -> Finding:
    return Finding(Level.WARN, name, sentence, remedy)


def fail(name: str, sentence: str, remedy: str) -> Finding:
    return Finding(Level.FAIL, name, sentence, remedy)


def unsafe(name: str, sentence: str, remedy: str, *, strict: bool) -> Finding:
    """What must not be so where people ask in earnest, and may be so elsewhere."""
    return fail(name, sentence, remedy) if strict else warn(name, sentence, remedy)
