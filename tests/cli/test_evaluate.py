"""`sukhbat evaluate` on a small file: a table for people, JSON for programs, failures in sentences."""

import csv
import json

import pytest

from sukhbat.cli import main
from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights

TEXTS = """concern_id\tregister\tlang\ttext
light\tplain\tkk\tАуылда жарық күн сайын сөнеді, қашан жөндейсіздер?
light\tplain\tru\tв селе каждый вечер отключают свет, техника горит
light\tplain\ten\tThe power in our village goes off every evening
place\tplain\tkk\tБалабақшаға кезек жылжымай тұр
place\tplain\tru\tместо в садике не дают второй год
place\tplain\ten\tNo kindergarten place for our son since last year
"""


@pytest.fixture
def texts(tmp_path):
    try:
        pinned_weights()
    except NoWeightsError as missing:
        pytest.skip(str(missing))
    path = tmp_path / "texts.tsv"
    path.write_text(TEXTS)
    return str(path)


@pytest.mark.slow
def test_a_table_for_people(texts, capsys):
    assert main.main(["evaluate", "grouping", texts]) == 0
    said = capsys.readouterr().out
    for word in (
        "6 texts of 2 concerns",
        "across languages",
        "automatic",
        "after decisions",
        "ms a text",
        "MiB",
    ):
        assert word in said


@pytest.mark.slow
def test_json_for_programs(texts, capsys):
    assert main.main(["evaluate", "grouping", texts, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["texts"], found["concerns"]) == (6, 2)
    assert found["all"]["first"] == 1.0
    assert set(found["by_language"]) == {"kk", "ru", "en"}
    assert found["automatic"].keys() == {"precision", "recall", "f1", "groups", "decisions"}
    assert 0 < found["ms_a_text"] < 1_000


@pytest.fixture
def usual_fields():
    """Other readers of this process may have raised the limit of the csv module."""
    raised = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(raised)


@pytest.mark.usefixtures("usual_fields")
def test_one_field_too_long_is_told_in_a_sentence(tmp_path, capsys):
    path = tmp_path / "long.tsv"
    path.write_text("concern_id\tlang\ttext\na\tkk\t" + "ж" * 200_000 + "\n")
    assert main.main(["evaluate", "grouping", str(path)]) == 2
    assert "is no table" in capsys.readouterr().err


def test_a_file_that_is_none_is_told_in_a_sentence(tmp_path, capsys):
    assert main.main(["evaluate", "grouping", str(tmp_path / "none.tsv")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_without_the_weights_it_says_what_is_missing(texts, monkeypatch, capsys):
    monkeypatch.setattr("sukhbat.understanding.meaning.weights.PACKAGE", "no-such-package")
    assert main.main(["evaluate", "grouping", texts]) == 2
    assert "no-such-package is not installed" in capsys.readouterr().err
