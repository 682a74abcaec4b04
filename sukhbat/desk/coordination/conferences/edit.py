"""Writing a conference: a new draft, or changes to one; a late save shows both and keeps what was typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sukhbat.bodies.models import Body, Theme
from sukhbat.bodies.queries import bodies as all_bodies
from sukhbat.bodies.queries import themes as all_themes
from sukhbat.conferences.actions import STALE, create_conference, edit_conference
from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_edit, may_keep_conferences
from sukhbat.conferences.values import LANGUAGES, values_of
from sukhbat.desk.coordination.conferences.forms import (
    ConferenceForm,
    RespondentForm,
    respondent_forms,
    written,
)
from sukhbat.desk.coordination.conferences.lists import the_conference
from sukhbat.desk.coordination.conferences.typed import differences, initial_of, one_more, typed
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.people.models import Person

# The field at which a refusal of the action is shown.
_FIELDS = {"taken": "slug", "times": "starts_at", "title_missing": "title_kk"}
_PARTS = ("title", "summary", "description")


@dataclass
class _World:
    """Bodies and themes to choose from, read once for a page."""

    bodies: list[Body]
    themes: list[Theme]

    @property
    def body_by_id(self) -> dict[UUID, Body]:
        return {body.pk: body for body in self.bodies}

    @property
    def theme_by_id(self) -> dict[UUID, Theme]:
        return {theme.pk: theme for theme in self.themes}

    @property
    def names(self) -> dict[UUID, str]:
        return {row.pk: row.name for row in (*self.bodies, *self.themes)}


@dataclass
class _Sent:
    """The forms of a page."""

    form: ConferenceForm
    people: "BaseFormSet[RespondentForm]"

    def is_valid(self) -> bool:
        # Both are asked, so that all errors show at once.
        return all([self.form.is_valid(), self.people.is_valid()])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_conferences)
    world = _world(now)
    if request.method != "POST" or "add" in request.POST:
        return _page(request, _opened(request, None, world), None, now)
    sent = _sent(request, None, world)
    if not sent.is_valid():
        return _page(request, sent, None, now, status=422)
    try:
        made = create_conference(person=person, values=sent.form.values(written(sent.people)), now=now)
    except Refused as refused:
        return _refused(request, sent, None, refused, now)
    return see("conference", made.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change one; what is fixed once announced is not offered."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_conferences)
    found = the_conference(slug)
    ensure(may_edit(person, found, now=now))
    world = _world(now)
    if request.method != "POST" or "add" in request.POST:
        return _page(request, _opened(request, found, world), found, now)
    sent = _sent(request, found, world)
    if not sent.is_valid():
        return _page(request, sent, found, now, status=422)
    return _save(request, person, found, sent, world, now)


def _save(
    request: HttpRequest, person: Person, found: Conference, sent: _Sent, world: _World, now: datetime
) -> HttpResponse:
    values = sent.form.values(written(sent.people), values_of(found))
    version = sent.form.cleaned_data.get("version") or 0
    try:
        saved = edit_conference(person=person, slug=found.slug, version=version, values=values, now=now)
    except Refused as refused:
        if refused.refusal.code != STALE:
            return _refused(request, sent, found, refused, now)
        current = the_conference(found.slug)
        return _late(request, sent, current, differences(values_of(current), values, world.names), now)
    return see("conference", saved.slug)


def _late(
    request: HttpRequest,
    sent: _Sent,
    current: Conference,
    clashes: list[tuple[str, str, str]],
    now: datetime,
) -> HttpResponse:
    """Show what somebody saved meanwhile beside what was typed; saving again overwrites it knowingly."""
    data = request.POST.copy()
    data["version"] = str(current.version)
    sent.form.data = data
    return _page(request, sent, current, now, status=409, clashes=clashes)


def _world(now: datetime) -> _World:
    today = clock.local_day(now)
    return _World(all_bodies(on=today), all_themes(on=today))


def _opened(request: HttpRequest, found: Conference | None, world: _World) -> _Sent:
    """The forms as stored, or, with one more respondent, as typed."""
    first: dict[str, Any] = {}
    people: list[dict[str, Any]] = []
    if request.method == "POST":
        first, people = typed(request.POST)
        people = one_more(people)
    elif found is not None:
        stored = values_of(found)
        first, people = initial_of(stored, bodies=world.body_by_id, themes=world.theme_by_id)
        first["version"] = found.version
    form = ConferenceForm(
        bodies=world.bodies, themes=world.themes, is_announced=_is_announced(found), initial=first
    )
    return _Sent(form, respondent_forms(bodies=world.bodies, initial=people))


def _sent(request: HttpRequest, found: Conference | None, world: _World) -> _Sent:
    form = ConferenceForm(
        request.POST, bodies=world.bodies, themes=world.themes, is_announced=_is_announced(found)
    )
    return _Sent(form, respondent_forms(request.POST, bodies=world.bodies))


def _is_announced(found: Conference | None) -> bool:
    return found is not None and found.announced_at is not None


def _refused(
    request: HttpRequest, sent: _Sent, found: Conference | None, refused: Refused, now: datetime
) -> HttpResponse:
    field = _FIELDS.get(refused.refusal.code)
    sent.form.add_error(field if field in sent.form.fields else None, str(refused.refusal))
    return _page(request, sent, found, now, status=refused.refusal.status)


def _page(
    request: HttpRequest,
    sent: _Sent,
    found: Conference | None,
    now: datetime,
    *,
    status: int = 200,
    clashes: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {
        "conference": found,
        "form": sent.form,
        "people": sent.people,
        "languages": [_language(sent.form, language) for language in LANGUAGES],
        "clashes": clashes or [],
        "is_announced": _is_announced(found),
        "added": request.method == "POST" and "add" in request.POST,
    }
    return page(request, "conferences/edit.html", "conferences", context, now=now, status=status)


def _language(form: ConferenceForm, language: str) -> dict[str, Any]:
    """The fields of one language and which of them are still empty."""
    fields = {part: form[f"{part}_{language}"] for part in _PARTS}
    empty = [str(field.label).lower() for field in fields.values() if not str(field.value() or "").strip()]
    return {"code": language, "empty": ", ".join(empty), **fields}
