"""Reading the demonstration's files into values; nothing here knows of a database."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("content")
LANGUAGES = ("kk", "ru", "en")
# Spellings of Kazakh in the file of questions: without its own letters, in Latin ones, mixed with Russian.
DECLARED = {"kk-nospec": "kk", "kk-latn": "kk", "mix": "kk"}
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A sample question: the matter it is about, its declared language and its text."""

    matter: str
    language: str
    text: str


@dataclass(frozen=True)
class Matter:
    """What several people ask about, who answers and how, in three languages."""

    code: str
    theme: str
    body: str
    regions: tuple[str, ...]
    conference: str
    title: Texts
    post: Texts
    legal_ground: Texts
    answer: Texts


@dataclass(frozen=True)
class Respondent:
    """Someone who answers in the live part."""

    body: str
    name: Texts
    post: Texts


@dataclass(frozen=True)
class ConferenceText:
    """A sample conference without its times."""

    key: str
    slug: str
    body: str
    themes: tuple[str, ...]
    title: Texts
    summary: Texts
    description: Texts
    respondents: tuple[Respondent, ...]


@dataclass(frozen=True)
class LiveAsked:
    """A question of the live conference; with a record, it was answered on air."""

    language: str
    theme: str
    region: str
    text: str
    record: str


@dataclass(frozen=True)
class Names:
    """Invented people: askers by language, and staff by role, each in three spellings."""

    askers: Mapping[str, tuple[str, ...]]
    staff: Mapping[str, tuple[Texts, ...]]


@cache
def questions() -> tuple[Asked, ...]:
    """All sample questions in the order of the file."""
    rows = csv.DictReader(
        _text("questions.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    return tuple(
        Asked(row["concern_id"], DECLARED.get(row["lang"], row["lang"]), row["text"]) for row in rows
    )


@cache
def live_questions() -> tuple[LiveAsked, ...]:
    """The questions of the live conference, those answered on air first and in that order."""
    rows = csv.DictReader(
        _text("live_questions.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    return tuple(
        LiveAsked(row["lang"], row["theme"], row["region"], row["text"], row["record"] or "") for row in rows
    )


@cache
def matters() -> Mapping[str, Matter]:
    """All matters by their code."""
    return {path.stem: _matter(path) for path in sorted((FOLDER / "matters").glob("*.toml"))}


@cache
def conferences() -> Mapping[str, ConferenceText]:
    """The sample conferences by the key that matters name."""
    found = tomllib.loads(_text("conferences.toml"))
    return {key: _conference(key, row) for key, row in found.items()}


@cache
def names() -> Names:
    found = tomllib.loads(_text("names.toml"))
    return Names(
        askers={language: tuple(people) for language, people in found["askers"].items()},
        staff={role: tuple(people) for role, people in found["officers"].items()},
    )


def directory_file(name: str) -> bytes:
    """A file of the directory as it lies there."""
    return (FOLDER / "directory" / name).read_bytes()


def directory_rows(name: str) -> list[dict[str, str]]:
    text = directory_file(name).decode("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _in_three(row: Mapping[str, str], field: str) -> Texts:
    return {language: row.get(f"{field}_{language}", "").strip() for language in LANGUAGES}


def _matter(path: Path) -> Matter:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    return Matter(
        code=path.stem,
        theme=row["theme"],
        body=row["body"],
        regions=tuple(row["regions"]),
        conference=row["conference"],
        title=_in_three(row, "title"),
        post=_in_three(row, "post"),
        legal_ground=_in_three(row, "legal_ground"),
        answer=_in_three(row, "answer"),
    )


def _conference(key: str, row: Mapping[str, object]) -> ConferenceText:
    texts: dict[str, str] = {name: value for name, value in row.items() if isinstance(value, str)}
    respondents = row.get("respondents", [])
    assert isinstance(respondents, list)
    themes = row["themes"]
    assert isinstance(themes, list)
    return ConferenceText(
        key=key,
        slug=texts["slug"],
        body=texts["body"],
        themes=tuple(themes),
        title=_in_three(texts, "title"),
        summary=_in_three(texts, "summary"),
        description=_in_three(texts, "description"),
        respondents=tuple(
            Respondent(person["body"], _in_three(person, "name"), _in_three(person, "post"))
            for person in respondents
        ),
    )
