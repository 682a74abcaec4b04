"""Keeping what was typed while a page changes: one more respondent, or a save that came too late."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.timezone import localtime

from sukhbat.bodies.models import Body, Theme
from sukhbat.conferences.values import CODES, TIMES, ConferenceValues
from sukhbat.desk.coordination.conferences.forms import MOMENT, MOST_RESPONDENTS, RespondentForm

_RESPONDENT = (*RespondentForm.base_fields, "DELETE")


def initial_of(
    values: ConferenceValues, *, bodies: Mapping[Any, Body], themes: Mapping[Any, Theme]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the forms begin with: the stored values, with slugs for ids."""
    first = {field.name: getattr(values, field.name) for field in fields(values)}
    first["body"] = bodies[values.body_id].slug if values.body_id in bodies else ""
    first["themes"] = [themes[key].slug for key in values.theme_ids if key in themes]
    people = [
        {
            **{field.name: getattr(person, field.name) for field in fields(person)},
            "body": bodies[person.body_id].slug if person.body_id in bodies else "",
        }
        for person in values.respondents
    ]
    return first, people


def typed(data: QueryDict) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What stands in a sent form, unchecked, to be shown again."""
    plain = {name: data.get(name, "") for name in data if not name.startswith("respondents-")}
    return {**plain, "themes": data.getlist("themes")}, [_respondent(data, n) for n in range(_count(data))]


def one_more(people: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The respondents and an empty form below, while there is room."""
    return [*people, {}] if len(people) < MOST_RESPONDENTS else list(people)


def _count(data: QueryDict) -> int:
    told = data.get("respondents-TOTAL_FORMS", "0")
    return min(int(told), MOST_RESPONDENTS) if told.isdecimal() and len(told) < 4 else 0


def _respondent(data: QueryDict, number: int) -> dict[str, Any]:
    return {name: data.get(f"respondents-{number}-{name}", "") for name in _RESPONDENT}


def differences(
    stored: ConferenceValues, written: ConferenceValues, names: Mapping[UUID, str]
) -> list[tuple[str, str, str]]:
    """Fields in which a late save differs from what is stored: code, stored, written; ids by their names."""
    return [
        (
            CODES.get(field.name, field.name),
            _shown(stored, field.name, names),
            _shown(written, field.name, names),
        )
        for field in fields(ConferenceValues)
        if getattr(stored, field.name) != getattr(written, field.name)
    ]


def _shown(values: ConferenceValues, name: str, names: Mapping[UUID, str]) -> str:
    value = getattr(values, name)
    if name in TIMES:
        return localtime(value).strftime(MOMENT).replace("T", " ")
    if name == "respondents":
        return "; ".join(f"{person.name_kk} / {person.name_ru}" for person in value)
    if name == "theme_ids":
        return "; ".join(names.get(key, "") for key in value)
    if name == "body_id":
        return names.get(value, "")
    return str(value)
