"""Concerns that changed get their labels anew."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sukhbat.concerns.labelling import (
    NewLabel,
    PublicQuestion,
    concerns_to_label,
    keep_labels,
    public_questions_of,
)
from sukhbat.concerns.vectors import vectors_of
from sukhbat.questions.comparable import newest_texts
from sukhbat.understanding.flags import flags_of
from sukhbat.understanding.label_words import Background, background_of
from sukhbat.understanding.labels import Asked, labels
from sukhbat.understanding.language import detect
from sukhbat.understanding.meaning.vectors import unpacked

# Concerns of one transaction, and of one regrouping: what is left waits for the next.
AT_ONCE, MOST = 50, 20_000
# So many public questions say how rare a word is; the newest.
_BACKGROUND = 20_000


def label_concerns(*, version: str, now: datetime) -> int:
    """Label what needs it, by the vectors of one embedder; how many concerns."""
    waiting = concerns_to_label(limit=MOST)
    if not waiting:
        return 0
    background = background_of((text, detect(text).language) for text in newest_texts(limit=_BACKGROUND))
    for start in range(0, len(waiting), AT_ONCE):
        _label(waiting[start : start + AT_ONCE], background, version=version, now=now)
    return len(waiting)


def _label(concerns: list[UUID], background: Background, *, version: str, now: datetime) -> None:
    rows = public_questions_of(concerns)
    vectors = vectors_of((row.question for row in rows), version=version)
    of_concern: dict[UUID, list[PublicQuestion]] = defaultdict(list)
    for row in rows:
        if row.question in vectors:
            of_concern[row.concern].append(row)
    found: list[NewLabel] = []
    for concern, known in of_concern.items():
        asked = [Asked(row.question, row.text) for row in known]
        middle = unpacked([vectors[row.question] for row in known])
        chosen = labels(asked, middle, background, is_fit=lambda text: not flags_of(text))
        found.extend(
            NewLabel(concern, language, label.key, label.words) for language, label in chosen.items()
        )
    keep_labels(concerns=concerns, labels=found, now=now)
