"""Which column holds what, and the values of single cells. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

FIELDS = (
    "text", "source_id", "language", "region", "theme", "conference", "body", "received_at", "name", "contact",
)  # fmt: skip
# Names by which files call a field, the surest first; case, spaces, dashes and underscores do not count.
KNOWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "question", "commentbody", "message", "content", "мәтін", "сұрақ", "текст", "вопрос"),
    "source_id": ("sourceid", "commentid", "questionid", "id", "number", "нөмір", "номер"),
    "language": ("language", "lang", "тіл", "язык"),
    "region": ("region", "regioncode", "oblast", "өңір", "регион", "область"),
    "theme": ("theme", "topic", "тақырып", "тема"),
    "conference": ("conference", "конференция"),
    "body": ("body", "орган", "госорган"),
    "received_at": ("receivedat", "createdat", "timestamp", "datetime", "date", "күні", "дата"),
    "name": ("name", "authorname", "аты", "имя", "фио"),
    "contact": ("contact", "email", "phone", "байланыс", "контакт"),
}  # fmt: skip
LANGUAGES = {
    "kk": "kk", "kaz": "kk", "қазақша": "kk", "казахский": "kk", "kazakh": "kk",
    "ru": "ru", "rus": "ru", "орысша": "ru", "русский": "ru", "russian": "ru",
    "en": "en", "eng": "en", "ағылшынша": "en", "английский": "en", "english": "en",
}  # fmt: skip
_DAY_FORMATS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y/%m/%d %H:%M:%S")
FIRST_YEAR = 2000


class MappingError(ValueError):
    """The columns do not say where the text is, or a mapping names what is not there."""


def mapped(columns: Iterable[str], chosen: Iterable[str]) -> dict[str, str]:
    """Column by field. ``chosen`` are FIELD=COLUMN pairs that win. MappingError says what is wrong."""
    columns = list(columns)
    found: dict[str, str] = {}
    for pair in chosen:
        field, equals, column = pair.partition("=")
        if field not in FIELDS or not equals:
            raise MappingError(f"--map {pair}: write FIELD=COLUMN with one of {', '.join(FIELDS)}.")
        if column not in columns:
            raise MappingError(f"--map {pair}: there is no column {column!r}. Columns: {', '.join(columns)}.")
        found[field] = column
    plain = {_plain(column): column for column in reversed(columns)}
    for field, names in KNOWN_NAMES.items():
        known = next((plain[name] for name in names if name in plain), None)
        if field not in found and known is not None and known not in found.values():
            found[field] = known
    if "text" not in found:
        raise MappingError(
            f"No column is known to hold the text. Name it: --map text=COLUMN. Columns: {', '.join(columns)}."
        )
    return found


def moment(cell: str, zone: ZoneInfo) -> datetime:
    """Seconds or milliseconds since 1970, ISO 8601, or a day as 31.01.2026; local where no zone is given.

    ValueError when it is none of them or before 2000.
    """
    plain = cell.strip()
    found = _epoch(plain) if plain.isdecimal() else _calendar(plain, zone)
    if found.year < FIRST_YEAR:
        raise ValueError("too early")
    return found


def language_of(cell: str) -> str | None:
    """The code of a named language, None for any other."""
    return LANGUAGES.get(cell.strip().lower())


def _epoch(plain: str) -> datetime:
    seconds = int(plain) / (1000 if len(plain) > 10 else 1)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no moment") from error


def _calendar(plain: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        found = _by_formats(plain)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _by_formats(plain: str) -> datetime:
    for pattern in _DAY_FORMATS:
        try:
            return datetime.strptime(plain, pattern)  # noqa: DTZ007  the zone is added by the caller
        except ValueError:
            continue
    raise ValueError("no moment")


def _plain(column: str) -> str:
    return "".join(character for character in column.lower() if character.isalnum())
