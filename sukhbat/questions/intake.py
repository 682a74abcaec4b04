"""What arrives and what becomes of it: a pure ``prepare``. ``storing`` writes it, ``taking_in`` does the whole."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.rules import Directory, RoutingRule, route
from sukhbat.conferences.rules import Phase, Times, phase
from sukhbat.kernel.ids import new_number, uuid7
from sukhbat.kernel.refusals import Refusal, filled
from sukhbat.ledger.actions import Line
from sukhbat.ledger.first_entries import FirstEntry, first_entry
from sukhbat.ledger.rules import Actor, content_digest, new_salt
from sukhbat.questions.events import QuestionReceived
from sukhbat.questions.marks import marks_of
from sukhbat.questions.rules import LONGEST, LONGEST_NAME, SHORTEST, Source, Visibility, publish_by
from sukhbat.terms.rules import Calendar, DueDate, Term, due_for_question
from sukhbat.understanding.language import detect
from sukhbat.understanding.personal_data import find, mask
from sukhbat.understanding.text import clean, cleaned_length_problem

LANGUAGES = frozenset({"kk", "ru", "en"})


@dataclass(frozen=True)
class ConferenceFacts:
    """What intake needs of the conference a question goes to."""

    id: UUID
    slug: str
    body_id: UUID
    terms_start_on: date
    times: Times | None = None
    is_premoderated: bool = True
    is_sample: bool = False

    def is_live(self, now: datetime) -> bool:
        """Whether the live part goes on at a moment."""
        return self.times is not None and phase(self.times, now) is Phase.LIVE


@dataclass(frozen=True)
class Submission:
    """A question as it arrives. ``published_text`` is the asker's own masking; None masks all that is found."""

    key: UUID
    text: str
    language: str
    source: Source
    author_id: UUID | None = None
    entered_by_id: UUID | None = None
    source_id: str | None = None
    published_text: str | None = None
    theme_id: UUID | None = None
    region_id: UUID | None = None
    conference: ConferenceFacts | None = None
    chosen_body_id: UUID | None = None
    name: str = ""
    hide_name: bool = True
    contact: str = ""
    keep_private: bool = False
    consent_version: int | None = None
    received_at: datetime | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class World:
    """The reference data that ``prepare`` works on: a snapshot, so that it stays pure."""

    directory: Directory
    calendar: Calendar
    term: Term
    zone: ZoneInfo
    publish_by: datetime
    body_slugs: dict[UUID, str]
    theme_slugs: dict[UUID, str]
    region_slugs: dict[UUID, str]


@dataclass(frozen=True)
class Prepared:
    """A question ready to be stored: the entry of the log it makes, and its rows column by column, as JSON has them."""

    id: UUID
    key: UUID
    text: str
    body_id: UUID
    routed_by: RoutingRule
    received_at: datetime
    due: DueDate
    entry: FirstEntry
    question: dict[str, Any]
    private: dict[str, Any]


def prepare(submission: Submission, world: World, *, now: datetime) -> Prepared | Refusal:
    """Validate, mask, number, route and date one question. Touches nothing."""
    return prepare_for(submission.conference, submission, world, now=now)


def prepare_for(
    conference: ConferenceFacts | None, submission: Submission, world: World, *, now: datetime
) -> Prepared | Refusal:
    """As ``prepare``, with the conference as it is now, whatever the submission knew of it."""
    original = clean(submission.text)
    if refusal := _length_refusal(original):
        return refusal
    found = find(original)
    published = (
        mask(original, found) if submission.published_text is None else clean(submission.published_text)
    )
    still_found = found if published == original else find(published)
    detected = detect(original).language
    marks = marks_of(published, personal=still_found, language=detected)
    received_at = submission.received_at or now
    end_on = conference.terms_start_on if conference else None
    due, calculation = _counted(received_at, world.term, world.calendar, world.zone, end_on)
    body_id, rule = _body(submission, conference, world)
    language = submission.language if submission.language in LANGUAGES else "kk"
    question_id, salt = uuid7(), new_salt()
    line = Line(
        event=_event(submission, conference, world, body_id, rule, due, language),
        subject=new_number(),
        actor=_actor(submission),
        digest=content_digest(salt, original, language),
    )
    entry = first_entry(line, now=now)
    name = clean(submission.name).strip()[:LONGEST_NAME] if submission.name else ""
    question = {
        "id": question_id.hex,
        "number": line.subject,
        "text": published,
        "asker_name": "" if submission.hide_name else name,
        "language": language,
        "detected": detected,
        "region_id": _hex(submission.region_id),
        "theme_id": _hex(submission.theme_id),
        "conference_id": conference.id.hex if conference else None,
        "body_id": body_id.hex,
        "routed_by": rule,
        "visibility": Visibility.PRIVATE if submission.keep_private else Visibility.PENDING,
        "received_at": received_at.isoformat(),
        "registered_on": due.registered_on.isoformat(),
        "due_on": due.due_on.isoformat(),
        "due_calculation": calculation,
        "publish_by": _publish_by(conference, world, now).isoformat(),
        "is_masked": published != original,
        "is_sample": submission.is_sample or (conference is not None and conference.is_sample),
    }
    private = {
        "question_id": question["id"],
        "key": submission.key.hex,
        "source": submission.source,
        "source_id": submission.source_id,
        "author_id": _hex(submission.author_id),
        "entered_by_id": _hex(submission.entered_by_id),
        "original": original,
        "name": name,
        "contact": clean(submission.contact).strip()[:200] if submission.contact else "",
        "hide_name": submission.hide_name,
        "salt": "\\x" + salt.hex(),
        "entry_id": entry.content.id.hex,
        "consent_version": submission.consent_version,
        "findings": marks.findings,
        "flags": marks.flags,
    }
    return Prepared(
        id=question_id,
        key=submission.key,
        text=published,
        body_id=body_id,
        routed_by=rule,
        received_at=received_at,
        due=due,
        entry=entry,
        question=question,
        private=private,
    )


def _length_refusal(text: str) -> Refusal | None:
    code = cleaned_length_problem(text, SHORTEST, LONGEST)
    if code is None:
        return None
    sentences: dict[str, str | Promise] = {
        "too_short": filled(
            _("Please write at least %(low)s characters, so that the question can be understood."),
            low=SHORTEST,
        ),
        "too_long": filled(
            _("The question is longer than %(high)s characters. Please shorten it; nothing is lost."),
            high=LONGEST,
        ),
        "no_letters": _("Please write the question in words."),
    }
    return Refusal(code, sentences[code], 422)


def _publish_by(conference: ConferenceFacts | None, world: World, now: datetime) -> datetime:
    if conference is None:
        return world.publish_by
    return publish_by(
        now,
        ordinary=world.publish_by,
        is_live=conference.is_live(now),
        is_premoderated=conference.is_premoderated,
    )


# What arrives in one batch arrives at one moment: its due date is counted and written down once.
@lru_cache(maxsize=64)
def _counted(
    received_at: datetime, term: Term, calendar: Calendar, zone: ZoneInfo, conference_end_on: date | None
) -> tuple[DueDate, str]:
    due = due_for_question(received_at, term, calendar, zone, conference_end_on=conference_end_on)
    return due, json.dumps(due.to_json(), ensure_ascii=False, separators=(",", ":"))


def _body(
    submission: Submission, conference: ConferenceFacts | None, world: World
) -> tuple[UUID, RoutingRule]:
    return route(
        world.directory,
        theme_id=submission.theme_id,
        region_id=submission.region_id,
        conference_body=conference.body_id if conference else None,
        chosen_body=submission.chosen_body_id,
    )


def _event(
    submission: Submission,
    conference: ConferenceFacts | None,
    world: World,
    body_id: UUID,
    rule: RoutingRule,
    due: DueDate,
    language: str,
) -> QuestionReceived:
    return QuestionReceived(
        body=world.body_slugs[body_id],
        routed_by=rule.value,
        due_on=due.due_on,
        registered_on=due.registered_on,
        language=language,
        source=submission.source.value,
        theme=world.theme_slugs.get(submission.theme_id) if submission.theme_id else None,
        region=world.region_slugs.get(submission.region_id) if submission.region_id else None,
        conference=conference.slug if conference else None,
    )


def _actor(submission: Submission) -> Actor:
    if submission.entered_by_id:
        return Actor("operator", submission.entered_by_id)
    return Actor("citizen", submission.author_id) if submission.author_id else Actor(submission.source.value)


def _hex(value: UUID | None) -> str | None:
    return value.hex if value else None
