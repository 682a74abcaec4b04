"""A list of public questions as a page shows it: pieces, filters, the pages before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.core.cache import caches
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.questions.listing import Slice, Wanted, public_slice
from sukhbat.web.filters import NAMES, Chosen, offered, read_filters
from sukhbat.web.fragments import ITEM, question_pieces
from sukhbat.web.support_buttons import NO_SUPPORTS, Supports, with_buttons

KEPT_SECONDS = 60
BAD_PAGE = Refusal(
    "unknown_page", _("This address names no page of the list. Start from its beginning."), 404
)


@dataclass(frozen=True)
class QuestionList:
    """What ``parts/question_list.html`` reads. ``is_narrowed`` when any filter is set."""

    html: SafeString
    filters: SafeString
    is_narrowed: bool
    path: str
    newer_url: str
    older_url: str


@dataclass(frozen=True)
class AskedList:
    """What the address asks for and which questions that is; not rendered yet. Its ``repr`` tells it apart."""

    chosen: Chosen
    found: Slice


def asked_list(request: HttpRequest, base: Wanted, *, now: datetime) -> AskedList:
    """The page of a list that the address asks for. Raises Refused (404) for unknown filters and places."""
    chosen, wanted = read_filters(request, base, now=now)
    before, after = read_place(request, "before"), read_place(request, "after")
    return AskedList(chosen, public_slice(wanted, before=before, after=after))


def shown_list(
    asked: AskedList,
    path: str,
    counts: Mapping[str, Mapping[str, int]],
    *,
    names: tuple[str, ...] = NAMES,
    supports: Supports = NO_SUPPORTS,
    now: datetime,
) -> QuestionList:
    """The list with its filters, the addresses of the pages beside it and, where it is time, buttons of support."""
    found, chosen = asked.found, asked.chosen
    first, last = (found.rows[0].id, found.rows[-1].id) if found.rows else (None, None)
    return QuestionList(
        html=with_buttons("".join(question_pieces(found.rows, ITEM, now=now)), supports),
        filters=_filters(path, counts, chosen, names, now),
        is_narrowed=bool(chosen),
        path=path,
        newer_url=_url(path, chosen, "after", first if found.has_newer else None),
        older_url=_url(path, chosen, "before", last if found.has_older else None),
    )


def question_list(
    request: HttpRequest,
    base: Wanted,
    counts: Mapping[str, Mapping[str, int]],
    *,
    names: tuple[str, ...] = NAMES,
    now: datetime,
) -> QuestionList:
    """Both at once, for pages that are not kept whole."""
    return shown_list(asked_list(request, base, now=now), request.path, counts, names=names, now=now)


def _filters(
    path: str, counts: Mapping[str, Mapping[str, int]], chosen: Chosen, names: tuple[str, ...], now: datetime
) -> SafeString:
    """The form of the filters; kept, for most pages between two changes of a counter show the same one."""
    made_of = repr((path, counts, chosen, names, get_language(), local_day(now)))
    key = f"filters:{blake2b(made_of.encode(), digest_size=16).hexdigest()}"
    kept: str | None = caches["fragments"].get(key)
    if kept is None:
        filters = offered(counts, chosen, names=names, now=now)
        values = {"filters": filters, "used": sum(row.is_used for row in filters), "path": path}
        kept = str(render_to_string("parts/filters.html", values))
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    return mark_safe(kept)  # it came out of a template that escapes


def read_place(request: HttpRequest, name: str) -> UUID | None:
    """The id at which a page of a list begins or ends. Raises Refused (404) for what is none."""
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
