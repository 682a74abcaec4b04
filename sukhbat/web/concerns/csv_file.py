"""A table as a CSV file that a spreadsheet opens as text, whatever people wrote."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# A cell that begins so is a formula to spreadsheets; some skip white space before it.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """UTF-8 with a mark, so that Excel reads Kazakh letters; a text that looks like a formula begins with '."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow(columns)
    writer.writerows([[safe(value) for value in row] for row in rows])
    response = HttpResponse("\ufeff" + made.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def safe(value: object) -> object:
    """A text that no spreadsheet takes for a formula; numbers stay what they are."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULAS):
        return f"'{value}"
    return value
