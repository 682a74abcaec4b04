"""The transparency log for those who audit it: the newest entries, or everything about one subject."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.bodies.policies import may_read_log
from sukhbat.desk.coordination.door import asked, keeper, page
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number, show_number
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about_before, entries_before, last_index

PAGE = 50


@dataclass(frozen=True)
class Shown:
    """An entry as a line of the page."""

    index: int | None
    entry: Entry
    subject: str
    question_url: str
    facts: list[tuple[str, str]]


@never_cache
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """A page of the log by keyset: below a leaf index, or older than an entry of the subject."""
    now = clock.now()
    keeper(request, now=now, policy=may_read_log)
    typed = asked(request, "subject")
    subject = read_number(typed) or typed
    before = asked(request, "before")
    rows: list[tuple[int | None, Entry]]
    if subject:
        rows = entries_about_before(subject, _entry_id(before), limit=PAGE + 1)
    else:
        rows = [*entries_before(_index(before), limit=PAGE + 1)]
    shown = [_shown(index, entry) for index, entry in rows[:PAGE]]
    context = {
        "rows": shown,
        "typed": typed,
        "size": last_index() + 1,
        "older_url": _older(typed, shown[-1]) if len(rows) > PAGE else "",
        "first_url": reverse("coordination:log") + _query(subject=typed) if before else "",
    }
    return page(request, "log.html", "log", context, now=now)


def _shown(index: int | None, entry: Entry) -> Shown:
    is_question = read_number(entry.subject) == entry.subject
    facts = [(name, _fact(value)) for name, value in entry.facts.items()]
    return Shown(
        index=index,
        entry=entry,
        subject=show_number(entry.subject) if is_question else entry.subject,
        question_url=reverse("web:question", args=[show_number(entry.subject)]) if is_question else "",
        facts=facts,
    )


def _fact(value: object) -> str:
    """A fact in one line; a hash by its beginning."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) < 64 or " " in text else f"{text[:12]}…"


def _older(typed: str, last: Shown) -> str:
    key = str(last.entry.id) if typed else str(last.index)
    return reverse("coordination:log") + _query(subject=typed, before=key)


def _query(**values: str) -> str:
    given = {name: value for name, value in values.items() if value}
    return f"?{urlencode(given)}" if given else ""


def _index(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _entry_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
