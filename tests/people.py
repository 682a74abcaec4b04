"""The people of the tests and the small state they live in.

aigerim asks, bolat asks too; dana moderates; the Ministry has saule (dispatcher), erlan (executor) and gulnar
(signatory); farid works for another body; madina coordinates; oleg is an operator; aruzhan and
daniyar host the live part; the administrator is aliya.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from sukhbat.bodies.models import Body, Competence, Officer, Region, Theme
from sukhbat.bodies.rules import Role
from sukhbat.conferences.models import Conference
from sukhbat.people.models import Person
from sukhbat.questions.actions import submit_question
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Source

# A Monday, a working day in Kazakhstan, 14:00 in Almaty.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXT = "Ауылымызға интернет қашан тартылады?"


def make_person(name: str, **fields: object) -> Person:
    return Person.objects.create_user(email=f"{name}@example.kz", name=name.capitalize(), **fields)


@dataclass
class State:
    """A coordinator, a ministry with its officers, another body, two themes, two regions."""

    coordinator: Body
    ministry: Body
    other: Body
    akimat: Body
    internet: Theme
    roads: Theme
    abai: Region
    astana: Region
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_state() -> State:
    coordinator = _body("office", "Президент Әкімшілігі", coordinates=True)
    ministry = _body("min-digital", "Цифрлық даму министрлігі", parent=coordinator)
    other = _body("min-transport", "Көлік министрлігі", parent=coordinator)
    abai = Region.objects.create(slug="10", kind="oblast", **_names("Абай облысы"))
    astana = Region.objects.create(slug="71", kind="city", **_names("Астана"))
    akimat = _body("akimat-abai", "Абай облысының әкімдігі", parent=coordinator, region=abai)
    internet = Theme.objects.create(
        slug="internet", default_body=ministry, **_names("Интернет және байланыс")
    )
    roads = Theme.objects.create(slug="roads", default_body=other, **_names("Жолдар"))
    Competence.objects.create(body=akimat, theme=roads, region=abai)
    state = State(coordinator, ministry, other, akimat, internet, roads, abai, astana)
    for name in ("aigerim", "bolat"):
        state.people[name] = make_person(name)
    for name, role, body in (
        ("dana", Role.MODERATOR, coordinator),
        ("madina", Role.COORDINATOR, coordinator),
        ("aliya", Role.ADMINISTRATOR, coordinator),
        ("oleg", Role.OPERATOR, coordinator),
        ("aruzhan", Role.HOST, coordinator),
        ("daniyar", Role.HOST, coordinator),
        ("saule", Role.DISPATCHER, ministry),
        ("erlan", Role.EXECUTOR, ministry),
        ("gulnar", Role.SIGNATORY, ministry),
        ("farid", Role.DISPATCHER, other),
        ("timur", Role.EXECUTOR, other),
        ("zarina", Role.SIGNATORY, akimat),
    ):
        state.people[name] = make_person(name)
        appoint(state.people[name], role, body)
    return state


def appoint(person: Person, role: Role, body: Body, **span: date) -> Officer:
    return Officer.objects.create(
        person=person, body=body, role=role, **{"from_on": date(2026, 1, 1), **span}
    )


def make_conference(
    state: State, *, now: datetime = MONDAY, slug: str = "internet", **fields: object
) -> Conference:
    """A conference that is collecting at ``now``: its live part is in three days."""
    times = {
        "announced_at": now - timedelta(days=14),
        "collecting_at": now - timedelta(days=5),
        "starts_at": now + timedelta(days=3),
        "ends_at": now + timedelta(days=3, hours=2),
    }
    values = {**times, **_titles("Интернет және тарифтер"), "body": state.ministry, **fields}
    values.setdefault("terms_start_on", values["ends_at"].date())
    return Conference.objects.create(slug=slug, **values)


def ask(
    state: State,
    *,
    person: Person | None = None,
    text: str = TEXT,
    conference: Conference | None = None,
    now: datetime = MONDAY,
    key: UUID | None = None,
    **fields: object,
) -> Question:
    """A question of aigerim's about the internet, through the real intake."""
    fields.setdefault("theme_id", state.internet.pk)
    submission = Submission(key=key or uuid4(), text=text, language="kk", source=Source.WEB, **fields)
    return submit_question(
        person=person or state.aigerim, submission=submission, conference=conference, now=now
    ).question


def _body(slug: str, name: str, **fields: object) -> Body:
    return Body.objects.create(slug=slug, kind="ministry", **_names(name), **fields)


def _names(name: str) -> dict[str, str]:
    return {"name_kk": name, "name_ru": f"{name} (ru)", "name_en": f"{name} (en)"}


def _titles(title: str) -> dict[str, str]:
    return {"title_kk": title, "title_ru": f"{title} (ru)", "title_en": f"{title} (en)"}
