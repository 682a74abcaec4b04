"""The typed events that a domain app may write; each app lists its own in ``events.py``."""

from dataclasses import dataclass, fields
from typing import ClassVar

from sukhbat.ledger.rules import Fact, as_fact

REGISTRY: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """A past participle with the closed set of facts that are safe to publish for ever.

    A subclass names itself ``thing:participle`` and declares its facts as fields: codes and dates only.
    """

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if cls.name in REGISTRY:
            raise TypeError(f"two events are called {cls.name}")
        REGISTRY[cls.name] = cls

    def facts(self) -> dict[str, Fact]:
        """The facts that are known, as they stand in the log."""
        known = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: as_fact(value) for name, value in known if value is not None and value != ""}
