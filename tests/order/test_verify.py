"""``sukhbat order verify``: an export checked outside, and every way in which it may not hold."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from sukhbat.cli.main import main
from sukhbat.conferences.ordering import order_of, reveal_orders
from sukhbat.questions.order import take_edition
from sukhbat.questions.order_export import export_order
from tests.order.conftest import crowd, ended, fresh, live, support
from tests.people import MONDAY
from tests.web.steps import published

pytestmark = pytest.mark.django_db
END = MONDAY + timedelta(hours=1)


@pytest.fixture
def export(state, conference, publish_as):
    conference = live(publish_as(conference, 40, 30, 30, hides_counts=True))
    people = crowd(3)
    for index in range(10):
        region = {"region_id": state.abai.pk} if index % 3 == 0 else {}
        support(published(state, conference=conference, **region), people[: index % 4])
    take_edition(conference=conference, now=MONDAY)
    ended(conference, END)
    reveal_orders(now=END)
    return export_order(fresh(conference), now=END)


@pytest.fixture
def verify(tmp_path, capsys):
    def run(document, *options):
        path = tmp_path / "order.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        code = main(["order", "verify", str(path), *options])
        said = capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    return run


def test_an_export_holds(verify, export):
    code, said = verify(export)
    assert (code, "10 places made again from 10 questions" in said) == (0, True)
    assert verify(export, "--seed", export["seed"])[0] == 0


def test_it_needs_neither_django_nor_a_database(export, tmp_path):
    path = tmp_path / "order.json"
    path.write_text(json.dumps(export), encoding="utf-8")
    program = (
        "import sys; sys.modules['django'] = sys.modules['psycopg'] = None\n"
        "from sukhbat.cli.main import main; sys.exit(main(['order', 'verify', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_another_seed_breaks_the_commitment(verify, export):
    code, said = verify(export, "--seed", "00" * 32)
    assert (code, "not the one that was committed to" in said) == (1, True)


def test_two_places_exchanged_are_named(verify, export):
    first, second = export["places"][:2]
    export["places"][:2] = [second, first]
    code, said = verify(export)
    assert code == 1
    assert f"Place 1: the export says {second[0]}" in said
    assert f"its data give {first[0]} by {first[1]}" in said


@pytest.mark.parametrize("column", [1, 2, 3])
def test_changed_data_change_the_order(verify, export, column):
    last = next(row for row in export["candidates"] if row[0] == export["places"][-1][0])
    last[column] = {1: "0" * 64, 2: 999, 3: "99"}[column]
    # One part alone decides, so that the change shows whatever lots were drawn.
    part = {1: "lottery", 2: "support", 3: "quota"}[column]
    export["weights"] = dict.fromkeys(("support", "quota", "lottery"), 0) | {part: 100}
    assert verify(export)[0] == 1


def test_a_question_left_out_is_noticed(verify, export):
    gone = export["places"].pop()
    code, said = verify(export)
    assert (code, f"its data give {gone[0]}" in said) == (1, True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seed": None}, "not told yet"),
        ({"seed": "zz"}, "not written in hex"),
        ({"format": "other"}, "format is not known"),
        ({"columns": ["number"]}, "columns"),
        ({"weights": {"support": 100}}, "damaged"),
        ({"weights": {"support": 90, "quota": 90, "lottery": 90}}, "damaged"),
        ({"candidates": [[1, 2]]}, "damaged"),
        ({"candidates": [["A", "00", 1, "-", "kk", "-", None]]}, "not one of SHA-256"),
        ({"candidates": [["A", "", 1, "-", "kk", "-", None]] * 2}, "twice"),
        ({"candidates": [["A", "", None, "-", "kk", "-", None]]}, "hidden"),
        ({"places": 7}, "damaged"),
    ],
)
def test_what_cannot_be_checked_says_why(verify, export, change, sentence):
    code, said = verify({**export, **change})
    assert (code, sentence in said) == (2, True)


@pytest.mark.parametrize("text", ["", "[]", "nothing", "[" * 100_000])
def test_what_is_no_export_is_refused(verify, text):
    assert verify(text)[0] == 2


def test_the_seed_of_the_export_is_the_one_in_the_table(export, conference):
    assert export["seed"] == bytes(order_of(fresh(conference)).seed).hex()
    assert all(row[2] is not None for row in export["candidates"])
