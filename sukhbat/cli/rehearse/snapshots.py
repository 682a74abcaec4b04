"""Asking for the snapshot, which anybody may whose stream was refused."""

import asyncio
import json

from sukhbat.cli.rehearse.figures import Polling
from sukhbat.cli.rehearse.line import Lines, LostError


class Snapshots:
    """The snapshot of one conference, and what was last seen of it."""

    def __init__(self, lines: Lines, path: str, polling: Polling) -> None:
        self._lines = lines
        self._path = path
        self._polling = polling
        self.latest: dict[str, object] = {}

    async def ask(self, etag: str | None = None) -> str | None:
        """Its ETag, or None when it did not come; an unchanged one is known by the ETag given."""
        begun = asyncio.get_running_loop().time()
        self._polling.asked += 1
        headers = {"Accept": "application/json", **({"If-None-Match": etag} if etag else {})}
        try:
            answer = await self._lines.request("GET", self._path, headers)
        except LostError:
            self._polling.failed["no connection"] += 1
            return None
        self._polling.latency.add(asyncio.get_running_loop().time() - begun)
        if answer.status == 304:
            self._polling.unchanged += 1
            return etag
        if answer.status != 200:
            self._polling.failed[str(answer.status)] += 1
            return None
        self._keep(answer.body)
        return answer.headers.get("etag")

    def _keep(self, body: bytes) -> None:
        try:
            found = json.loads(body)
        except ValueError:
            return
        if isinstance(found, dict):
            self.latest = found
