"""Those who ask and those who support: what each sends next, and what is remembered of it."""

import asyncio
import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO
from uuid import uuid4

from sukhbat.cli.rehearse.delivery import Letter, Patience, deliver
from sukhbat.cli.rehearse.dice import DICE
from sukhbat.cli.rehearse.events import leading_numbers
from sukhbat.cli.rehearse.figures import Figures
from sukhbat.cli.rehearse.guests import Guests
from sukhbat.cli.rehearse.line import Lines
from sukhbat.cli.rehearse.questions_file import Wording
from sukhbat.cli.rehearse.snapshots import Snapshots

LEADING = 0.5  # the share of supports that goes to the leading questions; the rest to any that is known
TAKES_BACK = 0.02
NEWEST = 5_000


@dataclass
class Journal:
    """A line of JSON for each thing sent and acknowledged, for whoever compares later; nothing when not wanted."""

    file: IO[str] | None = None

    def note(self, what: str, **said: object) -> None:
        if self.file is not None:
            self.file.write(json.dumps({"what": what, **said}) + "\n")
            self.file.flush()


@dataclass
class Receipt:
    """An acknowledged question: enough to ask for its receipt again."""

    letter: Letter
    said: dict[str, object]

    @property
    def number(self) -> str:
        return str(self.said.get("number", ""))


@dataclass
class Senders:
    """The people who send; each act is one person's."""

    guests: Guests
    wordings: Sequence[Wording]
    lines: Lines
    snapshots: Snapshots
    figures: Figures
    patience: Patience
    journal: Journal
    receipts: list[Receipt] = field(default_factory=list)
    supported: dict[tuple[str, str], bool] = field(default_factory=dict)
    _wishing: set[tuple[str, str]] = field(default_factory=set)
    _turn: int = 0

    def __post_init__(self) -> None:
        self._newest: deque[str] = deque(self.guests.numbers, maxlen=NEWEST)

    async def ask(self) -> None:
        """One question by the next person in turn."""
        token, wording = self._person(), DICE.choice(self.wordings)
        said: dict[str, object] = {
            "key": str(uuid4()),
            "text": wording.text,
            "language": wording.language,
            "consent": self.guests.consent,
        }
        if theme := self._theme(wording):
            said["theme"] = theme
        if self.guests.regions:
            said["region"] = DICE.choice(self.guests.regions)
        letter = Letter("/live/questions", token, said)
        self.journal.note("asks", key=said["key"])
        answer = await deliver(letter, self.lines, self.figures.questions, self.patience)
        if answer is None:
            return
        receipt = Receipt(letter, answer)
        self.figures.questions.repeats += answer.get("is_new") is False
        self.receipts.append(receipt)
        self._newest.append(receipt.number)
        self.journal.note("asked", key=said["key"], number=receipt.number)

    async def support(self) -> None:
        """One support; some are taken back. Nothing happens while no question is known."""
        number = self._wanted_number()
        index = DICE.randrange(len(self.guests.passes))
        token = self.guests.passes[index]
        # Two wishes of one person for one question at the same time may arrive in either order.
        if number is None or (token, number) in self._wishing:
            await asyncio.sleep(0.05)
            return
        wanted = DICE.random() >= TAKES_BACK
        letter = Letter("/live/supports", token, {"number": number, "wanted": wanted})
        self._wishing.add((token, number))
        answer = await deliver(letter, self.lines, self.figures.supports, self.patience)
        self._wishing.discard((token, number))
        if answer is None:
            return
        self.supported[(token, number)] = wanted
        self.journal.note("supported", person=index, number=number, wanted=wanted)

    def _person(self) -> str:
        """Everybody asks in turn, so that nobody asks more often than needed."""
        self._turn = (self._turn + 1) % len(self.guests.passes)
        return self.guests.passes[self._turn]

    def _theme(self, wording: Wording) -> str | None:
        if wording.theme in self.guests.themes:
            return wording.theme
        return DICE.choice(self.guests.themes) if self.guests.themes and DICE.random() < 0.7 else None

    def _wanted_number(self) -> str | None:
        leading = leading_numbers(self.snapshots.latest)
        if leading and (not self._newest or DICE.random() < LEADING):
            return DICE.choice(leading)
        return DICE.choice(self._newest) if self._newest else None
