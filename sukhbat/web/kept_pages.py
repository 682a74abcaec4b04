"""Whole pages and their packed forms, kept in this process: few, the least used ones go first.

Not in ``caches["fragments"]``, whose entries are many and small: pages are large, and an address may carry
any query.
"""

import threading
import time
from collections import OrderedDict

MOST = 256


class KeptPages:
    """Bytes by key, each for some seconds; at most ``most`` of them. Safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            ends, content = self._held.get(key, (0.0, b""))
            if ends <= time.monotonic():
                return None
            self._held.move_to_end(key)
            return content

    def put(self, key: str, content: bytes, seconds: float) -> None:
        with self._lock:
            self._held[key] = (time.monotonic() + seconds, content)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def forget(self) -> None:
        """Make every page anew at the next request, in this process."""
        with self._lock:
            self._held.clear()


kept_pages = KeptPages()
