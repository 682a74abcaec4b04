"""A calendar file: ``day,working,note_kk,note_ru,note_en``, read against the days already known."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.terms.rules import Override, Words

COLUMNS = ("day", "working", "note_kk", "note_ru", "note_en")
MAX_BYTES = 1_000_000
NOTE_MAX = 300
YEARS = range(2000, 2101)
_YES = {"1", "yes", "true", "working", "да", "иә"}
_NO = {"0", "no", "false", "off", "нет", "жоқ"}
_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True)
class CalendarLine:
    """One readable line: its number in the file, the day and what is decided about it."""

    line: int
    day: date
    override: Override


@dataclass(frozen=True)
class RefusedLine:
    """One line that cannot be taken, and a sentence why."""

    line: int
    text: str
    reason: str | Promise


@dataclass(frozen=True)
class CalendarImport:
    """What a file would do: each line stands in exactly one of the four."""

    added: tuple[CalendarLine, ...] = ()
    changed: tuple[CalendarLine, ...] = ()
    same: tuple[CalendarLine, ...] = ()
    refused: tuple[RefusedLine, ...] = ()


class _Unreadable(ValueError):
    def __init__(self, reason: str | Promise) -> None:
        super().__init__("unreadable line")
        self.reason = reason


def parse_calendar(content: bytes, known: Mapping[date, Override]) -> CalendarImport:
    """Sort the lines of a file into added, changed, same and refused; a bad file is one refused line.

    UTF-8 with or without a byte order mark; commas, semicolons or tabs; days as 2026-01-31 or
    31.01.2026; working as yes/no, 1/0, true/false, да/нет, иә/жоқ. Never raises.
    """
    lines: dict[date, CalendarLine] = {}
    refused: list[RefusedLine] = []
    for number, cells, problem in _rows(content):
        try:
            line = _line(number, cells, problem, lines)
        except _Unreadable as error:
            refused.append(RefusedLine(number, _shown(cells), error.reason))
        else:
            lines[line.day] = line
    by_known = [(line, known.get(line.day)) for line in lines.values()]
    return CalendarImport(
        added=tuple(line for line, before in by_known if before is None),
        changed=tuple(line for line, before in by_known if before and before != line.override),
        same=tuple(line for line, before in by_known if before == line.override),
        refused=tuple(refused),
    )


def note_problem(note: str) -> str | Promise | None:
    """Why a note cannot be kept, or None."""
    if len(note) > NOTE_MAX:
        return _("A note has at most 300 characters.")
    if any(map(_is_control, note)):
        return _("A note has characters that cannot be shown.")
    return None


def _is_control(character: str) -> bool:
    return unicodedata.category(character).startswith("C")


def _shown(cells: Mapping[str, str]) -> str:
    text = ", ".join(cells.values())[:200]
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_control(character) else character for character in text)


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str], str | Promise | None]]:
    """Line number, cells by column, and a problem of the file that ends the reading."""
    if len(content) > MAX_BYTES:
        yield 1, {}, _("The file is larger than 1 MB.")
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield 1, {}, _("The file is not UTF-8. Save it as UTF-8 and send it again.")
        return
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        if not {"day", "working"} <= set(columns):
            yield 1, {}, _("The first line must name the columns: day, working, note_kk, note_ru, note_en.")
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, {c: v.strip() for c, v in zip(columns, cells, strict=False)}, None
    except csv.Error:
        yield reader.line_num, {}, _("From this line on the file cannot be read as CSV.")


def _line(
    number: int, cells: Mapping[str, str], problem: str | Promise | None, seen: Mapping[date, object]
) -> CalendarLine:
    if problem:
        raise _Unreadable(problem)
    day = _day(cells.get("day", ""))
    if day in seen:
        raise _Unreadable(_("This day stands in the file twice; the first line counts."))
    working = cells.get("working", "").lower()
    if working not in _YES | _NO:
        raise _Unreadable(_("Write yes or no in the column working."))
    notes = {language: cells.get(f"note_{language}", "") for language in ("kk", "ru", "en")}
    for note in notes.values():
        if reason := note_problem(note):
            raise _Unreadable(reason)
    return CalendarLine(number, day, Override(working in _YES, Words(**notes)))


def _day(text: str) -> date:
    for pattern in _DAY_FORMATS:
        try:
            day = datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if day.year in YEARS:
            return day
        raise _Unreadable(_("The year must be between 2000 and 2100."))
    raise _Unreadable(_("The day is not a date. Write it as 2026-01-31."))
