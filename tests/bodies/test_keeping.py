"""Keeping rows, roles and successions: done, refused, twice, and what the log says."""

from datetime import timedelta

import pytest

from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.balances import body_balances, broken_balances
from sukhbat.assignments.models import Assignment, Redirect
from sukhbat.assignments.succession import hand_over_work
from sukhbat.bodies import registers
from sukhbat.bodies.actions import (
    end_role,
    keep_row,
    retire_body,
)
from sukhbat.bodies.directory_rows import Table, fingerprint
from sukhbat.bodies.models import Body, Officer
from sukhbat.bodies.queries import directory, standing
from sukhbat.bodies.rules import Role, route
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from tests.people import MONDAY, appoint, ask
from tests.refusals import code

pytestmark = pytest.mark.django_db
TODAY = local_day(MONDAY)
BODY = {"slug": "agency", "name_kk": "Агенттік", "name_ru": "Агентство", "name_en": "", "kind": "agency"}


def opened(table: Table, key: str) -> str:
    return fingerprint(registers.known(table).of(table)[key])


def test_a_body_is_added_and_logged(state):
    keep_row(person=state.madina, table=Table.BODIES, texts=BODY, opened_on=None, now=MONDAY)
    body = Body.objects.get(slug="agency")
    assert (body.name_en, body.sort_kk != "") == ("Агенттік", True)
    (entry,) = entries_about("body/agency")
    assert (entry.event, entry.actor_role, entry.facts) == ("body:added", "coordinator", {})


def test_a_taken_code_is_refused_and_nothing_is_written(state):
    def taken():
        keep_row(
            person=state.madina,
            table=Table.BODIES,
            texts={**BODY, "slug": "min-digital"},
            opened_on=None,
            now=MONDAY,
        )

    assert code(taken) == "taken"
    assert not entries_about("body/min-digital").exists()


def test_a_change_names_its_fields_and_the_same_again_is_no_entry(state):
    texts = {
        "slug": "min-digital",
        "name_kk": "Жаңа атау",
        "name_ru": "Новое",
        "name_en": "New",
        "kind": "ministry",
    }
    for _press in range(2):
        keep_row(
            person=state.madina,
            table=Table.BODIES,
            texts=texts,
            opened_on=opened(Table.BODIES, "min-digital"),
            now=MONDAY,
        )
    (entry,) = entries_about("body/min-digital")
    assert (entry.event, entry.facts["fields"]) == ("body:changed", ["name_kk", "name_ru", "name_en"])


def test_a_save_on_what_is_no_longer_there_is_stale(state):
    before = opened(Table.THEMES, "internet")
    texts = {"slug": "internet", "name_kk": "Байланыс", "name_ru": "Связь", "name_en": "Net"}
    keep_row(person=state.madina, table=Table.THEMES, texts=texts, opened_on=before, now=MONDAY)
    again = {**texts, "name_en": "Other"}
    assert (
        code(
            lambda: keep_row(
                person=state.madina, table=Table.THEMES, texts=again, opened_on=before, now=MONDAY
            )
        )
        == "stale"
    )


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        (Table.BODIES, {**BODY, "parent": "nowhere"}),
        (Table.BODIES, {**BODY, "slug": "a b"}),
        (Table.THEMES, {"slug": "t", "name_kk": "", "name_ru": "", "name_en": ""}),
        (Table.COMPETENCES, {"body": "min-digital", "theme": "roads", "region": "10"}),
        (Table.REGIONS, {"slug": "99", "name_kk": "Х", "kind": "oblast", "parent": "99"}),
    ],
)
def test_a_row_that_cannot_be_is_refused(state, table, texts):
    assert (
        code(lambda: keep_row(person=state.madina, table=table, texts=texts, opened_on=None, now=MONDAY))
        == "bad_value"
    )


def test_a_new_competence_routes_at_once(state):
    texts = {
        "body": "min-transport",
        "theme": "internet",
        "region": "71",
        "valid_from": "2026-11-01",
        "valid_until": "",
    }
    assert route_of(state.internet, state.astana) == state.ministry.pk
    keep_row(person=state.madina, table=Table.COMPETENCES, texts=texts, opened_on=None, now=MONDAY)
    assert route_of(state.internet, state.astana) == state.other.pk


def route_of(theme, region):
    return route(directory(on=TODAY), theme_id=theme.pk, region_id=region.pk)[0]


# Roles.


def grant(state, *, person=None, email="new@example.kz", role="executor", body="min-digital", **texts):
    return keep_row(
        person=person or state.aliya,
        table=Table.OFFICERS,
        texts={"email": email, "name": "Жаңа", "language": "ru", "body": body, "role": role, **texts},
        opened_on=None,
        now=MONDAY,
    )


def test_a_role_is_granted_by_address_and_makes_the_person(state):
    grant(state, email="New@Example.KZ", post_kk="Бас маман")
    person = Person.objects.get(email="new@example.kz")
    assert (person.name, person.language, person.has_usable_password()) == ("Жаңа", "ru", False)
    assert standing(person, on=TODAY).holds(Role.EXECUTOR, state.ministry.pk)
    (entry,) = entries_about("body/min-digital")
    assert (entry.event, entry.actor_role) == ("body:officer_appointed", "administrator")
    assert entry.facts == {"role": "executor", "from_on": TODAY.isoformat()}


def test_somebody_known_keeps_their_name(state):
    grant(state, email="aigerim@example.kz")
    assert Person.objects.get(email="aigerim@example.kz").name == "Aigerim"


def test_nobody_grants_a_role_to_themselves(state):
    assert code(lambda: grant(state, email="Aliya@example.kz ")) == "own_role"
    assert code(lambda: grant(state, person=state.madina)) == "not_administrator"


def test_the_same_role_twice_is_refused(state):
    grant(state)
    assert code(lambda: grant(state)) == "taken"
    assert code(lambda: grant(state, from_on="2027-01-01")) == "bad_value"


def end(state, name, until=TODAY, role=Role.EXECUTOR, person=None):
    officer = Officer.objects.get(person=state.people[name], role=role)
    return end_role(person=person or state.aliya, officer_id=officer.pk, until=until, now=MONDAY)


def test_a_role_ends_today_and_not_twice(state):
    _officer, ended = end(state, "erlan")
    assert [(one.person, one.body) for one in ended] == [(state.erlan, state.ministry)]
    assert not standing(Person.objects.get(pk=state.erlan.pk), on=TODAY).holds(Role.EXECUTOR)
    assert code(lambda: end(state, "erlan")) == "ended"
    (entry,) = entries_about("body/min-digital")
    assert entry.facts == {"role": "executor", "fields": ["until_on"], "until_on": TODAY.isoformat()}


def test_a_role_may_end_later_but_not_in_the_past(state):
    _officer, ended = end(state, "erlan", until=TODAY + timedelta(days=3))
    assert ended == []
    assert standing(Person.objects.get(pk=state.erlan.pk), on=TODAY).holds(Role.EXECUTOR)
    assert code(lambda: end(state, "gulnar", until=TODAY - timedelta(days=1), role=Role.SIGNATORY)) == "past"
    assert code(lambda: end(state, "gulnar", role=Role.SIGNATORY, person=state.madina)) == "not_administrator"


def test_a_role_that_has_not_begun_goes(state):
    grant(state, from_on="2027-01-01")
    officer = Officer.objects.get(person__email="new@example.kz")
    end_role(person=state.aliya, officer_id=officer.pk, until=TODAY, now=MONDAY)
    assert not Officer.objects.filter(person__email="new@example.kz").exists()


# Retiring and succession.


def retire(state, slug="min-digital", successor="min-transport", until=TODAY):
    return retire_body(person=state.madina, slug=slug, until=until, successor=successor, now=MONDAY)


def test_a_retired_body_hands_its_open_questions_over(state):
    open_one, held, withdrawn = ask(state), ask(state), ask(state)
    assign_question(person=state.saule, number=held.number, executor_id=state.erlan.pk, now=MONDAY)
    from sukhbat.questions.actions import withdraw_question

    withdraw_question(person=state.aigerim, number=withdrawn.number, now=MONDAY)
    before = {row.pk: (row.due_on, row.body_since_at) for row in Question.objects.all()}

    body = retire(state)
    moved = hand_over_work(
        body=body, successor=body.successor, actor=Actor("coordinator", state.madina.pk), now=MONDAY
    )

    assert moved == 2
    rows = {row.pk: row for row in Question.objects.all()}
    assert {rows[q.pk].body for q in (open_one, held)} == {state.other}
    assert rows[held.pk].stage == "received"
    assert rows[withdrawn.pk].body == state.ministry
    assert {row.pk: (row.due_on, row.body_since_at) for row in rows.values()} == before
    assert not Assignment.objects.filter(ended_at=None).exists()
    assert not Redirect.objects.exists()
    (entry,) = Entry.objects.filter(subject=held.number, event="question:succeeded")
    assert entry.facts == {"from_body": "min-digital", "to_body": "min-transport"}
    old, new = body_balances([state.ministry.pk, state.other.pk]).values()
    assert (old.arrived, old.redirected_out, old.held.received) == (3, 2, 1)
    assert (new.arrived, new.redirected_in, new.held.received) == (0, 2, 2)
    assert old.closes
    assert new.closes
    assert broken_balances(now=MONDAY) == []


def test_new_questions_go_to_the_end_of_the_line_of_successors(state):
    retire(state, "min-digital", "min-transport")
    appoint(state.saule, Role.DISPATCHER, Body.objects.create(slug="third", kind="ministry", name_kk="Ү"))
    retire(state, "min-transport", "third")
    assert ask(state).body.slug == "third"


def test_handing_over_twice_moves_nothing_more(state):
    ask(state)
    body = retire(state)
    assert hand_over_work(body=body, successor=state.other, actor=SYSTEM, now=MONDAY) == 1
    assert hand_over_work(body=body, successor=state.other, actor=SYSTEM, now=MONDAY) == 0
    assert broken_balances(now=MONDAY) == []


def test_retiring_the_same_again_is_one_entry(state):
    retire(state)
    retire(state)
    assert [entry.event for entry in entries_about("body/min-digital")] == ["body:retired"]


def test_a_body_that_cannot_be_retired_says_why(state):
    assert code(lambda: retire(state, "office", None)) == "coordinates"
    assert code(lambda: retire(state, successor="min-digital")) == "bad_successor"
    assert code(lambda: retire(state, successor="nowhere")) == "bad_successor"
    retire(state)
    assert code(lambda: retire(state, "min-transport", "min-digital")) == "bad_successor"
    assert (
        code(
            lambda: retire_body(
                person=state.aliya, slug="min-digital", until=TODAY, successor=None, now=MONDAY
            )
        )
        == "not_coordinator"
    )
