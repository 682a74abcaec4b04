"""Reading a file of questions record by record, whatever its format, delimiter or encoding. Pure but for reading."""

import codecs
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader

CHUNK = 1 << 20
LONGEST_CELL = 1_000_000
SAMPLE = 65_536
NAMES_IN = 1_000


@dataclass(frozen=True)
class Record:
    """One record: the line it ends on, its cells by column, and why it cannot be read, if so."""

    line: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Format:
    """How a file is written: ``jsonl``, or a table with a delimiter."""

    name: str
    encoding: str
    delimiter: str = ""

    def __str__(self) -> str:
        table = {"\t": "tabs", ",": "commas", ";": "semicolons"}.get(self.delimiter, "")
        return "JSON Lines" if self.name == "jsonl" else f"a table separated by {table}, {self.encoding}"


def format_of(path: Path) -> Format:
    """Looks at the bytes: JSON Lines begin with a brace, a table with a line of column names."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(SAMPLE)
    if head.lstrip().startswith("{"):
        return Format("jsonl", encoding)
    header = head.partition("\n")[0]
    return Format("table", encoding, max("\t;,", key=header.count))


def columns_of(path: Path, how: Format) -> list[str]:
    """The names of the columns; of JSON Lines, the names in the first thousand records."""
    if how.name == "jsonl":
        first = islice(records(path, how), NAMES_IN)
        return list(dict.fromkeys(name for record in first if not record.problem for name in record.cells))
    with _opened(path, how) as file:
        return [name.strip() for name in next(_reader(file, how), [])]


def records(path: Path, how: Format) -> Iterator[Record]:
    """Every record of the file, the readable ones and the others; never raises for what stands in it."""
    with _opened(path, how) as file:
        yield from _json_records(file) if how.name == "jsonl" else _table_records(file, how)


def _opened(path: Path, how: Format) -> IO[str]:
    return path.open(encoding=how.encoding, errors="replace", newline=None if how.name == "jsonl" else "")


def _json_records(file: IO[str]) -> Iterator[Record]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            yield Record(number, {"line": line.strip()[:200]}, "This line is not JSON.")
            continue
        if not isinstance(found, dict):
            yield Record(number, {"line": line.strip()[:200]}, "This line is not a JSON object.")
            continue
        yield Record(number, {str(name): _as_text(value) for name, value in found.items()})


def _table_records(file: IO[str], how: Format) -> Iterator[Record]:
    reader = _reader(file, how)
    columns = [name.strip() for name in next(reader, [])]
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(reader.line_num, {}, f"This line cannot be read: {error}.")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if how.delimiter == "\t":
            cells = [_unquoted(cell) for cell in cells]
        problem = "" if len(cells) <= len(columns) else "This line has more cells than there are columns."
        yield Record(reader.line_num, dict(zip(columns, cells, strict=False)), problem)


def _reader(file: IO[str], how: Format) -> "Reader":
    csv.field_size_limit(LONGEST_CELL)
    # Texts between tabs hold quotation marks of their own; such a cell is quoted only when the whole of it is.
    if how.delimiter == "\t":
        return csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return csv.reader(file, delimiter=how.delimiter)


def _unquoted(cell: str) -> str:
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if whole else cell


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


def _encoding(path: Path) -> str:
    """UTF-8 when the whole file is, UTF-16 by its mark, else the single-byte Kazakh code page."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        chunk = file.read(CHUNK)
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "kz1048"
    return "utf-8-sig"
