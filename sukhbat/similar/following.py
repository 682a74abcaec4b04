"""The thread that reads: loads the embedder and what is held, then follows the log until told to stop.

A lost database is waited for with growing pauses, while what is held goes on answering.
"""

import threading
import time

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from sukhbat.kernel import clock
from sukhbat.kernel.logging import named
from sukhbat.kernel.loops import note_failure, note_run
from sukhbat.similar.embedding import Embedding, loaded_embedding
from sukhbat.similar.health import State
from sukhbat.similar.held import Held, Hit
from sukhbat.similar.memory import give_back
from sukhbat.similar.reader import BATCH, NAME, Reader
from sukhbat.similar.server import NoModelError
from sukhbat.understanding.meaning.choosing import NoEmbedderError

# Seconds.
EVERY, NOTE_EVERY, LONGEST_PAUSE = 1.0, 5.0, 30.0
# Where questions stand is read anew at most and at least so often.
SOONEST_RELOAD, LATEST_RELOAD = 10.0, 300.0
# So many crowds are measured while nothing else is to be done, before the log is looked at again.
MEASURED_AT_ONCE = 50
log = structlog.get_logger("sukhbat.similar")


class Following:
    """``search`` may be called from another thread at any time."""

    def __init__(self, state: State, ending: threading.Event) -> None:
        self._state = state
        self._ending = ending
        self._embedding: Embedding | None = None
        self._held: Held | None = None
        self._reader: Reader | None = None
        self._noted = self._reloaded = float("-inf")

    def search(self, text: str, language: str, count: int, apart: bool) -> list[Hit]:
        """What is near to a text. NoModelError while, or where, there is no embedder."""
        if self._embedding is None or self._held is None:
            raise NoModelError
        if not any(character.isalpha() for character in text):
            return []
        vector = self._embedding.embedder.embed([text])[0]
        return self._held.near(vector, count=count, language=language, apart=apart)

    @property
    def version(self) -> str:
        """The embedder's version once everything is held, '' before."""
        return self._state.version if self._state.status == "ready" else ""

    def take_news(self) -> int:
        """How much happened since this was asked last."""
        reader = self._reader
        if reader is None:
            return 0
        news, reader.news = reader.news, 0
        return news

    def was_regrouped(self) -> None:
        """Where questions stand has to be read anew."""
        if self._reader is not None:
            self._reader.is_stale = True
        self._reloaded = float("-inf")

    def run(self) -> None:
        """Until told to stop."""
        try:
            self._embedding = loaded_embedding()
        except NoEmbedderError as missing:
            self._state.status, self._state.why = "no_model", str(missing)
            log.warning("similar_without_model", why=str(missing))
            self._ending.wait()
            return
        self._state.kind, self._state.version = self._embedding.kind, self._embedding.version
        self._state.why = self._embedding.why
        pause = 0.0
        while not self._ending.wait(pause):
            pause = self._lived_through(pause)
        connection.close()

    def _lived_through(self, pause: float) -> float:
        """One round, whatever it meets; how long to wait for the next one."""
        try:
            close_old_connections()
            return self._round()
        except (OperationalError, InterfaceError) as error:
            log.warning("database_lost", loop=NAME, failure=named(error))
            self._state.status = "database_away"
        except Exception as error:
            log.error("similar_round_failed", exc_info=error)
            self._note_failure(error)
        connection.close()
        return min(LONGEST_PAUSE, max(EVERY, pause * 2))

    def _note_failure(self, error: Exception) -> None:
        try:
            connection.close()
            note_failure(NAME, now=clock.now(), failure=named(error))
        except (OperationalError, InterfaceError) as lost:
            log.warning("database_lost", loop=NAME, failure=named(lost))

    def _round(self) -> float:
        """Load what is not loaded, read what is new, note how it stands."""
        if self._reader is None:
            self._load()
        assert self._reader is not None
        assert self._held is not None
        done = self._reader.turn(now=clock.now())
        self._state.status = "ready"
        self._reload_when_due(self._reader)
        measured = self._held.measure_some(MEASURED_AT_ONCE) if done < BATCH else 0
        self._note(self._reader, done)
        return 0.0 if done >= BATCH or measured >= MEASURED_AT_ONCE else EVERY

    def _load(self) -> None:
        assert self._embedding is not None
        begun = time.monotonic()
        # Answers come from what is held so far while the rest is read.
        self._held = Held(self._embedding.size, self._embedding.zones)
        reader = Reader(self._embedding, self._held, self._ending.is_set)
        give_back()
        reader.load(now=clock.now())
        self._reader, self._reloaded = reader, time.monotonic()
        give_back()
        log.info("similar_loaded", seconds=round(time.monotonic() - begun, 1), **self._held.counts)

    def _reload_when_due(self, reader: Reader) -> None:
        since = time.monotonic() - self._reloaded
        if (reader.is_stale and since >= SOONEST_RELOAD) or since >= LATEST_RELOAD:
            reader.reload_places()
            self._reloaded = time.monotonic()

    def _note(self, reader: Reader, done: int) -> None:
        assert self._held is not None
        moment = time.monotonic()
        if moment - self._noted < NOTE_EVERY and not done:
            return
        counts = self._held.counts
        self._state.questions, self._state.public = counts["questions"], counts["public"]
        self._state.concerns, self._state.lag = counts["concerns"], reader.lag
        note_run(NAME, now=clock.now(), done=done)
        self._noted = moment
