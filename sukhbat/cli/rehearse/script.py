"""The script of a rehearsal: what the audience does from which moment on. Pure.

One line, or several divided by semicolons; ``#`` begins a remark::

    0s   viewers 200          so many keep the page open (``in 60s``: arriving evenly over a minute)
    0s   ask 2/s              so many questions a second (``each 64``: 64 people, each again at once)
    30s  support 200/s        so many supports a second (``each 64`` likewise)
    60s  host 20s             every 20 s the next question goes on air (``off`` stops it; needs --direct)
    55m  finish               the live part ends (needs --direct)
    60m  end                  the rehearsal ends
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

PRESETS: Mapping[str, str] = {
    "small": "0s viewers 40 in 20s; 0s ask 0.3/s; 0s support 2/s; 30m end",
    "hour": (
        "0s viewers 300 in 5m; 0s ask 1/s; 0s support 4/s; 0s host 3m; 10m ask 3/s; 10m support 20/s; "
        "40m ask 1/s; 58m host off; 59m finish; 60m end"
    ),
    "peak": "0s viewers 10000 in 60s; 0s ask 50/s; 0s support 200/s; 0s host 20s; 10m end",
}
_UNITS = {"s": 1, "m": 60, "h": 3600}
_LONGEST = 24 * 3600


class What(StrEnum):
    VIEWERS = "viewers"
    ASK = "ask"
    SUPPORT = "support"
    HOST = "host"
    FINISH = "finish"
    END = "end"


@dataclass(frozen=True)
class Cue:
    """From ``at`` seconds on. ``level``: viewers, a rate a second, people in turn (``is_flat``), or seconds (host)."""

    at: float
    what: What
    level: float = 0
    within: float = 0
    is_flat: bool = False


class ScriptError(Exception):
    """A script that cannot be followed; the sentence names its line."""


@dataclass(frozen=True)
class Script:
    """Cues in order of time; the last one is the end."""

    cues: tuple[Cue, ...]

    @property
    def ends_at(self) -> float:
        return self.cues[-1].at

    @property
    def needs_host(self) -> bool:
        return any(cue.what in {What.HOST, What.FINISH} for cue in self.cues)

    def most(self, what: What) -> float:
        """The highest level of anything in the script."""
        return max((cue.level for cue in self.cues if cue.what is what), default=0)


def read_script(text: str) -> Script:
    """The script of a text. Raises ScriptError for a line that says nothing known, or without an end."""
    cues = sorted((_cue(line) for line in _lines(text)), key=lambda cue: (cue.at, cue.what is What.END))
    ends = [cue for cue in cues if cue.what is What.END]
    if len(ends) != 1:
        raise ScriptError("A script has one end, such as: 10m end")
    if cues[-1] is not ends[0]:
        raise ScriptError(f"Something is to happen after the end, at {cues[-1].at:.0f} s.")
    if ends[0].at <= 0:
        raise ScriptError("A script ends later than it begins.")
    return Script(tuple(cues))


def seconds(text: str) -> float:
    """``90``, ``90s``, ``1.5m`` or ``2h`` in seconds. Raises ScriptError."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", text)
    value = float(found[1]) * _UNITS[found[2] or "s"] if found else None
    if value is None or value > _LONGEST:
        raise ScriptError(f"“{text}” is no time up to a day; write 30s, 10m or 1h.")
    return value


def _lines(text: str) -> Iterator[str]:
    for row in text.splitlines():
        for part in row.partition("#")[0].split(";"):
            if line := " ".join(part.split()):
                yield line


def _cue(line: str) -> Cue:
    words = line.split()
    if len(words) < 2 or words[1] not in set(What):
        known = ", ".join(What)
        raise ScriptError(f"“{line}” is not understood. A line is a time and one of: {known}.")
    at, what, rest = seconds(words[0]), What(words[1]), words[2:]
    try:
        return _READ[what](at, rest)
    except (IndexError, ValueError):
        raise ScriptError(f"“{line}” is not understood. Such as: {_SUCH_AS[what]}") from None


def _viewers(at: float, rest: list[str]) -> Cue:
    _ensure(len(rest) == 1 or (len(rest) == 3 and rest[1] == "in"))
    return Cue(at, What.VIEWERS, int(rest[0]), within=seconds(rest[2]) if len(rest) == 3 else 0)


def _rate(at: float, what: What, rest: list[str]) -> Cue:
    if rest[0] == "each":
        _ensure(len(rest) == 2)
        return Cue(at, what, int(rest[1]), is_flat=True)
    _ensure(len(rest) == 1)
    number, slash, unit = rest[0].partition("/")
    _ensure(float(number) >= 0 and (slash == "" or unit in _UNITS))
    return Cue(at, what, float(number) / _UNITS[unit or "s"])


def _host(at: float, rest: list[str]) -> Cue:
    _ensure(len(rest) == 1)
    every = 0 if rest[0] == "off" else seconds(rest[0])
    _ensure(rest[0] == "off" or every > 0)
    return Cue(at, What.HOST, every)


def _bare(at: float, what: What, rest: list[str]) -> Cue:
    _ensure(not rest)
    return Cue(at, what)


def _ensure(is_so: bool) -> None:
    if not is_so:
        raise ValueError


_READ: Mapping[What, Callable[[float, list[str]], Cue]] = {
    What.VIEWERS: _viewers,
    What.ASK: lambda at, rest: _rate(at, What.ASK, rest),
    What.SUPPORT: lambda at, rest: _rate(at, What.SUPPORT, rest),
    What.HOST: _host,
    What.FINISH: lambda at, rest: _bare(at, What.FINISH, rest),
    What.END: lambda at, rest: _bare(at, What.END, rest),
}
_SUCH_AS = {
    What.VIEWERS: "0s viewers 200, or 0s viewers 200 in 60s",
    What.ASK: "0s ask 2/s, or 0s ask each 64",
    What.SUPPORT: "0s support 200/s, or 0s support each 64",
    What.HOST: "0s host 20s, or 10m host off",
    What.FINISH: "55m finish",
    What.END: "60m end",
}
