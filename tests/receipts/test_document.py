"""The receipt as a document: it holds, and any change of it shows."""

import copy
import json
import subprocess
import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest

from sukhbat.ledger.actions import number_leaves
from sukhbat.ledger.signing import public_key
from sukhbat.questions.queries import question as by_number
from sukhbat.questions.receipt_rules import verify_receipt
from sukhbat.questions.receipts import receipt_document, receipt_of
from tests.people import MONDAY, TEXT, ask, make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(state):
    question = ask(state, conference=make_conference(state))
    return receipt_document(receipt_of(by_number(question.number)))


def codes(document, **given):
    return [problem.code for problem in verify_receipt(document, **given)]


def test_a_fresh_receipt_holds(document):
    assert codes(document) == []
    assert codes(document, text=TEXT, public_key=public_key()) == []


def test_it_survives_json(document):
    assert codes(json.loads(json.dumps(document, indent=2))) == []


def test_it_holds_no_word_of_the_question(document):
    assert TEXT not in json.dumps(document, ensure_ascii=False)


def test_it_names_its_place_once_the_log_numbered_it(state):
    question = ask(state)
    assert receipt_document(receipt_of(by_number(question.number)))["leaf_index"] is None
    number_leaves(now=MONDAY, window=None)
    document = receipt_document(receipt_of(by_number(question.number)))
    assert document["leaf_index"] == 0
    assert codes(document) == []


def paths(value, before=()):
    """Every leaf of a JSON value."""
    if isinstance(value, dict):
        return [path for key, item in value.items() for path in paths(item, (*before, key))]
    if isinstance(value, list):
        return [path for index, item in enumerate(value) for path in paths(item, (*before, index))]
    return [before]


def changed(document, path):
    other = copy.deepcopy(document)
    place = other
    for step in path[:-1]:
        place = place[step]
    value = place[path[-1]]
    place[path[-1]] = value + 1 if isinstance(value, int) and not isinstance(value, bool) else f"{value}x"
    return other


def test_every_single_change_is_seen(document):
    unseen = [path for path in paths(document) if not codes(changed(document, path))]
    assert unseen == []


@pytest.mark.parametrize(
    "name", ["number", "body", "due_on", "entry", "leaf_hash", "digest", "key", "signature"]
)
def test_a_missing_part_is_a_problem_and_no_crash(document, name):
    assert codes({key: value for key, value in document.items() if key != name})


@pytest.mark.parametrize(
    "value",
    [None, 7, "text", [], {}, {"format": "sukhbat-receipt", "version": 1}, {"format": "sukhbat-receipt", "version": 9},
     {"format": "sukhbat-receipt", "version": 1, "key": {"public_key": "я"}, "signature": "\ud800", "entry": []}],
)  # fmt: skip
def test_what_is_no_receipt_is_said_so(value):
    assert codes(value)


@pytest.mark.parametrize("name", ["number", "entry", "leaf_hash", "due_on", "digest", "signature"])
def test_a_bottomless_part_is_a_problem_and_no_crash(document, name):
    bottomless = []
    for _level in range(5_000):
        bottomless = [bottomless]
    assert verify_receipt({**document, name: bottomless})


def test_another_text_or_key_is_seen(document):
    assert codes(document, text=TEXT + "!") == ["other_text"]
    assert codes(document, public_key="A" * 43 + "=") == ["other_key"]


def test_a_receipt_says_what_was_promised_also_after_the_date_moved(state):
    question = ask(state)
    promised = question.due_on
    question = by_number(question.number)
    question.due_on, question.body = promised.replace(day=28), state.other
    question.save()
    document = receipt_document(receipt_of(by_number(question.number)))
    assert document["due_on"] == promised.isoformat()
    assert document["body"]["slug"] == "min-digital"


def test_it_is_checked_without_django_or_a_database(document, tmp_path):
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    program = (
        "import json, sys\n"
        "from sukhbat.questions.receipt_rules import verify_receipt\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')]\n"
        "sys.exit(len(verify_receipt(json.load(open(sys.argv[1], encoding='utf-8')))))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(file)], check=False).returncode == 0


def test_the_same_question_gives_the_same_receipt(state):
    question = ask(state, key=UUID(int=5), now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    first, second = (receipt_document(receipt_of(by_number(question.number))) for _ in range(2))
    assert first == second
