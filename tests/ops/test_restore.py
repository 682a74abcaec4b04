"""The rehearsal: back up, lose everything, restore into a new server; then all adds up and a receipt verifies."""

import json
import os
import shutil
import subprocess
import sys
import tarfile

import pytest

from tests.ops.installation import ROOT, Installation

pytestmark = pytest.mark.slow

PREPARE = """
from pathlib import Path
from uuid import uuid4
from django.conf import settings
from django.core.files.base import ContentFile
from sukhbat.answers.models import random_name
from sukhbat.cli.demo.directory import askers, fill_directory
from sukhbat.cli.preparing import prepare_database
from sukhbat.jobs.work import number_all_leaves
from sukhbat.kernel import clock
from sukhbat.questions.actions import submit_question, withdraw_question
from sukhbat.questions.intake import Submission
from sukhbat.questions.receipts import receipt_document, receipt_of
from sukhbat.questions.rules import Source
prepare_database(progress=lambda sentence: None)
now = clock.now()
fill_directory(now=now)
people = askers()["kk"]
numbers = []
for person in people[:12]:
    submission = Submission(key=uuid4(), text="Ауылымызға интернет қашан тартылады?", language="kk", source=Source.WEB)
    numbers.append(submit_question(person=person, submission=submission, conference=None, now=now).question)
withdraw_question(person=people[0], number=numbers[0].number, now=now)
number_all_leaves(now)
folder = Path(settings.MEDIA_ROOT) / "answers" / "ab"
folder.mkdir(parents=True)
(folder / "file.pdf").write_bytes(b"%PDF-1.7 an attachment")
print(json.dumps(receipt_document(receipt_of(numbers[1]))))
"""

LOOK = """
from pathlib import Path
from django.conf import settings
from sukhbat.cli.backup.counts import counts
from sukhbat.questions.queries import question
from sukhbat.questions.receipts import receipt_document, receipt_of
found = question(sys.argv[1])
files = [str(p.relative_to(settings.MEDIA_ROOT)) for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]
print(json.dumps([counts(), receipt_document(receipt_of(found)), files]))
"""


@pytest.fixture
def installation(tmp_path_factory):
    found = Installation(tmp_path_factory.mktemp("restore"))
    found.cluster.start()
    yield found
    found.cluster.stop()


def sukhbat(installation: Installation, *arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "sukhbat.cli", *map(str, arguments)],
        cwd=ROOT, env=installation.environment(), capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


def test_what_was_lost_comes_back_to_the_last_question(installation, tmp_path):
    receipt = installation.ask_python(PREPARE)
    archive = tmp_path / "backup.tar"
    done = sukhbat(installation, "backup", archive)
    assert done.returncode == 0, done.stderr
    assert archive.stat().st_mode & 0o777 == 0o600
    assert sukhbat(installation, "backup", archive).returncode == 1, "an archive is not written over"
    before = installation.ask_python(LOOK, receipt["number"])

    _refused_over_what_is_there(installation, archive)
    _damage_is_found_first(installation, archive, tmp_path)

    installation.cluster.stop()
    shutil.rmtree(installation.cluster.place.home)
    shutil.rmtree(installation.var / "files")
    installation.cluster.start()
    done = sukhbat(installation, "restore", archive)
    assert done.returncode == 0, done.stderr
    assert "every balance closes" in done.stdout.replace("\n", " ")

    counts, document, files = installation.ask_python(LOOK, receipt["number"])
    assert counts == before[0]
    assert counts["questions"] == 12
    assert counts["withdrawn"] == 1
    assert document == receipt
    assert files == ["answers/ab/file.pdf"]
    assert sukhbat(installation, "balance").returncode == 0
    _receipt_verifies(receipt, tmp_path)


def _refused_over_what_is_there(installation, archive):
    done = sukhbat(installation, "restore", archive)
    assert done.returncode == 1
    assert "--replace" in done.stderr


def _damage_is_found_first(installation, archive, tmp_path):
    """A flipped byte, a cut end, a foreign file: refused, and the database is as before."""
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        place = next(member for member in tar if member.name == "database.dump").offset_data + 2_000
    damaged = tmp_path / "damaged.tar"
    for content in (
        whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
        whole[: place + 500],
        b"no archive at all",
    ):
        damaged.write_bytes(content)
        done = sukhbat(installation, "restore", "--replace", damaged)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    assert sukhbat(installation, "balance").returncode == 0


def _receipt_verifies(receipt, tmp_path):
    """On a machine without any settings or database."""
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(receipt), encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "nothing", "SECRET_KEY": ""}
    command = [
        sys.executable,
        "-m",
        "sukhbat.cli",
        "verify",
        str(path),
        "--key",
        receipt["key"]["public_key"],
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    receipt["due_on"] = "2099-01-01"
    path.write_text(json.dumps(receipt), encoding="utf-8")
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
