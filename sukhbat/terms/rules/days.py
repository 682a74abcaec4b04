"""A day with the reason why it is off or worked, named in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One official text in three languages; a missing one falls back to the first that exists."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.kk or self.ru or self.en)

    def in_language(self, language: str) -> str:
        """The text in the language, or in the first of kk, ru, en that has one, or ''."""
        texts = {"kk": self.kk, "ru": self.ru, "en": self.en}
        return texts.get(language) or self.kk or self.ru or self.en

    def to_json(self) -> dict[str, str]:
        return {"kk": self.kk, "ru": self.ru, "en": self.en}

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> Self:
        return cls(kk=value["kk"], ru=value["ru"], en=value["en"])


NO_WORDS = Words()


class Why(StrEnum):
    """Why a day is not counted, or is counted against its weekday."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUBSTITUTE = "substitute"  # a day off in place of a holiday that fell on a day off
    TRANSFER = "transfer"  # a working day made free by a decision of the government
    WORKED = "worked"  # a day off made a working day by such a decision


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day and its reason; ``name`` is the holiday's or the decision's, empty for a plain weekend."""

    on: date
    why: Why
    name: Words = NO_WORDS

    def to_json(self) -> dict[str, object]:
        value: dict[str, object] = {"on": self.on.isoformat(), "why": self.why.value}
        return value | {"name": self.name.to_json()} if self.name else value

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Self:
        name = value.get("name")
        return cls(
            on=date.fromisoformat(str(value["on"])),
            why=Why(str(value["why"])),
            name=Words.from_json(name) if isinstance(name, Mapping) else NO_WORDS,
        )
