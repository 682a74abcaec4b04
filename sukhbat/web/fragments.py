"""Questions as pieces of HTML kept in this process, so that a list is joined, not rendered.

A piece is a pure function of its key: the question's id and version, the language, the template and the local
day (a due date becomes overdue at midnight). What the key does not name, such as a body's name, is at most a
day old. A piece may hold nothing of the reader.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from typing import Any, cast
from uuid import UUID

from django.core.cache import caches
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sukhbat.answers.queries import Written, answers_of
from sukhbat.kernel.clock import local_day
from sukhbat.questions.listing import Row
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id

ITEM = "questions/item.html"
CARD = "questions/card.html"


def question_pieces(rows: Sequence[Row], template: str, *, now: datetime) -> list[SafeString]:
    """The pieces of public questions in their order; reads only what is not kept (at most four queries)."""
    today = local_day(now)
    keys = {row: _key(row, template, today) for row in rows}
    kept: dict[str, str] = caches["fragments"].get_many(keys.values())
    missing = [row.id for row, key in keys.items() if key not in kept]
    fresh = _rendered(missing, template, today) if missing else {}
    pieces = (kept.get(key) or fresh.get(row.id) for row, key in keys.items())
    # mark_safe: every piece came out of a template that escapes.
    return [mark_safe(piece) for piece in pieces if piece]


def _rendered(ids: list[UUID], template: str, today: date) -> dict[UUID, str]:
    questions = questions_by_id(ids)
    answers = answers_of(key for key, row in questions.items() if row.answered_at is not None)
    made = get_template(template)
    # Hidden since its id was read: it must not come back through this door.
    shown = [row for row in questions.values() if row.is_public]
    pieces = {row.pk: str(made.render(piece_context(row, answers.get(row.pk), today))) for row in shown}
    caches["fragments"].set_many(
        {_key(Row(row.pk, row.version), template, today): pieces[row.pk] for row in shown}
    )
    return pieces


def piece_context(question: Question, answer: Written | None, today: date) -> dict[str, object]:
    """What a piece's template reads."""
    return {
        "question": question,
        "answer": answer,
        "shown": answer.shown if answer else None,
        "is_overdue": question.in_work and question.due_on < today,
        "is_due_today": question.in_work and question.due_on == today,
    }


def _key(row: Row, template: str, today: date) -> str:
    return f"piece:{row.id.hex}:{row.version}:{get_language()}:{_digest(template)}:{today.toordinal()}"


@cache
def _digest(template: str) -> str:
    """A short name of the template's text, so that an edited one is not shown from pieces of the old."""
    source: str = cast(Any, get_template(template)).template.source  # the stubs do not know it
    return blake2b(source.encode(), digest_size=6).hexdigest()
