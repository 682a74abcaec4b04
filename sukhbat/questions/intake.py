"""Taking questions in: a pure ``prepare`` and one set-based ``store``, the same for one page or a whole batch.

``store`` must run in a transaction. A key that was stored before (a double press, a retried import)
is not stored again: its first question is returned instead.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.rules import Directory, RoutingRule, route
from sukhbat.conferences.rules import Phase, Times, phase
from sukhbat.kernel.ids import new_number, uuid7
from sukhbat.kernel.refusals import Refusal
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import Actor, content_digest, new_salt
from sukhbat.questions.events import QuestionReceived
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import LONGEST, LONGEST_NAME, SHORTEST, Source, Visibility, publish_by
from sukhbat.terms.rules import Calendar, DueDate, Term, due_for_question
from sukhbat.understanding.language import detect
from sukhbat.understanding.personal_data import find, mask
from sukhbat.understanding.text import clean, validate_length


@dataclass(frozen=True)
class ConferenceFacts:
    """What intake needs of the conference a question goes to."""

    id: UUID
    slug: str
    body_id: UUID
    terms_start_on: date
    times: Times | None = None
    is_premoderated: bool = True

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
    """A question ready to be stored, with the line of the log it makes."""

    question: dict[str, Any]
    private: dict[str, Any]
    line: Line

    @property
    def key(self) -> UUID:
        return UUID(self.private["key"])


def prepare(submission: Submission, world: World, *, now: datetime) -> Prepared | Refusal:
    """Validate, mask, number, route and date one question. Touches nothing."""
    original = clean(submission.text)
    if refusal := _length_refusal(original):
        return refusal
    findings = find(original)
    published = (
        mask(original, findings) if submission.published_text is None else clean(submission.published_text)
    )
    still_found = find(published)
    received_at = submission.received_at or now
    due = _due(submission, world, received_at)
    body_id, rule = _body(submission, world)
    language = submission.language if submission.language in {"kk", "ru", "en"} else "kk"
    name = clean(submission.name).strip()[:LONGEST_NAME]
    question_id, number, salt = uuid7(), new_number(), new_salt()
    line = Line(
        event=_event(submission, world, body_id, rule, due, language),
        subject=number,
        actor=_actor(submission),
        digest=content_digest(salt, original, language),
    )
    question = {
        "id": str(question_id),
        "number": number,
        "text": published,
        "asker_name": "" if submission.hide_name else name,
        "language": language,
        "detected": detect(original).language,
        "region_id": _text(submission.region_id),
        "theme_id": _text(submission.theme_id),
        "conference_id": _text(submission.conference.id if submission.conference else None),
        "body_id": str(body_id),
        "first_body_id": str(body_id),
        "routed_by": rule.value,
        "visibility": (Visibility.PRIVATE if submission.keep_private else Visibility.PENDING).value,
        "received_at": received_at.isoformat(),
        "registered_on": due.registered_on.isoformat(),
        "due_on": due.due_on.isoformat(),
        "due_calculation": due.to_json(),
        "publish_by": _publish_by(submission.conference, world, now).isoformat(),
        "is_masked": published != original,
        "is_sample": submission.is_sample,
    }
    private = {
        "question_id": str(question_id),
        "key": str(submission.key),
        "source": submission.source.value,
        "source_id": submission.source_id,
        "author_id": _text(submission.author_id),
        "entered_by_id": _text(submission.entered_by_id),
        "original": original,
        "name": name,
        "contact": clean(submission.contact).strip()[:200],
        "hide_name": submission.hide_name,
        "salt": "\\x" + salt.hex(),
        "consent_version": submission.consent_version,
        "findings": sorted({finding.kind for finding in still_found}),
    }
    return Prepared(question, private, line)


def store(batch: Sequence[Prepared], *, now: datetime) -> dict[UUID, Question]:
    """Insert a batch with its entries; the questions by key, first ones for keys that were known.

    Raises IntegrityError only when a row names what does not exist.
    """
    batch = list({prepared.key: prepared for prepared in batch}.values())
    fresh = _insert_apart(batch)
    lines = [prepared.line for prepared in batch if prepared.key in fresh]
    entries = record_all(lines=lines, now=now)
    _link_entries({UUID(p.question["id"]): e.id for p, e in zip(_kept(batch, fresh), entries, strict=True)})
    private = QuestionPrivate.objects.filter(key__in=[prepared.key for prepared in batch])
    keys = dict(private.values_list("question_id", "key"))
    return {keys[question.pk]: question for question in Question.objects.filter(pk__in=keys)}


def _kept(batch: Sequence[Prepared], fresh: set[UUID]) -> list[Prepared]:
    return [prepared for prepared in batch if prepared.key in fresh]


_QUESTION_COLUMNS = (
    "id uuid, number text, text text, asker_name text, language text, detected text, region_id uuid, theme_id uuid, "
    "conference_id uuid, body_id uuid, first_body_id uuid, routed_by text, visibility text, received_at timestamptz, "
    "registered_on date, due_on date, due_calculation jsonb, publish_by timestamptz, is_masked boolean, "
    "is_sample boolean"
)
_PRIVATE_COLUMNS = (
    "question_id uuid, key uuid, source text, source_id text, author_id uuid, entered_by_id uuid, original text, "
    "name text, contact text, hide_name boolean, salt bytea, consent_version integer, findings jsonb"
)


def _names(columns: str) -> str:
    return ", ".join(column.split()[0] for column in columns.split(", "))


# The private part goes first: its unique key decides who was first. The foreign key is checked at commit.
_INSERT = f"""
WITH private AS (
    INSERT INTO questions_questionprivate ({_names(_PRIVATE_COLUMNS)}, entry_id)
    SELECT {_names(_PRIVATE_COLUMNS)}, '00000000-0000-0000-0000-000000000000'::uuid
    FROM jsonb_to_recordset(%s::jsonb) AS incoming({_PRIVATE_COLUMNS})
    ON CONFLICT DO NOTHING
    RETURNING question_id, key
), question AS (
    INSERT INTO questions_question
        ({_names(_QUESTION_COLUMNS)}, stage, outcome, hidden_ground, body_since_at, version)
    SELECT {_names(_QUESTION_COLUMNS)}, 'received', '', '', received_at, 1
    FROM jsonb_to_recordset(%s::jsonb) AS incoming({_QUESTION_COLUMNS})
    WHERE id IN (SELECT question_id FROM private)
)
SELECT key FROM private
"""


def _insert_apart(batch: Sequence[Prepared]) -> set[UUID]:
    """Insert in a savepoint, so that a number drawn twice (1 in 10^12 a pair) costs a retry, not the batch."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                _INSERT,
                [json.dumps([p.private for p in batch]), json.dumps([p.question for p in batch])],
            )
            return {row[0] for row in cursor.fetchall()}
    except IntegrityError as error:
        if "questions_question_number" not in str(error):
            raise
        raise NumberTaken from error


class NumberTaken(Exception):
    """A public number was drawn that exists; prepare the batch again."""


def _link_entries(entry_of: dict[UUID, UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE questions_questionprivate p SET entry_id = link.entry "
            "FROM unnest(%s::uuid[], %s::uuid[]) AS link(question, entry) WHERE p.question_id = link.question",
            [list(entry_of), list(entry_of.values())],
        )


def _length_refusal(text: str) -> Refusal | None:
    code = validate_length(text, low=SHORTEST, high=LONGEST)
    sentences: dict[str, str | Promise] = {
        "too_short": _("Please write at least %(low)s characters, so that the question can be understood.")
        % {"low": SHORTEST},
        "too_long": _("The question is longer than %(high)s characters. Please shorten it; nothing is lost.")
        % {"high": LONGEST},
        "no_letters": _("Please write the question in words."),
    }
    return Refusal(code, sentences[code], 422) if code else None


def _publish_by(conference: ConferenceFacts | None, world: World, now: datetime) -> datetime:
    if conference is None:
        return world.publish_by
    return publish_by(
        now,
        ordinary=world.publish_by,
        is_live=conference.is_live(now),
        is_premoderated=conference.is_premoderated,
    )


def _due(submission: Submission, world: World, received_at: datetime) -> DueDate:
    conference_end_on = submission.conference.terms_start_on if submission.conference else None
    return due_for_question(
        received_at, world.term, world.calendar, world.zone, conference_end_on=conference_end_on
    )


def _body(submission: Submission, world: World) -> tuple[UUID, RoutingRule]:
    return route(
        world.directory,
        theme_id=submission.theme_id,
        region_id=submission.region_id,
        conference_body=submission.conference.body_id if submission.conference else None,
        chosen_body=submission.chosen_body_id,
    )


def _event(
    submission: Submission, world: World, body_id: UUID, rule: RoutingRule, due: DueDate, language: str
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
        conference=submission.conference.slug if submission.conference else None,
    )


def _actor(submission: Submission) -> Actor:
    if submission.entered_by_id:
        return Actor("operator", submission.entered_by_id)
    return Actor("citizen", submission.author_id) if submission.author_id else Actor(submission.source.value)


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
