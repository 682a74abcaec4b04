"""Reading passes fast: those found genuine are remembered until they run out, wrong ones never are."""

from collections import OrderedDict
from datetime import datetime

from sukhbat.kernel.passes import Pass, read_pass

MOST_REMEMBERED = 20_000
# A genuine one has 99 characters; whatever is longer need not be looked at.
LONGEST = 200
_SCHEME = "Bearer "


class Passes:
    """The last passes that were found genuine."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Pass] = OrderedDict()

    def read(self, header: str, *, now: datetime) -> Pass | None:
        """The pass of an Authorization header, or None."""
        text = header[len(_SCHEME) :].strip()
        if not header.startswith(_SCHEME) or len(text) > LONGEST or ":" not in text or not text.isascii():
            return None
        found = self._known.get(text)
        if found is None:
            found = read_pass(text, now=now)
            if found is not None:
                self._remember(text, found)
            return found
        if found.until <= now:
            del self._known[text]
            return None
        return found

    def _remember(self, text: str, found: Pass) -> None:
        self._known[text] = found
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
