"""What a coordinator writes about a conference, as one value, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sukhbat.conferences.models import Conference, Respondent

LANGUAGES = ("kk", "ru", "en")
TEXTS = tuple(f"{part}_{language}" for part in ("title", "summary", "description") for language in LANGUAGES)
TIMES = ("collecting_at", "starts_at", "ends_at")
LINKS = ("stream_url", "recording_url")
# What stays as it was announced; times change by postponing.
FIXED_ONCE_ANNOUNCED = frozenset({"slug", "body_id", *TIMES})
# Fields that the log calls otherwise than the columns.
CODES = {"body_id": "body", "theme_ids": "themes"}
LISTS = frozenset({"theme_ids", "respondents"})


@dataclass(frozen=True, kw_only=True)
class RespondentValues:
    """One who answers; ``id`` is None for a new one."""

    id: int | None = None
    body_id: UUID
    name_kk: str
    name_ru: str
    name_en: str
    post_kk: str
    post_ru: str
    post_en: str


@dataclass(frozen=True, kw_only=True)
class ConferenceValues:
    """Everything of a conference that is edited; moments are aware."""

    slug: str
    body_id: UUID
    title_kk: str = ""
    title_ru: str = ""
    title_en: str = ""
    summary_kk: str = ""
    summary_ru: str = ""
    summary_en: str = ""
    description_kk: str = ""
    description_ru: str = ""
    description_en: str = ""
    stream_url: str = ""
    recording_url: str = ""
    collecting_at: datetime
    starts_at: datetime
    ends_at: datetime
    theme_ids: tuple[UUID, ...] = ()
    respondents: tuple[RespondentValues, ...] = ()

    def columns(self) -> Mapping[str, object]:
        """What stands in the conference's own row."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in LISTS}


def values_of(conference: Conference) -> ConferenceValues:
    """The conference as it stands; two queries unless its themes and respondents are prefetched."""
    respondents = tuple(_respondent(row) for row in conference.respondents.all())
    names = [field.name for field in fields(ConferenceValues) if field.name not in LISTS]
    return ConferenceValues(
        **{name: getattr(conference, name) for name in names},
        theme_ids=tuple(link.theme_id for link in conference.theme_links.all()),
        respondents=respondents,
    )


def _respondent(row: Respondent) -> RespondentValues:
    names = [field.name for field in fields(RespondentValues)]
    return RespondentValues(**{name: getattr(row, name) for name in names})


def changed_fields(before: ConferenceValues, after: ConferenceValues) -> tuple[str, ...]:
    """The names of the fields that differ, as the log keeps them."""
    return tuple(
        CODES.get(field.name, field.name)
        for field in fields(ConferenceValues)
        if getattr(before, field.name) != getattr(after, field.name)
    )


def empty_texts(values: ConferenceValues) -> dict[str, tuple[str, ...]]:
    """By language, the texts that are still empty."""
    return {
        language: tuple(
            part
            for part in ("title", "summary", "description")
            if not getattr(values, f"{part}_{language}").strip()
        )
        for language in LANGUAGES
    }
