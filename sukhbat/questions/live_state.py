"""What everybody sees of a live conference: values without a language, read in few queries.

Only the published text of public questions ever gets in here; ``live_json`` turns it into JSON in one language.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.core.cache import caches
from django.db import connection
from django.db.models import Exists, OuterRef

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import hides_counts, live_conference
from sukhbat.conferences.rules import PUBLIC
from sukhbat.conferences.watching import watch_url
from sukhbat.questions.counters import balances
from sukhbat.questions.models import Airing, OrderEdition, PublishedVersion, Question
from sukhbat.questions.rules import OPEN, AirState, Visibility
from sukhbat.questions.support_tally import most_supported, supports_of

MOST = 10
# Questions whose text has to leave pages that are open: those asked last, as far back as a page of the list reaches.
MOST_HIDDEN = 50
# How far down the published order is looked for those that still wait.
MOST_PLACES = 200
_AIRED = [AirState.ON_AIR.value, AirState.ANSWERED.value, AirState.IN_WRITING.value]
LONGEST_LEADING = 280
LONGEST_ANSWERED = 1_000
# Counting what has no counter may take one part in fifty of the time.
_COUNTING_SHARE = 50


@dataclass(frozen=True)
class Names:
    """An official name in three languages."""

    kk: str
    ru: str
    en: str

    def in_language(self, language: str) -> str:
        """The name in the language, or in the first of kk, ru, en that has one."""
        return str(getattr(self, language, "")) or self.kk or self.ru or self.en


@dataclass(frozen=True)
class Shown:
    """The public side of a question."""

    number: str
    text: str
    language: str
    region: Names | None = None
    theme: Names | None = None


@dataclass(frozen=True)
class OnAir:
    """The question on air, since when, and why it was chosen. ``supports`` is None while counts are hidden."""

    question: Shown
    since: datetime
    place: int | None
    chosen_by: str
    supports: int | None


@dataclass(frozen=True)
class AnsweredOnAir:
    """A short record of an answer; ``second`` counts from the start of the live part."""

    question: Shown
    record: str
    record_language: str
    speaker: Names | None
    second: int | None
    watch_url: str | None


@dataclass(frozen=True)
class Leading:
    """A question that is about to be chosen, by which part of the order ('' without an order)."""

    question: Shown
    supports: int | None
    part: str


@dataclass(frozen=True)
class Counts:
    """Numbers of questions: all received ones, the public, those answered on air, those left for writing."""

    received: int
    public: int
    answered_live: int
    to_writing: int


@dataclass(frozen=True)
class LiveState:
    """Everything of one conference at a moment."""

    conference_id: UUID
    slug: str
    phase: str
    paused: bool
    at: datetime
    counts: Counts
    air: OnAir | None
    answered: tuple[AnsweredOnAir, ...]
    leading: tuple[Leading, ...]
    hidden: tuple[str, ...] = ()


def live_state(conference_id: UUID, now: datetime) -> LiveState | None:
    """The state at a moment, in about nine queries; None when there is no such public conference."""
    conference = live_conference(conference_id)
    if conference is None or conference.phase(now) not in PUBLIC:
        return None
    phase = conference.phase(now)
    order = getattr(conference, "order", None)
    shows_counts = not hides_counts(conference, now=now)
    air, answered = _airings(conference)
    leading = _leading(conference, has_order=order is not None)
    numbers = _Supports(
        [*([air.question_id] if air else []), *(row.pk for row, _part in leading)], shows_counts
    )
    return LiveState(
        conference_id=conference.pk,
        slug=conference.slug,
        phase=phase.value,
        paused=conference.paused_at is not None,
        at=now,
        counts=_counts(conference.pk),
        air=_on_air(air, numbers) if air else None,
        answered=tuple(_answered(row, conference) for row in answered),
        leading=tuple(
            Leading(_shown(row, LONGEST_LEADING), numbers.of(row.pk), part) for row, part in leading
        ),
        hidden=_hidden(conference.pk),
    )


class _Supports:
    """Exact numbers of supports, or None for all while they are hidden."""

    def __init__(self, ids: Iterable[UUID], are_shown: bool) -> None:
        self._found = supports_of(list(ids)) if are_shown else None

    def of(self, question_id: UUID) -> int | None:
        return None if self._found is None else self._found.get(question_id, 0)


def _airings(conference: Conference) -> tuple[Airing | None, list[Airing]]:
    """The one on air and those answered last; only of public questions."""
    found = Airing.objects.select_related("question__region", "question__theme", "speaker").filter(
        conference_id=conference.pk, question__visibility=Visibility.PUBLIC
    )
    air = found.filter(state=AirState.ON_AIR).first()
    return air, list(found.filter(state=AirState.ANSWERED).order_by("-ended_at", "-id")[:MOST])


def _leading(conference: Conference, *, has_order: bool) -> list[tuple[Question, str]]:
    """The first questions of the published order that still wait, or without an order those with most supports."""
    waiting = (
        Question.objects.select_related("region")
        .filter(visibility=Visibility.PUBLIC, stage__in=[stage.value for stage in OPEN], to_writing_at=None)
        .exclude(
            pk__in=Airing.objects.filter(conference_id=conference.pk, state__in=_AIRED).values("question_id")
        )
    )
    if not has_order:
        ids = [question_id for question_id, _n in most_supported(conference.pk, MOST * 2)]
        found = waiting.in_bulk(ids)
        return [(found[question_id], "") for question_id in ids if question_id in found][:MOST]
    edition = OrderEdition.objects.filter(conference_id=conference.pk).order_by("-taken_at").first()
    places = {str(number): str(part) for number, part, *_group in (edition.places if edition else [])}
    rows = {row.number: row for row in waiting.filter(number__in=list(places)[:MOST_PLACES])}
    return [(rows[number], part) for number, part in places.items() if number in rows][:MOST]


def _hidden(conference_id: UUID) -> tuple[str, ...]:
    """Numbers of questions that were public and are hidden now, those asked last first."""
    shown_before = PublishedVersion.objects.filter(question=OuterRef("pk"))
    found = Question.objects.filter(
        Exists(shown_before), conference=conference_id, visibility=Visibility.HIDDEN
    )
    return tuple(found.order_by("-id").values_list("number", flat=True)[:MOST_HIDDEN])


def _counts(conference_id: UUID) -> Counts:
    balance = balances("conference", [conference_id])[conference_id]
    public, to_writing = _uncounted(conference_id)
    return Counts(balance.received, public, balance.answered_live, to_writing)


def _uncounted(conference_id: UUID) -> tuple[int, int]:
    """Public questions and those left for writing: counted row by row, so the less often the longer it takes."""
    cache, key = caches["fragments"], f"live_counts:{conference_id}"
    found: tuple[int, int] | None = cache.get(key)
    if found is None:
        begun = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FILTER (WHERE visibility = 'public'), count(to_writing_at) "
                "FROM questions_question WHERE conference_id = %s",
                [conference_id],
            )
            public, to_writing = cursor.fetchone() or (0, 0)
        found = (int(public), int(to_writing))
        cache.set(key, found, (time.monotonic() - begun) * _COUNTING_SHARE)
    return found


def _on_air(row: Airing, supports: _Supports) -> OnAir:
    return OnAir(
        question=_shown(row.question),
        since=row.on_air_at or row.lined_up_at,
        place=row.place,
        chosen_by=row.chosen_by,
        supports=supports.of(row.question_id),
    )


def _answered(row: Airing, conference: Conference) -> AnsweredOnAir:
    return AnsweredOnAir(
        question=_shown(row.question, LONGEST_ANSWERED),
        record=row.record,
        record_language=row.record_language,
        speaker=_names(row.speaker),
        second=row.second,
        watch_url=watch_url(conference, row.second) or None,
    )


class _Named(Protocol):
    name_kk: str
    name_ru: str
    name_en: str


def _shown(row: Question, longest: int | None = None) -> Shown:
    text = row.text if longest is None or len(row.text) <= longest else f"{row.text[: longest - 1].rstrip()}…"
    has_theme = "theme" in row._state.fields_cache
    return Shown(row.number, text, row.language, _names(row.region), _names(row.theme) if has_theme else None)


def _names(row: _Named | None) -> Names | None:
    return None if row is None else Names(row.name_kk, row.name_ru, row.name_en)
