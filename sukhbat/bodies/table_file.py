"""A table in a file, as spreadsheets write them, in any of the usual encodings. Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.understanding.text import clean

MAX_BYTES = 10_000_000
LONGEST_CELL = 100_000  # characters
MAX_LINES = 50_000
EMPTY = "-"


@dataclass(frozen=True)
class FileLine:
    """One line of a table: its number in the file and its cells by column; a lone dash is an empty cell."""

    number: int
    cells: dict[str, str]

    def shown(self) -> str:
        """The line as it can be shown in a report."""
        return ", ".join(cell for cell in self.cells.values() if cell)[:200]


@dataclass(frozen=True)
class TableFile:
    """What could be read: the columns, the lines, and a problem with its line where the reading ended."""

    columns: tuple[str, ...] = ()
    lines: tuple[FileLine, ...] = ()
    problem: str | Promise | None = None
    problem_line: int = 1


def read_table(content: bytes) -> TableFile:
    """Read a file with a line of column names. Never raises."""
    if len(content) > MAX_BYTES:
        return TableFile(problem=_("The file is larger than 10 MB."))
    text = decoded(content)
    header = text.partition("\n")[0]
    delimiter = max("\t;,", key=header.count)
    columns: tuple[str, ...] = ()
    lines: list[FileLine] = []
    records = _records(text, delimiter)
    number = 1
    try:
        for number, cells in records:
            if not columns:
                columns = tuple(cell.strip().lower() for cell in cells)
            elif any(cell.strip() for cell in cells):
                lines.append(_line(number, columns, cells))
            if len(lines) > MAX_LINES:
                problem = _("The file has more than 50,000 lines. Please split it.")
                return TableFile(columns, (), problem, number)
    except csv.Error:
        return TableFile(columns, tuple(lines), _("From here on the file cannot be read."), number + 1)
    if not columns:
        return TableFile(problem=_("The file is empty."))
    return TableFile(columns, tuple(lines))


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with or without its mark, else the single-byte Kazakh code page.

    KZ-1048 is Windows-1251 with the Kazakh letters in places that Russian and Kazakh texts leave unused.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    sample = content[:2_000]
    if sample.count(0) * 5 > len(sample):
        little = sample[1::2].count(0) > sample[::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("kz1048", errors="replace")


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    source = io.StringIO(text, newline="")
    if delimiter == "\t":
        # Names hold quotation marks; a tab-separated cell is quoted only when the whole of it is.
        for number, cells in enumerate(csv.reader(source, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            yield number, [_unquoted(cell) for cell in cells]
        return
    reader = csv.reader(source, delimiter=delimiter)
    for cells in reader:
        # The module's own bound is one for the whole process, and others may have raised it.
        if max(map(len, cells), default=0) > LONGEST_CELL:
            raise csv.Error("a cell without an end")
        yield reader.line_num, cells


def _unquoted(cell: str) -> str:
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if whole else cell


def _line(number: int, columns: tuple[str, ...], cells: list[str]) -> FileLine:
    values = (_cleaned(cell) for cell in cells)
    return FileLine(
        number,
        {c: "" if value == EMPTY else value for c, value in zip(columns, values, strict=False)},
    )


def _cleaned(cell: str) -> str:
    # Nearly every cell is as it should be; the full cleaning of all would cost most of an import.
    cell = cell.strip()
    return cell if cell.isprintable() and unicodedata.is_normalized("NFC", cell) else clean(cell)
