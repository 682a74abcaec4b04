"""Importing questions: all of a file, once, with the refused lines in a file of their own."""

import csv
import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sukhbat.assignments.balances import broken_balances
from sukhbat.cli.imports import questions as importing
from sukhbat.cli.words import CommandError
from sukhbat.kernel import clock
from sukhbat.ledger.models import Entry
from sukhbat.questions.models import Question, QuestionPrivate
from tests.people import MONDAY, make_conference

POLIS = Path(__file__).with_name("files") / "polis.csv"
pytestmark = pytest.mark.django_db


def run(path: Path, **options: object) -> int:
    chosen = {
        "map": [], "source": "test", "conference": None, "body": None, "language": None,
        "received_now": False, "dry_run": False,
    }  # fmt: skip
    return importing.import_file(Namespace(file=path, **{**chosen, **options}))


def write(tmp_path: Path, *rows: dict[str, object]) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def copied(tmp_path: Path) -> Path:
    path = tmp_path / "polis.csv"
    path.write_bytes(POLIS.read_bytes())
    return path


def test_a_polis_file_comes_in_whole_and_only_once(state, tmp_path, capsys):
    path = copied(tmp_path)
    lines = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
    refused = [row for row in lines if len(row["comment-body"].strip()) < 10]
    assert run(path) == (2 if refused else 0)
    assert Question.objects.count() == len(lines) - len(refused)
    assert set(QuestionPrivate.objects.values_list("source", flat=True)) == {"import"}
    assert Entry.objects.filter(event="question:received").count() == Question.objects.count()
    before = Question.objects.count()
    run(path)
    assert Question.objects.count() == before
    assert f"there already {before}" in capsys.readouterr().out.replace("\n", " ")
    assert broken_balances(now=clock.now()) == []


def test_refused_lines_are_kept_with_their_reason_and_can_be_mended(state, tmp_path):
    path = write(
        tmp_path,
        {"id": 1, "text": "When will the road to our village be repaired?", "theme": "roads", "region": "10"},
        {"id": 2, "text": "short"},
        {"id": 3, "text": "A question about a theme nobody knows", "theme": "astrology"},
        {"id": 4, "text": "A question that was asked in the future", "date": "2999-01-01"},
        {"id": 5, "text": "A question of an uncertain moment", "date": "the day before yesterday"},
        {"id": 6, "text": "A question in a language we do not have", "lang": "zh"},
        {"id": "7" * 200, "text": "A question with an endless id of its own"},
    )
    assert run(path) == 2
    question = Question.objects.get()
    assert (question.body, question.region, question.theme) == (state.akimat, state.abai, state.roads)
    refused = tmp_path / "questions.jsonl.refused.csv"
    assert refused.stat().st_mode & 0o777 == 0o600
    with refused.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["refused_line"] for row in rows] == ["3", "4", "5", "6", "7", "2"]
    assert "astrology" in rows[0]["refused_reason"]
    assert rows[-1]["text"] == "short"
    mended = write(tmp_path, {"id": 2, "text": "Now it is long enough to be a question"})
    assert run(mended) == 0
    assert Question.objects.count() == 2
    assert not refused.exists()


def test_an_import_that_broke_off_goes_on_where_it_was(state, tmp_path, monkeypatch):
    path = write(tmp_path, *({"id": n, "text": f"Question number {n} about roads"} for n in range(25)))
    monkeypatch.setattr(importing, "BATCH", 10)
    real, calls = importing.import_batch, []

    def killed(**arguments):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(**arguments)

    monkeypatch.setattr(importing, "import_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        run(path)
    assert Question.objects.count() == 20
    monkeypatch.setattr(importing, "import_batch", real)
    assert run(path) == 0
    assert Question.objects.count() == 25
    assert broken_balances(now=clock.now()) == []


def test_moments_and_the_language_come_from_the_file_or_the_text(state, tmp_path):
    path = write(
        tmp_path,
        {"id": 1, "text": "Ауылымызға интернет қашан тартылады?", "date": "23.11.2026 10:00"},
        {"id": 2, "text": "Когда в нашем ауле появится интернет?", "lang": "русский"},
    )
    assert run(path) == 0
    kazakh, russian = Question.objects.order_by("received_at")
    assert (kazakh.language, russian.language) == ("kk", "ru")
    assert kazakh.received_at == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    assert kazakh.due_on.isoformat() == "2026-12-14"


def test_terms_may_be_counted_from_today(state, tmp_path):
    path = write(tmp_path, {"id": 1, "text": "When will the road be repaired?", "date": "2018-01-01"})
    assert run(path, received_now=True) == 0
    assert Question.objects.get().due_on > clock.local_day(clock.now())


def test_everything_may_go_to_one_conference_or_body(state, tmp_path, monkeypatch):
    make_conference(state, now=MONDAY)
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    path = write(tmp_path, {"id": 1, "text": "When will the internet be cheaper?"})
    assert run(path, conference="internet") == 0
    assert Question.objects.get().conference.slug == "internet"
    path = write(tmp_path, {"id": 2, "text": "When will the trains run on time?"})
    assert run(path, body="min-transport") == 0
    assert Question.objects.get(conference=None).body == state.other


@pytest.mark.parametrize("options", [{"conference": "nowhere"}, {"body": "nobody"}])
def test_an_option_that_names_nothing_ends_the_import_at_once(state, tmp_path, options):
    path = write(tmp_path, {"id": 1, "text": "When will the road be repaired?"})
    with pytest.raises(CommandError, match="There is no"):
        run(path, **options)
    assert not Question.objects.exists()


def test_a_dry_run_counts_and_stores_nothing(state, tmp_path, capsys):
    path = write(tmp_path, {"id": 1, "text": "When will the road be repaired?"}, {"id": 2, "text": "no"})
    assert run(path, dry_run=True) == 2
    assert not Question.objects.exists()
    assert "would be stored 1" in capsys.readouterr().out


def test_an_id_twice_in_a_file_is_one_question(state, tmp_path):
    same = {"id": 1, "text": "When will the road be repaired?"}
    assert run(write(tmp_path, same, same)) == 0
    assert Question.objects.count() == 1


def test_personal_data_is_masked_and_waits_for_nobody_to_find_it(state, tmp_path):
    path = write(tmp_path, {"id": 1, "text": "Call me on 8 701 555 01 01 when the road is repaired"})
    assert run(path) == 0
    assert "555" not in Question.objects.get().text
    assert "555" in QuestionPrivate.objects.get().original
