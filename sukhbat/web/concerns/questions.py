"""The public questions of a concern, all of them or those of one cell."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import mark_safe

from sukhbat.concerns.models import Concern
from sukhbat.concerns.public.one import Numbers, public_questions
from sukhbat.web.concerns.asked import Asked, cell_words
from sukhbat.web.fragments import ITEM, question_pieces
from sukhbat.web.lists import QuestionList, read_place

# Fewer than a list of questions: numbers, answer and map stand beside them.
PAGE = 10


def shown_questions(
    request: HttpRequest, concern: Concern, numbers: Numbers, asked: Asked, *, now: datetime
) -> dict[str, Any]:
    """The list for the template; ``untold`` says why the questions of a cell are not told apart.

    One cell at a time, and only a shown one: which questions are in two cells at once would tell how few those are.
    """
    before, after = read_place(request, "before"), read_place(request, "after")
    cells = list(asked.cells.items())
    if len(cells) > 1:
        return {"untold": "several", "path": request.path}
    if cells and cells[0][1] not in numbers.cells.get(cells[0][0], {}):
        return {"untold": "few", "path": request.path}
    cell = cells[0] if cells else None
    found = public_questions(concern, cell, before=before, after=after, limit=PAGE)
    pieces = question_pieces(found.rows, ITEM, now=now)
    first, last = (found.rows[0].id, found.rows[-1].id) if found.rows else (None, None)
    return {
        "untold": "",
        "cell": cell_words(*cell, now=now) if cell else "",
        "cell_people": numbers.cells[cell[0]][cell[1]] if cell else None,
        "path": request.path,
        "list": QuestionList(
            html=mark_safe("".join(pieces)),  # every piece came out of a template that escapes
            filters=mark_safe(""),
            is_narrowed=bool(cell),
            path=request.path,
            newer_url=_url(request.path, asked, "after", first if found.has_newer else None),
            older_url=_url(request.path, asked, "before", last if found.has_older else None),
        ),
    }


def _url(path: str, asked: Asked, name: str, place: UUID | None) -> str:
    if place is None:
        return ""
    return f"{path}?{'&'.join(part for part in (asked.query, f'{name}={place.hex}') if part)}#questions"
