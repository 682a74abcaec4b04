"""How many watch in all processes together: each says its own numbers every few seconds, by NOTIFY."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import connection

CHANNEL = "sukhbat_live_presence"
# Seconds.
SAID_EVERY, BELIEVED_FOR = 5.0, 12.0
# A NOTIFY carries at most 8,000 bytes.
MOST_NAMED = 100


class Presence:
    """What the other processes said last, as long as it is believed."""

    def __init__(self, process: str) -> None:
        self._process = process
        self._heard: dict[str, tuple[float, dict[str, int]]] = {}

    def heard(self, payload: str, moment: float) -> None:
        """A process said its numbers; nonsense is passed over."""
        try:
            value = json.loads(payload)
            process = str(value["process"])
            numbers = {str(key): int(n) for key, n in value["viewers"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if process != self._process:
            self._heard[process] = (moment, numbers)

    def others(self, conference_id: UUID, moment: float) -> int:
        """Viewers of a conference in the other processes."""
        for process in [name for name, (at, _n) in self._heard.items() if moment - at > BELIEVED_FOR]:
            del self._heard[process]
        return sum(numbers.get(str(conference_id), 0) for _at, numbers in self._heard.values())

    def payload(self, viewers: Mapping[UUID, int]) -> str:
        """What this process says; the conferences with most viewers, if there are very many."""
        most = sorted(viewers.items(), key=lambda item: -item[1])[:MOST_NAMED]
        numbers = {str(conference_id): n for conference_id, n in most}
        return json.dumps({"process": self._process, "viewers": numbers}, separators=(",", ":"))


def say(payload: str) -> None:
    """Tell the other processes; one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
