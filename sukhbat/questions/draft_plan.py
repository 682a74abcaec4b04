"""What would become of a draft if it were sent now: body, due date, public text. Writes nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sukhbat.bodies.models import Body, Region, Theme
from sukhbat.bodies.queries import bodies, regions, themes
from sukhbat.bodies.rules import RoutingRule
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import conference as public_conference
from sukhbat.conferences.queries import takes_questions
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.draft_fields import DraftFields, span
from sukhbat.questions.intake import Submission, prepare
from sukhbat.questions.proposals import propose
from sukhbat.questions.rules import Source
from sukhbat.questions.world import conference_facts, intake_world
from sukhbat.terms.rules import DueDate
from sukhbat.understanding.flags import Flag, flags_of
from sukhbat.understanding.language import detect
from sukhbat.understanding.personal_data import Finding, find, mask

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Reference:
    """What may be chosen today, by slug."""

    themes: dict[str, Theme]
    regions: dict[str, Region]
    bodies: dict[str, Body]


@dataclass(frozen=True)
class Plan:
    """A draft ready to be sent: the cleaned text, what was found in it, what is masked, where it goes."""

    original: str
    findings: tuple[Finding, ...]
    masked: tuple[Finding, ...]
    conference: Conference | None
    submission: Submission

    @property
    def is_obscene(self) -> bool:
        """Whether the text will be shown only after a moderator has looked at it, because it swears."""
        return Flag.OBSCENE in flags_of(self.submission.published_text or self.original)


@dataclass(frozen=True)
class Forecast:
    """What the receipt would say: who answers, by which rule, and by when."""

    body: Body
    routed_by: RoutingRule
    due: DueDate
    public_text: str


def reference(*, now: datetime) -> Reference:
    today = local_day(now)
    return Reference(
        themes={row.slug: row for row in themes(on=today)},
        regions={row.slug: row for row in regions()},
        bodies={row.slug: row for row in bodies(on=today)},
    )


def plan_draft(
    kept: DraftFields, *, key: UUID, person: Person | None, now: datetime, known: Reference | None = None
) -> Plan:
    """The submission a draft makes. A code that names nothing any more is left out."""
    known = known or reference(now=now)
    findings = tuple(find(kept.text))
    masked = tuple(finding for finding in findings if span(finding) not in kept.unmasked)
    found = public_conference(kept.conference, now=now) if kept.conference else None
    submission = Submission(
        key=key,
        text=kept.text,
        published_text=mask(kept.text, masked),
        language=kept.language,
        source=Source.WEB,
        author_id=person.pk if person else None,
        theme_id=_id(known.themes.get(kept.theme)),
        region_id=_id(known.regions.get(kept.region)),
        chosen_body_id=_id(known.bodies.get(kept.body)),
        conference=conference_facts(found) if found else None,
        name=kept.name,
        hide_name=not kept.show_name,
        keep_private=kept.keep_private,
        consent_version=kept.consent,
    )
    return Plan(kept.text, findings, masked, found, submission)


def forecast(plan: Plan, *, now: datetime, known: Reference) -> Forecast | Refusal:
    """What sending the plan at this moment would give."""
    prepared = prepare(plan.submission, intake_world(now=now), now=now)
    if isinstance(prepared, Refusal):
        return prepared
    return Forecast(
        body=next(body for body in known.bodies.values() if body.pk == prepared.body_id),
        routed_by=prepared.routed_by,
        due=prepared.due,
        public_text=prepared.text,
    )


def intake_is_closed(plan: Plan, *, now: datetime) -> bool:
    """Whether the conference of the plan takes no questions at this moment."""
    return plan.conference is not None and not takes_questions(plan.conference, now=now)


def without_conference(plan: Plan, *, now: datetime, known: Reference) -> Forecast | Refusal:
    """The same question as an ordinary one: to the body the rules name, else to the conference's own."""
    ordinary = replace(plan, submission=replace(plan.submission, conference=None))
    found = forecast(ordinary, now=now, known=known)
    if (
        isinstance(found, Refusal)
        or found.routed_by is not RoutingRule.COORDINATOR
        or plan.conference is None
    ):
        return found
    chosen = replace(ordinary.submission, chosen_body_id=plan.conference.body_id)
    return forecast(replace(ordinary, submission=chosen), now=now, known=known)


def with_proposals(
    kept: DraftFields, *, page_language: str, known: Reference, themes: list[Theme]
) -> DraftFields:
    """The fields with language, theme and region proposed where empty; ``themes`` are the conference's."""
    offered = {theme.slug: theme for theme in themes} or known.themes
    return replace(
        kept,
        language=kept.language or proposed_language(kept.text, page_language),
        theme=kept.theme or (next(iter(offered)) if len(offered) == 1 else _proposed(kept.text, offered)),
        region=kept.region or _proposed(kept.text, known.regions),
    )


def proposed_language(text: str, page_language: str) -> str:
    """The language a text is written in, or the page's when the text does not say."""
    detected = detect(text).language
    return detected if detected in LANGUAGES else page_language


def _proposed(text: str, offered: dict[str, Theme] | dict[str, Region]) -> str:
    return propose(text, {slug: (row.name_kk, row.name_ru, row.name_en) for slug, row in offered.items()})


def _id(row: Theme | Region | Body | None) -> UUID | None:
    return row.pk if row else None
