"""A refusal is a sentence, never a bare False: policies return it, actions raise it, faces show it."""

from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise, lazy


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done: a stable code, a sentence for the reader, an HTTP status."""

    code: str
    sentence: str | Promise
    status: int = 403

    def __str__(self) -> str:
        return str(self.sentence)


class Refused(Exception):
    """Raised by an action when its policy or rule says no; nothing was written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def ensure(refusal: Refusal | None) -> None:
    """Raise Refused when a policy returned a refusal."""
    if refusal is not None:
        raise Refused(refusal)


def filled(sentence: str | Promise, **values: object) -> Promise:
    """The sentence with its placeholders filled, still lazy: ``%`` would decide the language at once.

    A refusal of a batch is made in one thread and read by people of three languages in another.
    """
    return cast(Promise, _filled(sentence, values))


def _fill(sentence: str | Promise, values: dict[str, object]) -> str:
    return str(sentence) % values


_filled = lazy(_fill, str)
