"""A list of public questions as a page shows it: pieces, filters, the pages before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.questions.listing import Wanted, public_slice
from sukhbat.web.filters import NAMES, Chosen, Filter, offered, read_filters
from sukhbat.web.fragments import ITEM, question_pieces

BAD_PAGE = Refusal(
    "unknown_page", _("This address names no page of the list. Start from its beginning."), 404
)


@dataclass(frozen=True)
class QuestionList:
    """What ``parts/question_list.html`` reads. ``used`` is how many filters are set."""

    pieces: list[SafeString]
    filters: list[Filter]
    used: int
    path: str
    newer_url: str
    older_url: str


def question_list(
    request: HttpRequest,
    base: Wanted,
    counts: Mapping[str, Mapping[str, int]],
    *,
    names: tuple[str, ...] = NAMES,
    now: datetime,
) -> QuestionList:
    """The page of a list that the address asks for. Raises Refused (404) for unknown filters and places."""
    chosen, wanted = read_filters(request, base, now=now)
    before, after = _place(request, "before"), _place(request, "after")
    found = public_slice(wanted, before=before, after=after)
    first, last = (found.rows[0].id, found.rows[-1].id) if found.rows else (None, None)
    filters = offered(counts, chosen, names=names, now=now)
    return QuestionList(
        pieces=question_pieces(found.rows, ITEM, now=now),
        filters=filters,
        used=sum(row.is_used for row in filters),
        path=request.path,
        newer_url=_url(request.path, chosen, "after", first if found.has_newer else None),
        older_url=_url(request.path, chosen, "before", last if found.has_older else None),
    )


def _place(request: HttpRequest, name: str) -> UUID | None:
    value = request.GET.get(name, "")
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        raise Refused(BAD_PAGE) from None


def _url(path: str, chosen: Chosen, name: str, place: UUID | None) -> str:
    if place is None:
        return ""
    return f"{path}?{'&'.join(part for part in (chosen.query, f'{name}={place.hex}') if part)}#questions"
