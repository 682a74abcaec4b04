"""One conference in this process: its state, its viewers, the last messages, and the bytes they all get."""

import asyncio
import hashlib
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from sukhbat.live.messages import (
    ANSWERED,
    COUNTS,
    LEADING,
    STATE,
    Maker,
    Message,
    changes,
    frame,
    leading_maker,
)
from sukhbat.live.responses import dumps
from sukhbat.live.viewer import Viewer
from sukhbat.questions.live_json import counts_json, state_json, supports_json
from sukhbat.questions.live_state import LiveState

MOST_KEPT = 256
# A reader whose connection holds more unread bytes than this, beyond one whole state, is dropped.
MOST_UNREAD = 64 * 1024
# So many are written to before others get their turn.
SLICE = 500
# Seconds. Numbers go out this often, less often to many; a stream is never silent for longer than SILENCE.
COUNTS_EVERY, COUNTS_EVERY_FOR_MANY, MANY = 1.0, 3.0, 2_000
LEADING_NUMBERS_EVERY = 10.0
SILENCE = 25.0


class Room:
    """``viewers`` counts open streams of this process only; ``others`` those of the other processes."""

    def __init__(self, conference_id: UUID, slug: str, left: Callable[[Viewer], None]) -> None:
        self.conference_id = conference_id
        self.slug = slug
        self.boot = secrets.token_hex(4)
        self.state: LiveState | None = None
        self.others = 0
        self.viewers = 0
        self.dropped = 0
        self.asked_at = 0.0
        self._told: tuple[object, int, object] = (None, 0, None)
        self._by_language: dict[str, set[Viewer]] = {}
        self._kept: deque[Message] = deque(maxlen=MOST_KEPT)
        self._last = 0
        self._waiting: list[Message] = []
        self._writing: asyncio.Task[None] | None = None
        self._left = left
        self._numbers_at = self._leading_at = self._spoke_at = 0.0
        self._snapshots: dict[str, tuple[str, bytes]] = {}
        self._frames: dict[str, bytes] = {}
        self._largest = 0

    # -- what is known

    def take(self, state: LiveState, moment: float) -> None:
        """Put a state that was just read in place of the last one, and tell everyone what differs."""
        before = self.state
        if before is None:
            self.state = state
            self._told = (state.counts, self.all_viewers, supports_json(state))
            self._numbers_at = self._leading_at = self._spoke_at = moment
            return
        if replace(state, at=before.at) == before:
            return
        self.state = state
        found = changes(before, state, viewers=self.all_viewers)
        if found is None:
            self._tell(STATE, self._state_maker(), moment)
        for name, make in found or ():
            self._tell(name, make, moment)
            if name == LEADING:
                self._leading_at = moment

    @property
    def all_viewers(self) -> int:
        """Open streams of all processes; whoever polls the snapshot is not counted, for nobody can count caches."""
        return self.viewers + self.others

    def tell_numbers(self, moment: float) -> None:
        """Counts and supports, if they changed and it is time; also when nothing was said for long."""
        if (state := self.state) is None:
            return
        every = COUNTS_EVERY if self.viewers < MANY else COUNTS_EVERY_FOR_MANY
        supports = supports_json(state)
        numbers = (state.counts, self.all_viewers, supports)
        is_due = numbers != self._told and moment - self._numbers_at >= every
        if is_due or (self.viewers and moment - self._spoke_at >= SILENCE):
            value = {"counts": counts_json(state.counts, viewers=self.all_viewers), "supports": supports}
            supports_changed = self._told[2] != supports
            self._told, self._numbers_at = numbers, moment
            self._tell(COUNTS, lambda _language: value, moment)
            if supports_changed and state.leading and moment - self._leading_at >= LEADING_NUMBERS_EVERY:
                self._leading_at = moment
                self._tell(LEADING, leading_maker(state), moment)

    def snapshot(self, language: str) -> tuple[str, bytes]:
        """ETag and body, the same until something is told."""
        if (found := self._snapshots.get(language)) is None:
            body = dumps(self._state_maker()(language))
            found = self._snapshots[language] = (f'"{hashlib.sha256(body).hexdigest()[:24]}"', body)
        return found

    def _state_frame(self, language: str) -> bytes:
        if (found := self._frames.get(language)) is None:
            found = frame(STATE, self._state_maker()(language), self._last_id)
            self._frames[language] = found
            self._largest = max(self._largest, len(found))
        return found

    def _state_maker(self) -> Maker:
        state, last_id, viewers = self.state, self._last_id, self.all_viewers
        assert state is not None
        return lambda language: state_json(state, language, id=last_id, viewers=viewers)

    @property
    def _last_id(self) -> str:
        return f"{self.boot}-{self._last}"

    # -- viewers

    def join(self, viewer: Viewer) -> None:
        self._by_language.setdefault(viewer.language, set()).add(viewer)
        self.viewers += 1

    def leave(self, viewer: Viewer) -> None:
        found = self._by_language.get(viewer.language)
        if found and viewer in found:
            found.discard(viewer)
            self.viewers -= 1
            self._left(viewer)

    @property
    def last(self) -> int:
        return self._last

    def first_bytes(self, language: str, resume_from: str) -> bytes:
        """What a viewer needs first: what still holds of what was missed since the id, else the whole state.

        Never a text that was on the page once and is hidden by now, and never more than a reader may leave unread.
        """
        missed = self._missed(resume_from)
        if missed is None or any(message.name == STATE for message in missed):
            return self._state_frame(language)
        found = b"".join(message.frame(language) for message in self._in_force(missed))
        return found if len(found) <= MOST_UNREAD else self._state_frame(language)

    def _in_force(self, missed: Sequence[Message]) -> list[Message]:
        """The last message of each kind, and the last of each answer that is still shown."""
        shown = {item.question.number for item in self.state.answered} if self.state else set()
        last = {(message.name, message.about): message.number for message in missed}
        return [
            message
            for message in missed
            if last[message.name, message.about] == message.number
            and (message.name != ANSWERED or message.about in shown)
        ]

    def _missed(self, resume_from: str) -> list[Message] | None:
        boot, _dash, number = resume_from.partition("-")
        if boot != self.boot or not number.isdecimal() or not number.isascii() or len(number) > 15:
            return None
        seen = int(number)
        first = self._kept[0].number if self._kept else self._last + 1
        if not first - 1 <= seen <= self._last:
            return None
        return [message for message in self._kept if message.number > seen]

    # -- telling

    def _tell(self, name: str, make: Maker, moment: float) -> None:
        self._last += 1
        if name == STATE:
            make = self._state_maker()
        message = Message(self.boot, self._last, name, make)
        self._kept.append(message)
        self._forget_bytes()
        self._spoke_at = moment
        if self.viewers:
            self._waiting.append(message)
            if self._writing is None:
                self._writing = asyncio.get_running_loop().create_task(self._write_waiting())

    def _forget_bytes(self) -> None:
        self._snapshots.clear()
        self._frames.clear()

    async def _write_waiting(self) -> None:
        try:
            while self._waiting:
                messages, self._waiting = self._waiting, []
                for language, viewers in list(self._by_language.items()):
                    await self._write(list(viewers), language, messages)
        finally:
            self._writing = None

    async def _write(self, viewers: Sequence[Viewer], language: str, messages: Sequence[Message]) -> None:
        if not viewers:
            return
        together = b"".join(message.frame(language) for message in messages)
        first, most = messages[0].number, MOST_UNREAD + self._largest
        for begin in range(0, len(viewers), SLICE):
            for viewer in viewers[begin : begin + SLICE]:
                transport = viewer.transport
                if transport.get_write_buffer_size() > most:
                    self.dropped += 1
                    transport.abort()
                elif viewer.seen < first:
                    transport.write(together)
                else:
                    # It joined meanwhile, with a state that holds some of these.
                    transport.write(b"".join(m.frame(language) for m in messages if m.number > viewer.seen))
            await asyncio.sleep(0)

    async def say_to_each(self, make: Callable[[], bytes]) -> None:
        """Something of its own to each viewer, and the end of the stream."""
        for viewers in list(self._by_language.values()):
            for count, viewer in enumerate(list(viewers), start=1):
                viewer.transport.write(make())
                viewer.transport.close()
                if count % SLICE == 0:
                    await asyncio.sleep(0)
