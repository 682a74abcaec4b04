"""Playing the script: so many viewers, questions and supports at each moment, all in one event loop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sukhbat.cli.rehearse.dice import DICE
from sukhbat.cli.rehearse.events import Listener
from sukhbat.cli.rehearse.figures import Figures
from sukhbat.cli.rehearse.guests import Guests
from sukhbat.cli.rehearse.line import Door
from sukhbat.cli.rehearse.questions_file import LANGUAGES
from sukhbat.cli.rehearse.script import Cue, Script, What
from sukhbat.cli.rehearse.senders import Senders
from sukhbat.cli.rehearse.snapshots import Snapshots
from sukhbat.cli.rehearse.viewer import Viewer

STEP = 0.02  # seconds between two looks at what is due
LOOKS_EVERY = 2.0  # seconds between two snapshots for those who support
OPENING = 200  # connections that viewers open at the same time
UNDER_WAY = 2_000  # of one kind at the same time; beyond it the audience holds back
SPEAKERS = 256  # connections of those who send


@dataclass
class Flow:
    """One kind of sending: at a rate, or by some people each of whom begins again at once."""

    act: Callable[[], Awaitable[None]]
    hold_back: Callable[[int], None]
    rate: float = 0.0
    _owed: float = 0.0
    _running: set[asyncio.Task[None]] = field(default_factory=set)
    _each: set[asyncio.Task[None]] = field(default_factory=set)

    def follow(self, cue: Cue) -> None:
        self.rest()
        if cue.is_flat:
            self._each = {asyncio.create_task(self._again()) for _ in range(int(cue.level))}
        else:
            self.rate = cue.level

    def rest(self) -> None:
        """Begin nothing new; whoever is sending finishes."""
        self.rate = 0.0
        self._running |= self._each
        self._each = set()

    def pass_time(self, elapsed: float) -> None:
        """Send what fell due."""
        self._owed += self.rate * elapsed * DICE.uniform(0.5, 1.5)
        due = int(self._owed)
        self._owed -= due
        allowed = max(0, min(due, UNDER_WAY - len(self._running)))
        if due > allowed:
            self.hold_back(due - allowed)
        for _ in range(allowed):
            task = asyncio.ensure_future(self.act())
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def finish(self) -> None:
        """Wait for those who are sending."""
        while waiting := {task for task in self._running if not task.done()}:
            await asyncio.wait(waiting)

    async def _again(self) -> None:
        me = asyncio.current_task()
        while me in self._each:
            await self.act()


class Audience:
    """Everybody outside the studio."""

    def __init__(
        self, door: Door, guests: Guests, figures: Figures, senders: Senders, snapshots: Snapshots
    ) -> None:
        self.figures = figures
        self.senders = senders
        self._door = door
        self._stream = f"/live/conferences/{guests.conference}/stream"
        self._snapshots = snapshots
        self._listener = Listener()
        self._opening = asyncio.Semaphore(OPENING)
        self._viewers: list[asyncio.Task[None]] = []
        self._wanted: list[tuple[float, int]] = []
        self._is_stopped = False
        self.flows = {
            What.ASK: Flow(senders.ask, self._hold_back_questions),
            What.SUPPORT: Flow(senders.support, self._hold_back_supports),
        }

    def stop(self) -> None:
        """Take the end of the script for reached."""
        self._is_stopped = True

    async def play(self, script: Script, *, host: Callable[[Cue], None], patience: float) -> None:
        """Follow the script to its end, then wait at most ``patience`` seconds for the last acknowledgements."""
        loop = asyncio.get_running_loop()
        scout = asyncio.create_task(self._scout())
        begun = last = loop.time()
        cues = list(script.cues)
        try:
            while cues and not self._is_stopped:
                at = loop.time() - begun
                while cues and cues[0].at <= at:
                    self._follow(cues.pop(0), at, host)
                self._gather(at)
                for flow in self.flows.values():
                    flow.pass_time(loop.time() - last)
                last = loop.time()
                if at >= len(self.figures.timeline):
                    self.figures.note_second(time.time())
                await asyncio.sleep(STEP)
            self.senders.patience.gives_up_at = loop.time() + patience
            for flow in self.flows.values():
                flow.rest()
            await asyncio.gather(*(flow.finish() for flow in self.flows.values()))
        finally:
            await _cancel([scout, *self._viewers])

    def _follow(self, cue: Cue, at: float, host: Callable[[Cue], None]) -> None:
        if cue.what is What.VIEWERS:
            self._wanted = _steps(len(self._viewers), int(cue.level), at, cue.within)
        elif cue.what in self.flows:
            self.flows[cue.what].follow(cue)
        elif cue.what is not What.END:
            host(cue)

    def _gather(self, at: float) -> None:
        """Bring the viewers to the number wanted at this moment."""
        while self._wanted and self._wanted[0][0] <= at:
            _moment, count = self._wanted.pop(0)
            while len(self._viewers) < count:
                self._viewers.append(asyncio.create_task(self._viewer().watch(self._opening)))
            while len(self._viewers) > count:
                self._viewers.pop().cancel()

    def _viewer(self) -> Viewer:
        path = f"{self._stream}?language={DICE.choice(LANGUAGES)}"
        return Viewer(self._door, path, self._snapshots, self.figures.watching, self._listener)

    async def _scout(self) -> None:
        etag: str | None = None
        while True:
            etag = await self._snapshots.ask(etag)
            await asyncio.sleep(LOOKS_EVERY)

    def _hold_back_questions(self, count: int) -> None:
        self.figures.questions.held_back += count

    def _hold_back_supports(self, count: int) -> None:
        self.figures.supports.held_back += count


def _steps(now: int, wanted: int, at: float, within: float) -> list[tuple[float, int]]:
    """When how many viewers are there: at once, or evenly in steps of a tenth of a second."""
    count = max(1, int(within * 10))
    return [(at + within * n / count, now + (wanted - now) * n // count) for n in range(1, count + 1)]


async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    """End them all; one that was just finishing a step may need to be told twice."""
    waiting = set(tasks)
    while waiting:
        for task in waiting:
            task.cancel()
        _done, waiting = await asyncio.wait(waiting, timeout=1)
