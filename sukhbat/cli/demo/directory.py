"""The sample directory: regions, bodies, themes, competences and the people who work there."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

from sukhbat.bodies.actions import import_directory
from sukhbat.bodies.directory_csv import File
from sukhbat.bodies.founding import name_coordinator
from sukhbat.cli.demo.content_files import (
    Texts,
    conferences,
    directory_file,
    directory_rows,
    matters,
    names,
)
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.site import mark_as_sample
from sukhbat.people.enrolment import Enrolled, people_by_email
from sukhbat.people.models import Person
from sukhbat.web.demo.cast import CITIZEN, PLATFORM, asker_address, staff_address

# What the akimat of a region decides itself; everything else goes to the theme's central body.
LOCAL_THEMES = ("housing-queue", "utilities", "land", "water-supply", "roads")
CONTROLLING = ("government", PLATFORM)
EXECUTORS = 2
SERVED_SINCE = timedelta(days=400)
POSTS: Mapping[str, Texts] = {
    "dispatcher": {"kk": "Кеңсе басшысы", "ru": "Руководитель канцелярии", "en": "Head of the Chancellery"},
    "executor": {"kk": "Бас сарапшы", "ru": "Главный эксперт", "en": "Chief Expert"},
    "signatory": {"kk": "Басшының орынбасары", "ru": "Заместитель руководителя", "en": "Deputy Head"},
    "controller": {"kk": "Бақылаушы", "ru": "Контролёр", "en": "Controller"},
    "moderator": {"kk": "Модератор", "ru": "Модератор", "en": "Moderator"},
    "coordinator": {"kk": "Үйлестіруші", "ru": "Координатор", "en": "Coordinator"},
    "administrator": {"kk": "Әкімші", "ru": "Администратор", "en": "Administrator"},
    "operator": {"kk": "Байланыс орталығы", "ru": "Оператор контакт-центра", "en": "Call Centre Operator"},
    "auditor": {"kk": "Аудитор", "ru": "Аудитор", "en": "Auditor"},
    "host": {"kk": "Жүргізуші", "ru": "Ведущий", "en": "Host"},
    "editor": {"kk": "Портал редакторы", "ru": "Редактор порталов", "en": "Portal Editor"},
}  # fmt: skip
_PLATFORM_STAFF = {
    "moderator": 2, "coordinator": 1, "administrator": 1, "operator": 1, "auditor": 1, "host": 1, "editor": 1,
}  # fmt: skip


def fill_directory(*, now: datetime) -> None:
    """Import regions, bodies, themes, competences and officers; a second time changes nothing."""
    files = [File(name, directory_file(name)) for name in ("regions.tsv", "bodies.tsv", "topics.tsv")]
    files.append(_table("competences.csv", ("body", "theme", "region"), _competences()))
    columns = ("email", "name", "language", "body", "role", "post_kk", "post_ru", "post_en", "from")
    since = (local_day(now) - SERVED_SINCE).isoformat()
    files.append(_table("officers.csv", columns, _officers(since)))
    applied = import_directory(files=files, now=now)
    if applied.plan.refused:
        first = applied.plan.refused[0]
        raise ValueError(f"{first.place.file}, line {first.place.line}: {first.reason}")
    name_coordinator(slug=PLATFORM, now=now)
    mark_as_sample()


def askers() -> dict[str, list[Person]]:
    """The people who ask, by language; made when they are not there."""
    wanted: dict[str, Enrolled] = {}
    by_language: dict[str, list[str]] = {"kk": [], "ru": []}
    numbers = count(1)
    for language, people in names().askers.items():
        for name in people:
            is_first = not wanted
            address = CITIZEN if is_first else asker_address(next(numbers))
            wanted[address] = Enrolled(name=name, language=language)
            by_language[language].append(address)
    found = people_by_email(wanted=wanted)
    return {
        language: [found[address] for address in addresses] for language, addresses in by_language.items()
    }


def staffed_bodies() -> list[str]:
    """The bodies that get officers: the akimats, each theme's own, and all that answer in the samples."""
    akimats = [row["slug"] for row in directory_rows("bodies.tsv") if row["kind"].startswith("akimat")]
    defaults = [row["default_central_body"] for row in directory_rows("topics.tsv")]
    answering = [matter.body for matter in matters().values()]
    holding = [conference.body for conference in conferences().values()]
    return list(dict.fromkeys([*defaults, *answering, *holding, *akimats]))


def posts_of(body: str) -> list[Texts]:
    """The posts that sign in a body, each once; one by default."""
    posts = {matter.post["kk"]: matter.post for matter in matters().values() if matter.body == body}
    return list(posts.values()) or [POSTS["signatory"]]


def _competences() -> Iterator[Sequence[str]]:
    akimats = [row for row in directory_rows("bodies.tsv") if row["kind"].startswith("akimat")]
    for akimat in akimats:
        for theme in LOCAL_THEMES:
            yield akimat["slug"], theme, akimat["region"]


def _officers(since: str) -> Iterator[Sequence[str]]:
    turns = {role: count() for role in names().staff}
    for body in staffed_bodies():
        yield _officer("dispatcher", 1, body, turns, POSTS["dispatcher"], since)
        for number in range(1, EXECUTORS + 1):
            yield _officer("executor", number, body, turns, POSTS["executor"], since)
        for number, post in enumerate(posts_of(body), start=1):
            yield _officer("signatory", number, body, turns, post, since)
    for body in CONTROLLING:
        yield _officer("controller", 1, body, turns, POSTS["controller"], since)
    for role, people in _PLATFORM_STAFF.items():
        for number in range(1, people + 1):
            yield _officer(role, number, PLATFORM, turns, POSTS[role], since)


def _officer(
    role: str, number: int, body: str, turns: Mapping[str, "count[int]"], post: Texts, since: str
) -> Sequence[str]:
    turn = next(turns[role])
    person = names().staff[role][turn % len(names().staff[role])]
    language = "ru" if turn % 3 == 1 else "kk"
    posts = (post["kk"], post["ru"], post["en"])
    return staff_address(role, number, body), person[language], language, body, role, *posts, since


def _table(name: str, columns: Sequence[str], rows: Iterator[Sequence[str]]) -> File:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return File(name, text.getvalue().encode())
