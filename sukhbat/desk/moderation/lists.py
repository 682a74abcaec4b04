"""The queue, its next question, and what was decided lately."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sukhbat.conferences.hosting import switch_premoderation
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import all_conferences
from sukhbat.conferences.rules import Phase
from sukhbat.desk.moderation.addresses import read_place, read_uuid, see, show_place
from sukhbat.desk.moderation.gate import keep_marked_first, marked_first, moderator
from sukhbat.desk.moderation.marks import chips
from sukhbat.desk.moderation.shown import row
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.partitions import first_id
from sukhbat.ledger.queries import recent_entries
from sukhbat.questions import queries, waiting
from sukhbat.questions.claims import claim_next
from sukhbat.questions.events import QuestionHidden, QuestionMasked, QuestionPublished
from sukhbat.questions.moderation import publish_questions

DECISIONS = (QuestionPublished.name, QuestionMasked.name, QuestionHidden.name)
DECIDED_WITHIN = timedelta(days=14)
DECIDED_PAGE = 50


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the nearest promise first, or after the moderator's wish what is marked before the rest."""
    now = clock.now()
    person = moderator(request, now=now)
    counts = waiting.queue_counts(now=now)
    conferences = {conference.pk: conference for conference in all_conferences()}
    chosen = next((c for c in conferences.values() if c.slug == request.GET.get("conference")), None)
    flagged = "flagged" in request.GET
    after = read_place(request.GET.get("after", ""))
    found = waiting.queue(
        now=now,
        conference_id=chosen.pk if chosen else None,
        flagged=flagged,
        marked_first=marked_first(request),
        after=after,
        limit=waiting.PAGE + 1,
    )
    narrowed = ({"conference": chosen.slug} if chosen else {}) | ({"flagged": "1"} if flagged else {})
    rows = [row(one, person.pk, now=now) for one in found[: waiting.PAGE]]
    more = len(found) > waiting.PAGE
    context = {
        "rows": rows,
        "now": now,
        "all": sum(count.all for count in counts),
        "flagged_count": sum(count.flagged for count in counts),
        "late_count": sum(count.late for count in counts),
        "by_conference": [
            (conferences[count.conference_id], count.all) for count in counts if count.conference_id
        ],
        "chosen": chosen,
        "flagged": flagged,
        "marked_first": marked_first(request),
        "narrowed": urlencode(narrowed),
        "live": [found for found in conferences.values() if found.phase(now) is Phase.LIVE],
        "new_url": _new_url(chosen, now),
        "first_url": _address(narrowed) if after else "",
        "next_url": _address({**narrowed, "after": show_place(found[waiting.PAGE - 1].place)})
        if more
        else "",
    }
    return render(request, "moderation/queue.html", context)


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """In which order this moderator works, from now on: a wish of the session."""
    moderator(request, now=clock.now())
    keep_marked_first(request, request.POST.get("first") == "marked")
    return see("moderation:queue")


@never_cache
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """How many came since the list was opened: a line that is asked for again and again, and moves nothing."""
    now = clock.now()
    moderator(request, now=now)
    slug = request.GET.get("conference", "")
    chosen = next((row for row in all_conferences() if row.slug == slug), None) if slug else None
    last = read_uuid(request.GET.get("since", ""))
    count = waiting.waiting_since(last, conference_id=chosen.pk if chosen else None)
    context = {"count": count, "queue_url": _address({"conference": slug} if chosen else {})}
    return render(request, "moderation/new.html", context)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Whether texts of a live conference wait for their check or are shown at once."""
    now = clock.now()
    person = moderator(request, now=now)
    is_premoderated = request.POST.get("premoderated") == "yes"
    conference = switch_premoderation(
        person=person, slug=request.POST.get("conference", ""), is_premoderated=is_premoderated, now=now
    )
    said = (
        _("%(title)s: each text now waits for its check, five minutes at most.")
        if is_premoderated
        else _(
            "%(title)s: texts are now shown at once. Those with personal data or obscene words wait for you."
        )
    )
    messages.success(request, said % {"title": conference.title})
    return see("moderation:queue")


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Claim the oldest free question and open it."""
    now = clock.now()
    person = moderator(request, now=now)
    question = claim_next(
        person=person,
        after=read_place(request.POST.get("after", "")),
        now=now,
        marked_first=marked_first(request),
    )
    if question is None:
        messages.info(request, _("Nothing is waiting that you could take."))
        return see("moderation:queue")
    return see("moderation:item", question.shown_number)


@require_POST
def publish_selected(request: HttpRequest) -> HttpResponse:
    """Publish the chosen clean questions of the list."""
    now = clock.now()
    person = moderator(request, now=now)
    numbers = [number for typed in request.POST.getlist("number") if (number := read_number(typed))]
    done = publish_questions(person=person, numbers=numbers, now=now)
    if done.published:
        text = ngettext(
            "%(count)s question is public now.", "%(count)s questions are public now.", done.published
        )
        messages.success(request, text % {"count": done.published})
    for refusal in {refusal.code: refusal for refusal in done.left.values()}.values():
        messages.warning(request, _("Some were left: %(reason)s") % {"reason": refusal})
    if not numbers:
        messages.warning(request, _("Please choose questions first."))
    return see("moderation:queue")


@never_cache
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """What was published, masked or hidden in the last two weeks, also by time; each can be changed again."""
    now = clock.now()
    moderator(request, now=now)
    before = read_uuid(request.GET.get("before", ""))
    entries = recent_entries(
        events=DECISIONS, since=now - DECIDED_WITHIN, before=before, limit=DECIDED_PAGE + 1
    )
    page = entries[:DECIDED_PAGE]
    found = queries.questions_by_number({entry.subject for entry in page})
    grounds = {ground.code: ground.name for ground in queries.grounds("hide")}
    marks = waiting.marks_among(question.pk for question in found.values())
    lines = [
        (
            entry,
            found[entry.subject],
            grounds.get(str(entry.facts.get("ground")), ""),
            chips(marks[found[entry.subject].pk]) if found[entry.subject].pk in marks else [],
        )
        for entry in page
        if entry.subject in found
    ]
    context = {
        "lines": lines,
        "newest_url": reverse("moderation:decided") if before else "",
        "older_url": f"?{urlencode({'before': str(page[-1].id)})}" if len(entries) > DECIDED_PAGE else "",
    }
    return render(request, "moderation/decided.html", context)


def _new_url(chosen: Conference | None, now: datetime) -> str:
    """Where to ask what came since now."""
    fields = {"since": str(first_id(now))} | ({"conference": chosen.slug} if chosen else {})
    return f"{reverse('moderation:new')}?{urlencode(fields)}"


def _address(fields: dict[str, str]) -> str:
    query = f"?{urlencode(fields)}" if fields else ""
    return reverse("moderation:queue") + query
