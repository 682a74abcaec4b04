"""Reading a stream of server-sent events: the same bytes go to thousands, so that they are read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_KEPT = 400


@dataclass(frozen=True)
class Heard:
    """What whole events say: their names, the last id, the wished pause, and the moment they are of (seconds)."""

    names: tuple[str, ...]
    last_id: str | None
    retry: float | None
    at: float | None
    numbers: tuple[str, ...]


class Listener:
    """Remembers what the latest bytes meant."""

    def __init__(self) -> None:
        self._known: dict[bytes, Heard] = {}

    def heard(self, data: bytes) -> Heard:
        """What these whole events (ending in an empty line) say."""
        found = self._known.get(data)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[data] = read_events(data)
        return found


def read_events(data: bytes) -> Heard:
    """What whole events say; what cannot be read is passed over."""
    names: list[str] = []
    last_id, retry, moments, numbers = None, None, [], []
    for block in data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n\n"):
        fields = _fields(block)
        if "id" in fields:
            last_id = fields["id"]
        if fields.get("retry", "").isdigit():
            retry = int(fields["retry"]) / 1000
        if "data" in fields:
            names.append(fields.get("event", "message"))
            said = _read(fields["data"])
            moments += [moment] if (moment := _moment(said)) is not None else []
            numbers += leading_numbers(said)
    return Heard(tuple(names), last_id, retry, max(moments, default=None), tuple(numbers))


def leading_numbers(said: Mapping[str, object]) -> list[str]:
    """The numbers of the leading questions in a state or an event."""
    rows = said.get("leading")
    rows = rows if isinstance(rows, list) else []
    return [str(row["number"]) for row in rows if isinstance(row, dict) and "number" in row]


def _fields(block: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in block.split("\n"):
        name, colon, value = line.partition(":")
        if name and colon:
            value = value.removeprefix(" ")
            found[name] = f"{found[name]}\n{value}" if name == "data" and name in found else value
    return found


def _read(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _moment(said: Mapping[str, object]) -> float | None:
    air = said.get("air")
    text = said.get("at") or (air.get("since") if isinstance(air, dict) else None)
    try:
        return datetime.fromisoformat(text).timestamp() if isinstance(text, str) else None
    except ValueError:
        return None
