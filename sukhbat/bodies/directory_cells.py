"""From the cells of a line, or the fields of a form, to the values of a row. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.directory_rows import NAMED, Place, Row, Table, Value, Values, key_of
from sukhbat.bodies.rules import Role

LONGEST_SLUG, LONGEST_NAME, LONGEST_POST, LONGEST_PERSON = 60, 200, 160, 120
LONGEST_KIND: Mapping[Table, int] = {Table.REGIONS: 20, Table.BODIES: 30}
YEARS = range(1900, 2201)
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,60}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
LANGUAGES = frozenset({"kk", "ru", "en"})


class UnreadableError(ValueError):
    """A value that cannot be taken; ``reason`` is a sentence for the reader."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__("unreadable value")
        self.reason = reason


# Column names of the files, several for one field where the field's tables call it differently.
COLUMNS: Mapping[Table, Mapping[str, str]] = {
    Table.REGIONS: {
        "code": "slug", "kk": "name_kk", "ru": "name_ru", "en": "name_en", "kind": "kind", "parent": "parent",
        "tile_row": "tile_row", "tile_col": "tile_col", "population": "population",
        "population_sample": "population", "valid_from": "valid_from", "valid_until": "valid_until",
    },
    Table.BODIES: {
        "slug": "slug", "kk": "name_kk", "ru": "name_ru", "en": "name_en", "kind": "kind", "parent": "parent",
        "region": "region", "successor": "successor",
        "valid_from": "valid_from", "valid_until": "valid_until",
    },
    Table.THEMES: {
        "slug": "slug", "kk": "name_kk", "ru": "name_ru", "en": "name_en", "parent": "parent",
        "default_central_body": "default_body", "default_body": "default_body",
        "valid_from": "valid_from", "valid_until": "valid_until",
    },
    Table.COMPETENCES: {
        "body": "body", "theme": "theme", "region": "region",
        "valid_from": "valid_from", "valid_until": "valid_until",
    },
    Table.OFFICERS: {
        "email": "email", "name": "name", "body": "body", "role": "role", "post_kk": "post_kk",
        "post_ru": "post_ru", "post_en": "post_en", "from": "from_on", "until": "until_on",
        "language": "language",
    },
}  # fmt: skip
# The columns that tell which table a file is, asked in this order.
_TOLD_BY: Mapping[Table, frozenset[str]] = {
    Table.OFFICERS: frozenset({"email", "body", "role"}),
    Table.REGIONS: frozenset({"code", "kind", "kk", "ru"}),
    Table.BODIES: frozenset({"slug", "kind", "kk", "ru"}),
    Table.THEMES: frozenset({"slug", "kk", "ru"}),
    Table.COMPETENCES: frozenset({"body", "theme", "region"}),
}


def table_of(columns: tuple[str, ...]) -> Table | None:
    """Which table has these columns."""
    return next((table for table, needed in _TOLD_BY.items() if needed <= set(columns)), None)


def row_from_cells(table: Table, cells: Mapping[str, str], place: Place, *, today: date) -> Row:
    """The row of a line. Raises UnreadableError with the reason when a cell cannot be taken."""
    named = COLUMNS[table]
    return row_from_texts(
        table, {named[c]: cell for c, cell in cells.items() if c in named}, place, today=today
    )


def row_from_texts(table: Table, texts: Mapping[str, str], place: Place, *, today: date) -> Row:
    """The row of fields given as text. Raises UnreadableError. A role without a first day begins today."""
    values: dict[str, Value] = {name: _READ.get(name, _text)(name, text) for name, text in texts.items()}
    _check_span(values)
    if table in NAMED:
        key = str(values.pop("slug", "") or "")
        _check_named(table, key, values)
        return Row(table, key, values, place)
    if table is Table.COMPETENCES:
        values = {"theme": None, "region": None, "valid_from": None, "valid_until": None, **values}
        _check_competence(values)
    else:
        values = {"until_on": None, **values, "from_on": values.get("from_on") or today}
        _check_officer(values)
        _check_span(values)
    return Row(table, key_of(table, values), values, place)


def _check_named(table: Table, key: str, values: dict[str, Value]) -> None:
    if not _SLUG.fullmatch(key):
        raise UnreadableError(_("The code in the address needs 1 to 60 Latin letters, digits or dashes."))
    names = [str(values.get(f"name_{language}") or "") for language in ("kk", "ru", "en")]
    if not any(names):
        raise UnreadableError(_("A name is missing."))
    if any(len(name) > LONGEST_NAME for name in names):
        raise UnreadableError(_("A name has at most 200 characters."))
    longest_kind = LONGEST_KIND.get(table)
    if longest_kind and not 1 <= len(str(values.get("kind") or "")) <= longest_kind:
        raise UnreadableError(_("The kind is missing or too long."))


def _check_competence(values: Values) -> None:
    if not values.get("body"):
        raise UnreadableError(_("The body is missing."))
    if not values.get("theme") and not values.get("region"):
        raise UnreadableError(_("A competence names a theme, a region or both."))


def _check_officer(values: dict[str, Value]) -> None:
    values["email"] = str(values.get("email") or "").lower()
    if not _EMAIL.fullmatch(str(values["email"])) or len(str(values["email"])) > 254:
        raise UnreadableError(_("The e-mail address is not one."))
    if values.get("role") not in set(Role):
        roles = ", ".join(Role)
        raise UnreadableError(_("There is no such role. Roles are: %(roles)s.") % {"roles": roles})
    if not values.get("body"):
        raise UnreadableError(_("The body is missing."))
    if (values.get("language") or "kk") not in LANGUAGES:
        raise UnreadableError(_("The language is kk, ru or en."))
    if len(str(values.get("name") or "")) > LONGEST_PERSON:
        raise UnreadableError(_("A person's name has at most 120 characters."))
    if any(len(str(values.get(f"post_{language}") or "")) > LONGEST_POST for language in LANGUAGES):
        raise UnreadableError(_("The name of a post has at most 160 characters."))


def _check_span(values: Values) -> None:
    for first, last in (("valid_from", "valid_until"), ("from_on", "until_on")):
        start, end = values.get(first), values.get(last)
        if isinstance(start, date) and isinstance(end, date) and end <= start:
            raise UnreadableError(_("The last day must be after the first one."))


def _text(name: str, text: str) -> Value:
    return text.strip()


def _slug_or_none(name: str, text: str) -> Value:
    return text.strip() or None


def _whole(name: str, text: str) -> Value:
    plain = re.sub(r"\s", "", text)
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        raise UnreadableError(_("“%(text)s” is not a whole number.") % {"text": text[:40]})
    value = int(plain)
    if name != "population" and value > 99:
        raise UnreadableError(_("A row or column of the map is a number below 100."))
    return value


def _day(name: str, text: str) -> Value:
    plain = text.strip()
    if not plain:
        return None
    for pattern in _DAY_FORMATS:
        try:
            day = datetime.strptime(plain, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    raise UnreadableError(_("“%(text)s” is not a date. Write it as 2026-01-31.") % {"text": plain[:40]})


_READ: Mapping[str, Callable[[str, str], Value]] = {
    **dict.fromkeys(("parent", "region", "theme", "successor", "default_body"), _slug_or_none),
    **dict.fromkeys(("tile_row", "tile_col", "population"), _whole),
    **dict.fromkeys(("valid_from", "valid_until", "from_on", "until_on"), _day),
}
