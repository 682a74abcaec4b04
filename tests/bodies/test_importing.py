"""Imports: the dry run changes nothing, a plan is applied once and exactly."""

from datetime import timedelta

import pytest

from sukhbat.bodies.actions import (
    apply_import,
    dry_run,
    import_directory,
    keep_import,
)
from sukhbat.bodies.directory_csv import File
from sukhbat.bodies.models import Body, ImportPlan, Officer
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.people.models import Person
from tests.people import MONDAY
from tests.refusals import code

pytestmark = pytest.mark.django_db
TODAY = local_day(MONDAY)


FILE = File("bodies.csv", "slug,kk,ru,en,kind,parent\nnew,Ж,Н,N,committee,min-digital\nbad,,,,x,\n".encode())
OFFICERS = File(
    "officers.csv",
    b"email,name,body,role,from\nx@example.kz,X,min-digital,executor,2026-11-01\naliya@example.kz,A,office,host,\n",
)


def test_a_dry_run_changes_nothing(state):
    before = (Body.objects.count(), Entry.objects.count(), Person.objects.count())
    found = dry_run(files=[FILE, OFFICERS], now=MONDAY)
    assert (len(found.added), len(found.refused)) == (3, 1)
    assert (Body.objects.count(), Entry.objects.count(), Person.objects.count()) == before


def kept(person, *files):
    return keep_import(person=person, kind="directory", files=files, now=MONDAY)


def test_an_import_applies_exactly_its_file_once(state):
    plan = kept(state.madina, FILE)
    assert not Body.objects.filter(slug="new").exists()
    applied_plan, _applied = apply_import(person=state.madina, plan_id=plan.pk, now=MONDAY)
    assert Body.objects.get(slug="new").parent == state.ministry
    assert applied_plan.report["added"] == 1
    assert applied_plan.report["refused"][0][:2] == ["bodies.csv", 3]
    assert code(lambda: apply_import(person=state.madina, plan_id=plan.pk, now=MONDAY)) == "applied"
    assert [e.event for e in entries_about("body/new")] == ["body:added"]
    (entry,) = entries_about("import/directory")
    assert (entry.facts["added"], entry.facts["refused"], entry.facts["sha256"]) == (1, 1, plan.sha256)


def test_an_upload_belongs_to_who_uploaded_it_and_lasts_a_day(state):
    plan = kept(state.madina, FILE)
    assert code(lambda: apply_import(person=state.aliya, plan_id=plan.pk, now=MONDAY)) == "not_found"
    late = MONDAY + timedelta(days=1, seconds=1)
    assert code(lambda: apply_import(person=state.madina, plan_id=plan.pk, now=late)) == "not_found"
    keep_import(person=state.madina, kind="directory", files=[FILE], now=late)
    assert ImportPlan.objects.count() == 1


def test_roles_are_imported_by_an_administrator_and_never_to_oneself(state):
    plan = kept(state.madina, OFFICERS)
    assert code(lambda: apply_import(person=state.madina, plan_id=plan.pk, now=MONDAY)) == "not_administrator"
    plan = kept(state.aliya, OFFICERS)
    done, _applied = apply_import(person=state.aliya, plan_id=plan.pk, now=MONDAY)
    assert done.report["added"] == 1
    assert not Officer.objects.filter(person=state.aliya, role="host").exists()
    plan = kept(state.aliya, FILE)
    assert code(lambda: apply_import(person=state.aliya, plan_id=plan.pk, now=MONDAY)) == "not_coordinator"


def test_the_command_line_applies_every_good_line(state):
    applied = import_directory(files=[FILE, OFFICERS], now=MONDAY)
    assert (len(applied.plan.added), len(applied.plan.refused)) == (3, 1)
    again = import_directory(files=[FILE, OFFICERS], now=MONDAY)
    assert (len(again.plan.same), again.plan.added) == (3, ())


def test_an_import_that_ends_an_executor_names_them(state):
    text = "email,body,role,from,until\nerlan@example.kz,min-digital,executor,2026-01-01,2026-11-23\n"
    applied = import_directory(files=[File("o.csv", text.encode())], now=MONDAY)
    assert [(one.person, one.body) for one in applied.ended] == [(state.erlan, state.ministry)]


@pytest.mark.slow
def test_ten_thousand_officers_are_written_in_seconds(state, django_assert_max_num_queries):
    lines = "".join(f"u{n}@x.kz,N{n},min-digital,executor,2026-01-01\n" for n in range(10_000))
    file = File("o.csv", f"email,name,body,role,from\n{lines}".encode())
    with django_assert_max_num_queries(80):
        applied = import_directory(files=[file], now=MONDAY)
    assert len(applied.plan.added) == Officer.objects.filter(body=state.ministry, role="executor").count() - 1
