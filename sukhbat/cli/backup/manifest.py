"""What an archive holds: the format, the counts at its making, and a checksum of every part. Pure but for reading."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import IO, Self

FORMAT = "sukhbat-backup"
VERSION = 1
NAME = "manifest.json"
DUMP = "database.dump"
FILES = "files/"
CHUNK = 1 << 20


class BadArchiveError(ValueError):
    """The archive is none of ours, or damaged; the message is a sentence."""


@dataclass(frozen=True)
class Part:
    """One member of the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Written into the archive before its parts. ``counts`` are of the moment of the dump."""

    made_at: str
    sukhbat: str
    postgres_major: int
    counts: Mapping[str, int]
    public_key: str
    parts: Mapping[str, Part]

    def to_bytes(self) -> bytes:
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """BadArchiveError when these are no bytes of a manifest."""
        try:
            told = json.loads(data)
            if told["format"] != FORMAT:
                raise BadArchiveError("This is no archive of `sukhbat backup`.")
            if told["version"] != VERSION:
                raise BadArchiveError(
                    f"The archive is of version {told['version']}; this program reads {VERSION}."
                )
            parts = {name: Part(part["size"], part["sha256"]) for name, part in told["parts"].items()}
            return cls(
                made_at=told["made_at"],
                sukhbat=told["sukhbat"],
                postgres_major=told["postgres_major"],
                counts=told["counts"],
                public_key=told["public_key"],
                parts=parts,
            )
        except (KeyError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise BadArchiveError("The manifest of the archive cannot be read.") from error


def part_of(file: IO[bytes]) -> Part:
    """Size and SHA-256 of an open file, read from where it stands."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Part(size, digest.hexdigest())
