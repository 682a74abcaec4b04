"""Reading the database: what is held follows the log, new texts get vectors and find their concern.

Everything is made from the questions as they are now, whatever an entry said, so reading an entry twice changes
nothing. There is no cursor to keep: a start reads all questions, and after that the log from where it ended then.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
import structlog

from sukhbat.concerns.standing import standing_after, standing_of
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.concerns.vectors import forget_vectors, keep_vectors
from sukhbat.kernel.loops import ran_at
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_after, last_index, recent_entries
from sukhbat.questions.comparable import Comparable, comparable_after, comparable_by_number, texts_of
from sukhbat.similar.embedding import Embedding
from sukhbat.similar.held import Held
from sukhbat.similar.kept import Kept
from sukhbat.similar.places import Place
from sukhbat.understanding.meaning.vectors import as_rows, packed
from sukhbat.understanding.meaning.weights import Floats

NAME = "similar.read"
BATCH = 250
PAGE = 5_000
# So many texts are embedded before their vectors are written: about a third of a second of work.
LOT = 64
# After these a text is another one, or no longer to be shown.
CHANGES = ("question:masked", "question:asker_erased", "question:hidden", "question:withdrawn")
# Entries of transactions that were under way when the last process read for the last time.
_UNDER_WAY = timedelta(hours=1)
_MOST_CHANGES = 500
_ABOUT_QUESTIONS = ("question:", "answer:")
log = structlog.get_logger("sukhbat.similar")
Stop = Callable[[], bool]


class Reader:
    """One thread's work. ``is_stale``: where questions stand changed otherwise than one by one."""

    def __init__(self, embedding: Embedding, held: Held, stop: Stop) -> None:
        self._embedding = embedding
        self._held = held
        self._stop = stop
        self._cursor = -1
        self.is_stale = False
        self.news = 0  # questions and decisions since the last regrouping began

    @property
    def lag(self) -> int:
        """Entries of the log that were not read yet."""
        return max(0, last_index() - self._cursor)

    # -- the start

    def load(self, *, now: datetime) -> None:
        """Hold every comparable question; those without a vector of this embedder get one."""
        self._cursor = last_index()
        changed = self._changed_while_away(now=now)
        kept = Kept(self._embedding.version)
        after: UUID | None = None
        while (page := comparable_after(now=now, after=after, limit=PAGE)) and not self._stop():
            after = page[-1].question
            vectors = kept.upto(after)
            known = [row for row in page if row.question in vectors and row.question not in changed]
            if known:
                self._held.hold(_places(known), as_rows([vectors[row.question] for row in known]))
            self._embed([row for row in page if row.question not in vectors or row.question in changed])
        self.reload_places()
        self.news += 1

    def _changed_while_away(self, *, now: datetime) -> set[UUID]:
        """Questions whose text may be another one than when their vector was made; the vectors of the gone ones go."""
        if (last := ran_at(NAME)) is None:
            return set()
        changed: set[UUID] = set()
        before: UUID | None = None
        since = last - _UNDER_WAY
        while found := recent_entries(events=CHANGES, since=since, before=before, limit=_MOST_CHANGES):
            before = found[-1].id
            rows, gone = comparable_by_number({entry.subject for entry in found}, now=now)
            forget_vectors(gone)
            changed.update(row.question for row in rows)
        return changed

    def reload_places(self) -> None:
        """Read anew where all questions stand."""
        self.is_stale = False
        questions: list[UUID] = []
        concerns: list[UUID] = []
        known: dict[UUID, UUID] = {}  # one object for each concern, however many stand in it
        after: UUID | None = None
        while (page := standing_after(after=after, limit=PAGE)) and not self._stop():
            after = page[-1][0]
            questions.extend(question for question, _concern in page)
            concerns.extend(known.setdefault(concern, concern) for _question, concern in page)
        if not self._stop():
            self._held.stand_all(questions, concerns)

    # -- following the log

    def turn(self, *, now: datetime) -> int:
        """Deal with the next entries of the log; how many."""
        found = entries_after(self._cursor, limit=BATCH)
        if found:
            self._follow([entry for _index, entry in found], now=now)
            self._cursor = found[-1][0]
        return len(found)

    def _follow(self, entries: Sequence[Entry], *, now: datetime) -> None:
        self.is_stale |= any(entry.event.startswith("concern:") for entry in entries)
        about = [entry for entry in entries if entry.event.startswith(_ABOUT_QUESTIONS)]
        if not about:
            return
        rows, gone = comparable_by_number({entry.subject for entry in about}, now=now)
        self.news += len(rows)
        if gone:
            forget_vectors(gone)
            self._held.drop(list(gone))
        changed = {entry.subject for entry in about if entry.event in CHANGES}
        fresh = set(self._held.note(_places(rows)))
        if changed:
            fresh |= {row.question for row in comparable_by_number(changed, now=now)[0]}
        vectors = self._embed([row for row in rows if row.question in fresh], hold=False)
        self._stream([row for row in rows if row.question in vectors], vectors, now=now)
        standing = standing_of(row.question for row in rows)
        self._held.stand({row.question: standing.get(row.question) for row in rows})

    def _stream(self, rows: Sequence[Comparable], vectors: dict[UUID, Floats], *, now: datetime) -> None:
        """New questions stand in the concern they are near enough to, each known to those that come after it."""
        standing = standing_of(row.question for row in rows)
        found = []
        for row in rows:
            if row.question not in standing:
                concern, score = self._held.joins(vectors[row.question], row.body)
                found.append(Nearest(row.question, concern, score))
            self._held.hold(_places([row]), as_rows(packed(vectors[row.question][None])))
        if any(one.concern for one in found):
            stand_in_streamed(found=found, version=self._embedding.version, now=now)

    def _embed(self, rows: Sequence[Comparable], *, hold: bool = True) -> dict[UUID, Floats]:
        """Make and keep the vectors of questions. A text that the embedder fails at is left out."""
        made: dict[UUID, Floats] = {}
        for start in range(0, len(rows), LOT):
            if self._stop():
                break
            lot = rows[start : start + LOT]
            texts = texts_of(row.question for row in lot)
            vectors = {
                row.question: vector
                for row in lot
                if (vector := self._vector(row.question, texts.get(row.question, ""))) is not None
            }
            if not vectors:
                continue
            kept = packed(np.stack(list(vectors.values())))
            keep_vectors(rows=list(zip(vectors, kept, strict=True)), version=self._embedding.version)
            if hold:
                self._held.hold(_places(row for row in lot if row.question in vectors), as_rows(kept))
            else:
                made |= vectors
        return made

    def _vector(self, question: UUID, text: str) -> Floats | None:
        if not text.strip():
            return None
        try:
            vector: Floats = self._embedding.embedder.embed([text])[0]
        except Exception as error:  # a text must not stop all the others
            log.error("similar_text_failed", question=str(question), failure=type(error).__name__)
            return None
        return vector


def _places(rows: Iterable[Comparable]) -> list[Place]:
    return [Place(row.question, row.body, row.language, row.is_public) for row in rows]
