"""The command line as a whole: help, failures in sentences, verify without Django, balance, appoint, doctor."""

import subprocess
import sys
from argparse import Namespace
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from sukhbat.bodies.models import Officer
from sukhbat.cli import appoint, balance, main
from sukhbat.cli.doctor import database, machine, safety
from sukhbat.cli.doctor.findings import Level
from sukhbat.cli.imports import registers
from sukhbat.cli.words import CommandError
from sukhbat.kernel import clock
from sukhbat.kernel.loops import note_run
from sukhbat.kernel.site import mark_as_sample
from sukhbat.ledger.models import Entry
from sukhbat.questions.models import Tally
from tests.people import ask

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(monkeypatch):
    """Commands work on the test database."""
    for module in (balance, appoint):
        monkeypatch.setattr(module, "ready", lambda **_options: nullcontext())


def test_help_says_each_command_in_a_line(capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(f"    {name} " in said for name in main.COMMANDS)


@pytest.mark.parametrize("name", main.COMMANDS)
def test_each_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: sukhbat {name}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["dance"], ["verify"], ["demo", "--port", "many"]])
def test_a_wrong_call_is_no_traceback(arguments):
    with pytest.raises(SystemExit) as ended:
        main.main(arguments)
    assert ended.value.code == 2


def test_a_known_failure_is_a_sentence(capsys, tmp_path):
    assert main.main(["verify", str(tmp_path / "none.json")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    (tmp_path / "no.json").write_text("{", encoding="utf-8")
    assert main.main(["verify", str(tmp_path / "no.json")]) == 1
    assert "not JSON" in capsys.readouterr().err
    (tmp_path / "other.json").write_text("[1]", encoding="utf-8")
    assert main.main(["verify", str(tmp_path / "other.json")]) == 1


def test_help_and_verify_import_no_django_settings(tmp_path):
    code = (
        "import sys\nfrom sukhbat.cli.main import main\n"
        "try: main(['verify', 'nothing.json'])\nexcept SystemExit: pass\n"
        "assert 'django.db.models' not in sys.modules and 'psycopg' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_balance_is_shown_and_a_broken_one_fails(state, here, capsys):
    ask(state)
    assert balance.run(Namespace(all=False)) == 0
    assert "received 1 = answered 0 + in work 1" in capsys.readouterr().out
    Tally.objects.create(
        scope="all", scope_id="00000000-0000-0000-0000-000000000000", facet="bucket", value="declined", n=1
    )
    assert balance.run(Namespace(all=False)) == 1
    assert "counter" in capsys.readouterr().err


def _appointed(**changed):
    given = {
        "email": "new@example.kz", "role": "administrator", "body": "office", "name": "Жаңа", "language": "kk",
        "post": "", "coordinating": False,
    }  # fmt: skip
    return appoint.run(Namespace(**{**given, **changed}))


def test_the_first_administrator_is_appointed_once_and_logged(state, here):
    assert _appointed() == 0
    assert _appointed() == 0
    assert Officer.objects.filter(person__email="new@example.kz").count() == 1
    assert Entry.objects.filter(subject="body/office").exists()


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"body": "nowhere"}, {"email": "nobody"}])
def test_an_impossible_appointment_is_a_sentence(state, here, wrong):
    with pytest.raises(CommandError):
        _appointed(**wrong)
    assert not Officer.objects.filter(person__email="new@example.kz").exists()


def test_appointing_may_name_the_coordinating_body(state, here):
    assert _appointed(body="min-digital", coordinating=True) == 0
    state.ministry.refresh_from_db()
    state.coordinator.refresh_from_db()
    assert (state.ministry.coordinates, state.coordinator.coordinates) == (True, False)


def test_a_folder_of_tables_is_imported_with_a_dry_run_first(db, tmp_path, capsys):
    (tmp_path / "bodies.tsv").write_text("slug\tkk\tru\ten\tkind\nnew\tЖ\tН\tN\tministry\n", encoding="utf-8")
    (tmp_path / "regions.csv").write_text("code,kind,kk,ru,en\n10,oblast,А,А,A\n", encoding="utf-8")
    assert registers.import_directory([tmp_path], dry_run=True) == 0
    assert "would be added" in capsys.readouterr().out
    assert registers.import_directory([tmp_path], dry_run=False) == 0
    assert registers.import_directory([tmp_path], dry_run=False) == 0
    assert "As before: 2" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no table"):
        registers.import_directory(
            [tmp_path / "empty"] if (tmp_path / "empty").mkdir() is None else [], dry_run=True
        )


def _by_name(findings):
    return {finding.name: finding for finding in findings}


def test_the_doctor_finds_a_healthy_database_healthy(state):
    note_run("react", now=clock.now(), done=1)
    found = _by_name(database.findings(strict=True))
    assert {finding.level for finding in found.values()} == {Level.OK}, found
    assert found["coordinating body"].sentence == "office"


def test_the_doctor_misses_jobs_roles_and_the_coordinator(db):
    note_run("react", now=clock.now() - timedelta(minutes=5), done=1)
    found = _by_name(database.findings(strict=True))
    assert found["jobs"].level is Level.FAIL
    assert found["coordinating body"].level is Level.FAIL
    assert found["administrator"].level is Level.FAIL
    assert all(finding.remedy for finding in found.values() if finding.level is not Level.OK)


def test_the_doctor_refuses_made_up_people_in_earnest(state):
    mark_as_sample()
    assert _by_name(database.findings(strict=True))["samples"].level is Level.FAIL
    assert _by_name(database.findings(strict=False))["samples"].level is Level.WARN


SAFE = {
    "DEBUG": False, "DEMO": False, "SECRET_KEY": "a-long-secret-with-many-different-letters-0123456789-xyz",
    "ALLOWED_HOSTS": ["ask.example.kz"], "SITE_URL": "https://ask.example.kz", "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True, "CLIENT_ADDRESS_HEADER": "X-Real-IP", "METRICS_TOKEN": "m" * 40,
    "DEFAULT_FROM_EMAIL": "ask@example.kz", "MAIL_DOMAIN": "example.kz",
}  # fmt: skip


@pytest.fixture
def safe(settings, tmp_path):
    for name, value in {**SAFE, "MEDIA_ROOT": tmp_path / "files", "STATIC_ROOT": tmp_path}.items():
        setattr(settings, name, value)
    (tmp_path / "staticfiles.json").touch()
    return settings


def test_safe_settings_are_safe(safe):
    found = _by_name(safety.findings(strict=True))
    assert {finding.level for finding in found.values()} == {Level.OK}, found


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEMO", True, "mode"),
        ("DEBUG", True, "mode"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS"),
        ("SITE_URL", "http://ask.example.kz", "SITE_URL"),
        ("SITE_URL", "https://other.example.kz", "SITE_URL"),
        ("SESSION_COOKIE_SECURE", False, "cookies"),
        ("RECEIPT_KEY", "no key", "RECEIPT_KEY"),
        ("DEFAULT_FROM_EMAIL", "Sukhbat <sukhbat@localhost>", "mail sender"),
        ("STATIC_ROOT", Path("/nonexistent"), "static files"),
        ("MEDIA_ROOT", Path("/proc/none"), "files"),
    ],
)
def test_one_unsafe_setting_is_found_and_has_a_remedy(safe, name, value, told):
    setattr(safe, name, value)
    found = _by_name(safety.findings(strict=True))[told]
    assert found.level is Level.FAIL
    assert found.remedy


def test_a_mail_server_that_is_not_there_is_told(safe):
    safe.EMAIL_BACKEND = safety.SMTP
    safe.EMAIL_HOST, safe.EMAIL_PORT = "127.0.0.1", 1
    assert safety.mail_server(strict=True).level is Level.FAIL
    assert safety.mail_server(strict=False).level is Level.WARN


def test_the_machine_is_looked_at_without_settings(monkeypatch):
    assert {finding.level for finding in machine.findings()} <= {Level.OK, Level.WARN}
    monkeypatch.setenv("TIME_ZONE", "Mars/Olympus")
    assert machine.time_zone().level is Level.FAIL


def test_doctor_fails_for_production_without_settings(tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "SUKHBAT_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "sukhbat.cli", "doctor", "--production"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "SECRET_KEY" in done.stdout
