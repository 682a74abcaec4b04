"""A GET never writes: every named address, asked for by a guest, a citizen and each role.

The addresses come from the urlconf, so that a new one is walked from its first day. An address that needs a
parameter nobody taught this test fails it: add the name to ``_samples``.
"""

import itertools
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from sukhbat.bodies.models import Competence, Officer
from sukhbat.bodies.rules import Role
from sukhbat.concerns.counting import count_changed
from sukhbat.kernel.loops import note_run
from sukhbat.kernel.site import the_site
from sukhbat.notices.how_often import Every
from sukhbat.notices.models import SavedSearch
from sukhbat.notices.searches.actions import save_search
from sukhbat.notices.searches.queries import Wish
from sukhbat.notices.tokens import search_token
from sukhbat.questions.models import Draft
from tests.assignments.steps import answered, handed_over
from tests.desk.concerns.steps import asked_by_all, concern_of, signed, waiting
from tests.people import MONDAY, State, appoint, ask, make_conference, make_person
from tests.web.steps import hidden, publish, published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WRITE = re.compile(
    r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s+(?:ONLY\s+)?\"?(\w+)", re.IGNORECASE
)
LOCKING = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b(\s+OF\s+[\w\", ]+)?", re.IGNORECASE)
# Reading a session may renew it. Everything else that a GET may write is named here with its reason.
SESSIONS = {"django_session"}
ALLOWED = {
    # The identity provider sends people back by GET; the person and the proof are written then.
    "openid_connect_callback": {"people_person", "people_identity", "account_emailaddress"},
}
NOBODY = uuid4()
WHO = (
    "guest",
    "aigerim",
    "dana",
    "aruzhan",
    "madina",
    "aliya",
    "oleg",
    "saule",
    "erlan",
    "gulnar",
    "zhanar",
    "askar",
)
NAMESPACES = (
    "",
    "web",
    "desk",
    "desk_concerns",
    "moderation",
    "operator",
    "coordination",
    "demo",
    "demo:demo_mail",
)


@pytest.fixture
def world(state: State) -> dict[str, list[object]]:
    """One thing of each kind in the states that pages tell apart; the values to fill addresses with."""
    state.people["zhanar"], state.people["askar"] = make_person("zhanar"), make_person("askar")
    appoint(state.zhanar, Role.AUDITOR, state.coordinator)
    appoint(state.askar, Role.CONTROLLER, state.ministry)
    conference = make_conference(state)
    numbers = [
        published(state, conference=conference).number,
        ask(state).number,
        hidden(state).number,
        ask(state, keep_private=True).number,
        handed_over(state).number,
        publish(state, answered(state)).number,
    ]
    draft = Draft.objects.create(
        secret_hash="0" * 64, key=uuid4(), person=state.aigerim, created_at=MONDAY, touched_at=MONDAY
    )
    done, open_one = concern_of(asked_by_all(state)), concern_of(asked_by_all(state))
    signed(state, done)
    waiting(state, open_one)
    count_changed(now=MONDAY)
    the_site()
    note_run("react", now=MONDAY, done=0)
    save_search(
        person=state.aigerim, wish=Wish("internet"), language="kk", every=Every.DAY, seen_up_to=-1, now=MONDAY
    )
    return _samples(state, numbers, draft.pk, [done.number, open_one.number])


def _samples(
    state: State, numbers: list[str], draft_id: UUID, concerns: list[int]
) -> dict[str, list[object]]:
    return {
        # What an address takes as a whole number: a year, or the number of a concern.
        "whole": [2026, *concerns],
        "number": [*numbers, "0000"],
        "slug": ["internet", "min-digital", "nothing"],
        "draft_id": [draft_id, NOBODY],
        "token": ["not-a-token", search_token(SavedSearch.objects.first().pk)],
        "competence_id": [Competence.objects.first().pk, NOBODY],
        "officer_id": [Officer.objects.first().pk, NOBODY],
        **{
            name: [NOBODY]
            for name in ("file_id", "attachment_id", "entry_id", "plan_id", "mail_id", "act_id")
        },
        "search_id": [SavedSearch.objects.first().pk, NOBODY],
        "provider_id": ["nobody"],
        "name": ["postpone", "intake", "nothing"],
        "table": ["bodies", "regions", "themes", "nothing"],
        "day": ["2026-01-01", "yesterday"],
        "code": ["obscenity", "moderator", "nothing"],
    }


def addresses(samples: dict[str, list[object]]) -> Iterator[tuple[str, str]]:
    """Every named view with every address that its samples give."""
    for name, parameters in views(get_resolver(), [], {}):
        unknown = {key for key, kind in parameters.items() if kind != "IntConverter"} - set(samples)
        assert not unknown, f"{name} takes {unknown}: teach _samples"
        values = [samples["whole" if kind == "IntConverter" else key] for key, kind in parameters.items()]
        found = False
        for chosen in itertools.product(*values):
            try:
                yield name, reverse(name, kwargs=dict(zip(parameters, chosen, strict=True)))
            except NoReverseMatch:
                continue
            found = True
        assert found, f"no sample fits the address of {name}"


def views(
    resolver: URLResolver, spaces: list[str], outer: dict[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    for pattern in resolver.url_patterns:
        converters = getattr(pattern.pattern, "converters", {})
        parameters = {**outer, **{name: type(made).__name__ for name, made in converters.items()}}
        if isinstance(pattern, URLResolver):
            yield from views(pattern, spaces + ([pattern.namespace] if pattern.namespace else []), parameters)
        elif pattern.name:
            yield ":".join([*spaces, pattern.name]), parameters


class Writes:
    """The tables that statements wrote to while it was looking."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        self.tables |= {table.lower() for _verb, table in WRITE.findall(LOCKING.sub("", str(sql)))}
        return execute(sql, params, many, context)


def test_the_measure_itself():
    writes = Writes()
    for sql in (
        'INSERT INTO "a_row" (x) VALUES (1)',
        "WITH gone AS (DELETE FROM b_row RETURNING *) SELECT 1",
        'UPDATE "c_row" SET x = 1',
        'SELECT * FROM "d_row" FOR UPDATE',
        'SELECT update_count FROM "e_row"',
    ):
        writes(lambda *args: None, sql, (), False, {})
    assert writes.tables == {"a_row", "b_row", "c_row"}


def test_every_part_of_the_product_is_walked(world):
    walked = {name.rpartition(":")[0] for name, _address in addresses(world)}
    assert walked >= set(NAMESPACES)


@pytest.mark.parametrize("who", WHO)
def test_a_get_writes_nothing(state, world, who, monkeypatch):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)
    client = Client(raise_request_exception=True)
    if who != "guest":
        client.force_login(state.people[who])
    session = client.cookies.copy()
    wrote, broken = {}, {}
    for name, address in addresses(world):
        client.cookies = session.copy()
        writes = Writes()
        with connection.execute_wrapper(writes):
            status = client.get(address).status_code
        if tables := writes.tables - SESSIONS - ALLOWED.get(name, set()):
            wrote[address] = sorted(tables)
        if status >= 500:
            broken[address] = status
    assert wrote == {}
    assert broken == {}
