"""All conferences that anybody watches here: reads each when it changed, and tells its viewers what did.

A change waits at most READ_EVERY, an act of the host (on air, phase) a fifth of a second, so that both are on
every one of ten thousand screens within a second.
"""

import asyncio
import json
import secrets
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from uuid import UUID

import structlog

from sukhbat.conferences.queries import public_ids
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal
from sukhbat.kernel.signals import AIR, PHASE
from sukhbat.live.database import DatabaseAwayError, Reader
from sukhbat.live.presence import Presence
from sukhbat.live.refusals import AWAY, NO_CONFERENCE
from sukhbat.live.room import Room
from sukhbat.live.viewer import Viewer
from sukhbat.questions.live_state import LiveState, live_state

# Seconds.
READ_EVERY, READ_URGENT_EVERY, READ_ANYHOW_EVERY = 0.6, 0.2, 5.0
ASKED_LASTS, ROOM_LASTS = 30.0, 300.0
DIRECTORY_EVERY = 1.0
TICK = 0.5
URGENT = frozenset({AIR, PHASE})
Then = Callable[[Room | Refusal], None]
log = structlog.get_logger("sukhbat.live")


class _Reading:
    """When a room was read last, and whether it has to be read again."""

    __slots__ = ("due_at", "failed", "is_wanted", "read_at", "running", "timer", "waiting")

    def __init__(self) -> None:
        self.read_at = float("-inf")
        self.running = False
        self.is_wanted = False
        self.failed = False
        # What is due at once is no timer to uvloop and cannot say when, so that the moment is kept beside it.
        self.timer: asyncio.Handle | None = None
        self.due_at = 0.0
        self.waiting: list[Then] = []


class Hub:
    """Rooms by conference. Everything runs in the loop's thread, reading in the reader's."""

    def __init__(
        self,
        reader: Reader,
        *,
        read: Callable[[UUID], LiveState | None] = lambda conference_id: live_state(
            conference_id, clock.now()
        ),
        find: Callable[[], dict[str, UUID]] = lambda: public_ids(now=clock.now()),
    ) -> None:
        self.reader = reader
        self.process = secrets.token_hex(4)
        self.presence = Presence(self.process)
        self.viewers = 0
        self.by_network: Counter[str] = Counter()
        self.is_away = False
        self._read_state, self._find = read, find
        self._rooms: dict[UUID, Room] = {}
        self._readings: dict[UUID, _Reading] = {}
        self._directory: dict[str, UUID] = {}
        self._directory_at = float("-inf")
        self._directory_waits: list[tuple[str, Then]] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # -- finding a room

    def with_room(self, slug: str, then: Then) -> None:
        """Call back with the conference's room once its state is known, or with why not; at once if it is."""
        conference_id = self._directory.get(slug)
        if conference_id is not None:
            self._with_state(conference_id, slug, then)
        elif time.monotonic() - self._directory_at < DIRECTORY_EVERY:
            then(NO_CONFERENCE)
        elif self._directory_waits is not None:
            self._directory_waits.append((slug, then))
        else:
            self._directory_waits = [(slug, then)]
            self._start(self._read_directory())

    async def _read_directory(self) -> None:
        refusal = NO_CONFERENCE
        try:
            self._directory = await self.reader.read(self._find)
            self._directory_at = time.monotonic()
        except DatabaseAwayError:
            refusal = AWAY
        except Exception as error:
            log.error("live_directory_failed", exc_info=error)
            refusal = AWAY
        waiting, self._directory_waits = self._directory_waits or [], None
        for slug, then in waiting:
            if (conference_id := self._directory.get(slug)) is None:
                then(refusal)
            else:
                self._with_state(conference_id, slug, then)

    def _with_state(self, conference_id: UUID, slug: str, then: Then) -> None:
        room = self._rooms.get(conference_id)
        if room is None:
            room = self._rooms[conference_id] = Room(conference_id, slug, self._left)
            self._readings[conference_id] = _Reading()
            room.others = self.presence.others(conference_id, time.monotonic())
        now, reading = time.monotonic(), self._readings[conference_id]
        is_stale = (
            now - room.asked_at > ASKED_LASTS and not room.viewers and now - reading.read_at > READ_EVERY
        )
        room.asked_at = now
        if room.state is not None and (not is_stale or reading.failed):
            then(room)
            self._want_if_old(room, now)
            return
        reading.waiting.append(then)
        self._want(room)

    # -- reading

    def signal(self, payload: str) -> None:
        """A signal of kernel.signals: read the conference anew if anybody here watches it."""
        try:
            value = json.loads(payload)
            conference_id, what = UUID(value["conference"]), set(value["what"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if (room := self._rooms.get(conference_id)) is not None and self._is_active(room):
            self._want(room, urgent=bool(what & URGENT))

    def all_may_have_changed(self) -> None:
        """Signals may have been missed."""
        for room in self._rooms.values():
            if self._is_active(room):
                self._want(room, urgent=True)

    def _is_active(self, room: Room) -> bool:
        return bool(room.viewers) or time.monotonic() - room.asked_at < ASKED_LASTS

    def _want_if_old(self, room: Room, now: float) -> None:
        if now - self._readings[room.conference_id].read_at >= READ_ANYHOW_EVERY:
            self._want(room)

    def _want(self, room: Room, *, urgent: bool = False) -> None:
        reading = self._readings[room.conference_id]
        reading.is_wanted = True
        if reading.running:
            return
        due = reading.read_at + (READ_URGENT_EVERY if urgent else READ_EVERY)
        if reading.timer is not None:
            if reading.due_at <= due:
                return
            reading.timer.cancel()
        wait = max(0.0, due - time.monotonic())
        reading.timer = asyncio.get_running_loop().call_later(wait, self._begin_reading, room)
        reading.due_at = due

    def _begin_reading(self, room: Room) -> None:
        reading = self._readings[room.conference_id]
        reading.timer = None
        reading.running, reading.is_wanted, reading.read_at = True, False, time.monotonic()
        self._start(self._read(room, reading))

    async def _read(self, room: Room, reading: _Reading) -> None:
        answer: Room | Refusal = room
        try:
            state = await self.reader.read(lambda: self._read_state(room.conference_id))
            reading.failed = False
            self.is_away = False
            if state is None:
                answer = NO_CONFERENCE
                self._directory.pop(room.slug, None)
            else:
                room.take(state, time.monotonic())
        except DatabaseAwayError:
            reading.failed = self.is_away = True
            answer = room if room.state is not None else AWAY
        except Exception as error:
            log.error("live_state_failed", exc_info=error)
            reading.failed = True
            answer = room if room.state is not None else AWAY
        reading.running = False
        waiting, reading.waiting = reading.waiting, []
        for then in waiting:
            then(answer)
        if reading.is_wanted:
            self._want(room)

    # -- viewers and time

    def join(self, viewer: Viewer) -> None:
        viewer.room.join(viewer)
        self.viewers += 1
        self.by_network[viewer.network] += 1

    def _left(self, viewer: Viewer) -> None:
        self.viewers -= 1
        self.by_network[viewer.network] -= 1
        if self.by_network[viewer.network] <= 0:
            del self.by_network[viewer.network]

    @property
    def rooms(self) -> list[Room]:
        return list(self._rooms.values())

    def tick(self) -> None:
        """Every half second: numbers, what nobody signalled (a phase that began by the clock), forgotten rooms."""
        now = time.monotonic()
        for room in self.rooms:
            if self._is_active(room):
                self._want_if_old(room, now)
                room.others = self.presence.others(room.conference_id, now)
                room.tell_numbers(now)
            elif now - room.asked_at > ROOM_LASTS and not self._readings[room.conference_id].running:
                del self._rooms[room.conference_id], self._readings[room.conference_id]

    def watched(self) -> dict[UUID, int]:
        """Viewers of this process by conference, for the other processes."""
        return {room.conference_id: room.viewers for room in self.rooms if room.viewers}

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
