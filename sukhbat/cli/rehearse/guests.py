"""Who may take part in a rehearsal: a file of signed passes, one a line after a first line about the conference.

A pass lets its holder send in a sample person's name, so that the file is its owner's only (0600).
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sukhbat.cli.words import CommandError


@dataclass(frozen=True)
class Guests:
    """The passes, until when they hold, and what can be chosen in a question."""

    conference: str
    until: datetime
    consent: int
    passes: tuple[str, ...]
    # The address of the pages, which a browser names as the origin of what it sends.
    origin: str = ""
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    # Public questions that may be supported from the start.
    numbers: tuple[str, ...] = ()


def write_guests(path: Path, guests: Guests) -> None:
    """Write the file, readable by its owner only."""
    head = asdict(guests) | {"until": guests.until.isoformat()}
    passes = head.pop("passes")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write("\n".join([json.dumps(head), *passes, ""]))


def read_guests(path: Path) -> Guests:
    """Read such a file. CommandError when it is none."""
    try:
        first, *passes = path.read_text(encoding="ascii").splitlines()
        head = json.loads(first)
        return Guests(
            conference=str(head["conference"]),
            until=datetime.fromisoformat(head["until"]),
            consent=int(head["consent"]),
            passes=_words(passes),
            origin=str(head.get("origin", "")),
            themes=_words(head.get("themes", ())),
            regions=_words(head.get("regions", ())),
            numbers=_words(head.get("numbers", ())),
        )
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{path} holds no passes of a rehearsal; `sukhbat rehearse prepare` writes them."
        ) from error


def _words(rows: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(row) for row in rows if row)
