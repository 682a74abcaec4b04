"""What a rehearsal counts."""

import time
from collections import Counter
from dataclasses import dataclass, field

from sukhbat.cli.rehearse.events import Heard
from sukhbat.cli.rehearse.spread import Spread


@dataclass
class Sending:
    """Questions, or supports. Each is one thing to send however often it had to be repeated."""

    sent: int = 0
    acknowledged: int = 0
    # Acknowledged as known already: the receipt of an earlier attempt had been lost on the way.
    repeats: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    # 503 and other answers of a service that has too much to do or is away; sent again.
    shed: int = 0
    # Connections that failed, broke or stayed silent; sent again.
    broken: int = 0
    unanswered: int = 0
    # Not sent at all, because so many were under way that the audience itself had no hands left.
    held_back: int = 0
    # From the first attempt to the acknowledgement.
    latency: Spread = field(default_factory=Spread)


@dataclass
class Watching:
    """The viewers."""

    now: int = 0
    polling: int = 0
    opened: int = 0
    reconnected: int = 0
    dropped: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    # Events, and the pieces of the stream that they came in (several at once are one).
    messages: int = 0
    deliveries: int = 0
    connect: Spread = field(default_factory=Spread)
    # From the moment a message says it is of, to its arrival here.
    delay: Spread = field(default_factory=Spread)

    def hear(self, said: Heard) -> None:
        """Note when news arrived."""
        if said.at is not None:
            self.delay.add(time.time() - said.at)


@dataclass
class Polling:
    """Requests of the snapshot."""

    asked: int = 0
    unchanged: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    latency: Spread = field(default_factory=Spread)


@dataclass
class Checking:
    """What was looked for after the end."""

    looked_for: int = 0
    found: int = 0
    # Acknowledged numbers that are not there, or that another number took the place of.
    lost: list[str] = field(default_factory=list)
    unchecked: Counter[str] = field(default_factory=Counter)
    promises: int = 0
    bad_promises: list[str] = field(default_factory=list)
    how: str = ""


@dataclass
class Hosting:
    """What the director did."""

    on_air: int = 0
    answered: int = 0
    to_writing: int = 0
    refused: Counter[str] = field(default_factory=Counter)


@dataclass
class Figures:
    """Everything that is counted in one rehearsal."""

    questions: Sending = field(default_factory=Sending)
    supports: Sending = field(default_factory=Sending)
    watching: Watching = field(default_factory=Watching)
    snapshots: Polling = field(default_factory=Polling)
    checking: Checking = field(default_factory=Checking)
    hosting: Hosting = field(default_factory=Hosting)
    # Each second: the moment (of the epoch), viewers, messages, deliveries, questions and supports acknowledged.
    timeline: list[tuple[float, int, int, int, int, int]] = field(default_factory=list)

    def note_second(self, moment: float) -> None:
        """Keep how far everything has come."""
        watching = self.watching
        sent = (self.questions.acknowledged, self.supports.acknowledged)
        self.timeline.append((moment, watching.now, watching.messages, watching.deliveries, *sent))
