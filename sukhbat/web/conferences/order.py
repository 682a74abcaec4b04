"""How questions are chosen for the live part: the rule, the order as it stands, and all of it as data."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.conferences.ordering import order_of
from sukhbat.conferences.public import public_conference
from sukhbat.conferences.queries import hides_counts
from sukhbat.conferences.rules import PLACES, Phase
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.questions.models import OrderEdition, Question
from sukhbat.questions.order import first_edition, latest_edition, order_for_studio
from sukhbat.questions.order_export import export_order
from sukhbat.questions.support_tally import supports_of
from sukhbat.web.caching import public_page
from sukhbat.web.conferences.order_words import facet_names, reason_words
from sukhbat.web.kept_pages import kept_pages
from sukhbat.web.methods import takes

SHOWN = 30
EXPORT_SECONDS = 10
NO_ORDER = Refusal(
    "no_order", _("This conference has no order yet. It appears when the first questions do."), 404
)


@dataclass(frozen=True)
class Row:
    """A place as the page shows it; ``supports`` is None while counts are hidden."""

    place: int
    reason: str
    question: Question
    supports: int | None


@takes("GET")
@public_page
def conference_order(request: HttpRequest, slug: str) -> HttpResponse:
    """The rule in plain words and the leading places, each with its reason."""
    now = clock.now()
    found = _conference(slug, now)
    edition = latest_edition(found.pk)
    phase, order = found.phase(now), order_of(found)
    context = {
        "conference": found,
        "order": order,
        "seed": bytes(order.seed).hex() if order and order.revealed_at else "",
        "edition": edition,
        "rows": _rows(found, edition, now) if edition else [],
        "hides_counts": hides_counts(found, now=now),
        "limit": PLACES,
        "is_ended": phase in {Phase.ANSWERING, Phase.CLOSED},
        "has_first": phase not in {Phase.ANNOUNCED, Phase.COLLECTING} and first_edition(found) is not None,
    }
    return render(request, "conferences/order.html", context)


@takes("GET")
@public_page
def order_json(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is public of the order, made every few seconds; ``?edition=first``: as the live part began."""
    now = clock.now()
    found = _conference(slug, now)
    wanted = request.GET.get("edition", "latest")
    if wanted not in {"latest", "first"}:
        raise Http404
    order = order_of(found)
    key = f"order:{found.pk.hex}:{wanted}:{order and order.revealed_at}:{hides_counts(found, now=now)}"
    content = kept_pages.get(key)
    if content is None:
        edition = first_edition(found) if wanted == "first" else latest_edition(found.pk)
        document = export_order(found, now=now, edition=edition) if edition else None
        if document is None:
            raise Refused(NO_ORDER)
        content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        kept_pages.put(key, content, EXPORT_SECONDS)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="order-{found.slug}.json"'
    return response


def _conference(slug: str, now: datetime) -> Conference:
    found = public_conference(slug, now=now)
    if found is None:
        raise Http404
    return found


def _rows(found: Conference, edition: OrderEdition, now: datetime) -> list[Row]:
    """The leading places with whatever still waits there; a text that was hidden meanwhile is left out."""
    ordered = order_for_studio(found, edition=edition, limit=SHOWN)
    names = facet_names(now=now)
    counts = {} if hides_counts(found, now=now) else supports_of([row.question.pk for row in ordered])
    return [
        Row(
            place=row.place,
            reason=reason_words(
                part=row.part,
                group=row.group,
                reason=row.reason,
                before=edition.aired + row.place - 1,
                size=edition.size,
                names=names,
            ),
            question=row.question,
            supports=counts.get(row.question.pk),
        )
        for row in ordered
    ]
