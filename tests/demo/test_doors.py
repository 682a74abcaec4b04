"""The demonstration's entries: one click, samples only, and nothing of them in production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from sukhbat.cli.demo.directory import askers, fill_directory
from sukhbat.cli.demo.load import make_live
from sukhbat.kernel import clock
from sukhbat.web.demo.cast import CITIZEN, ENTRIES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def filled(db):
    fill_directory(now=clock.now())
    return askers()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_offers_every_door(client, filled, language):
    page = client.get(f"/{language}/demo/")
    assert page.status_code == 200
    for entry in ENTRIES:
        assert f'action="/{language}/demo/enter/{entry.code}/"' in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_click_makes_one_that_person_where_they_work(client, filled, entry):
    answer = client.post(f"/en/demo/enter/{entry.code}/")
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"], follow=True).status_code == 200
    shown = client.get("/en/demo/")
    assert shown.context["me"].email == entry.address


def test_one_door_after_another_changes_the_session(client, filled):
    client.post("/en/demo/enter/citizen/")
    first = client.session.session_key
    client.post("/en/demo/enter/moderator/")
    assert client.session.session_key != first


def test_looking_enters_nobody(client, filled):
    assert client.get("/en/demo/enter/citizen/").status_code == 405
    assert client.get("/en/demo/").context["me"].is_authenticated is False


def test_the_host_comes_to_the_studio_of_the_conference_that_is_live(client, filled):
    assert client.post("/en/demo/enter/host/").headers["Location"] == "/en/conferences/"
    slug = make_live(now=clock.now())
    page = client.get("/en/demo/").content.decode()
    assert f'href="/en/conferences/{slug}/projector/"' in page
    assert f'href="/en/conferences/{slug}/"' in page
    location = client.post("/en/demo/enter/host/").headers["Location"]
    assert location == f"/en/conferences/{slug}/studio/"
    assert client.get(location).status_code == 200


def test_an_unknown_door_is_not_found(client, filled):
    assert client.post("/en/demo/enter/president/").status_code == 404


def test_a_foreign_form_does_not_get_through(filled):
    assert Client(enforce_csrf_checks=True).post("/en/demo/enter/citizen/").status_code == 403


def test_without_samples_there_are_no_doors(client, state):
    assert client.get("/en/demo/").status_code == 404
    assert client.post("/en/demo/enter/citizen/").status_code == 404


def test_with_demo_off_the_views_refuse_by_themselves(client, filled, settings):
    settings.DEMO = False
    assert client.get("/en/demo/").status_code == 404
    assert client.post("/en/demo/enter/citizen/").status_code == 404


def test_the_first_asker_is_the_citizen_of_the_door(filled):
    assert filled["kk"][0].email == CITIZEN


def test_production_has_no_address_of_the_demonstration(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from django.urls import NoReverseMatch, Resolver404, resolve, reverse\n"
        "found = []\n"
        "for path in ('/kk/demo/', '/ru/demo/enter/citizen/', '/en/demo/mail/'):\n"
        "    try: found.append(resolve(path))\n"
        "    except Resolver404: pass\n"
        "try: found.append(reverse('demo:home'))\n"
        "except NoReverseMatch: pass\n"
        "assert found == [], found\n"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sukhbat.settings.production",
        "SECRET_KEY": "s" * 60,
        "RECEIPT_KEY": "r" * 43 + "=",
        "DATABASE_URL": "postgresql:///none?host=/nonexistent",
        "SUKHBAT_VAR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_command_refuses_production_settings(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sukhbat.settings.production",
        "SUKHBAT_VAR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "sukhbat.cli", "demo", "--no-browser"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "its own settings only" in done.stderr
    assert not (tmp_path / "postgres").exists()
