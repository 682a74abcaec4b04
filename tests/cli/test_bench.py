"""`sukhbat bench`: few texts instead of a million, the same way."""

import json

import pytest

from sukhbat.cli import main
from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights


@pytest.fixture
def weights():
    try:
        pinned_weights()
    except NoWeightsError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def corpus(tmp_path):
    """Two concerns to train on, one for trying, and one of the test part, which must not be touched."""
    concerns = [
        "concern_id\tsplit\ttheme\tgist",
        "water\ttrain\tx\tx",
        "road\ttrain\tx\tx",
        "light\tdev\tx\tx",
    ]
    questions = [
        "concern_id\tlang\ttext",
        "water\tkk\tАуылда су жоқ. Қашан болады?",
        "water\tru\tВоды в селе нет второй год. Когда будет?",
        "road\tru\tДорогу разбили грузовики. Кто починит?",
        "road\ten\tThe road to our village is broken. Who repairs it?",
        "light\tkk\tЖарық күн сайын сөнеді. Неге?",
        "light\tru\tСвет отключают каждый вечер. Почему?",
        "secret\tru\tЭто проверочная часть. Её не трогать.",
    ]
    (tmp_path / "concerns.tsv").write_text("\n".join([*concerns, "secret\ttest\tx\tx"]) + "\n")
    (tmp_path / "questions.tsv").write_text("\n".join(questions) + "\n")
    return str(tmp_path)


@pytest.mark.usefixtures("weights")
@pytest.mark.slow
def test_a_table_for_people(corpus, capsys):
    assert main.main(["bench", "grouping", "120", "--corpus", corpus]) == 0
    said = capsys.readouterr().out
    for word in ("made by a program", "120 texts", "meanings", "CPU", "texts a second", "MiB", "unseen"):
        assert word in said


@pytest.mark.usefixtures("weights")
@pytest.mark.slow
def test_json_for_programs(corpus, capsys):
    assert main.main(["bench", "grouping", "150", "--distinct", "--json", "--corpus", corpus]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["texts"] == found["different"] == 150
    assert list(found["stages"]) == [
        "loading", "repeats", "reading", "wordings", "meanings", "groups", "rest",
    ]  # fmt: skip
    assert found["cpu_seconds"] > 0
    assert found["known"].keys() == {"texts", "precision", "recall", "f1", "gathered"}
    assert 0 < found["unseen"]["texts"] < found["known"]["texts"] < 150
    assert 0 <= found["known"]["precision"] <= 1


@pytest.mark.usefixtures("weights")
@pytest.mark.slow
def test_one_by_one(corpus, capsys):
    few = ["--concerns", "20", "--each", "2", "--texts", "5"]
    assert main.main(["bench", "streaming", *few, "--json", "--corpus", corpus]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["concerns"], found["questions"], found["texts"]) == (20, 40, 5)
    assert 0 < found["together_ms"]["p50"] <= found["together_ms"]["p95"]
    assert main.main(["bench", "streaming", *few, "--corpus", corpus]) == 0
    assert "p95" in capsys.readouterr().out


def test_what_cannot_be_is_told_in_a_sentence(tmp_path, capsys):
    assert main.main(["bench", "grouping", "5"]) == 2
    assert "from 100 to" in capsys.readouterr().err
    assert main.main(["bench", "grouping", "100", "--corpus", str(tmp_path)]) == 2
    assert "concerns.tsv: No such file" in capsys.readouterr().err
    assert main.main(["bench", "streaming", "--texts", "0"]) == 2
    assert "must be 1 or more" in capsys.readouterr().err


def test_without_the_weights_it_says_what_is_missing(corpus, monkeypatch, capsys):
    monkeypatch.setattr("sukhbat.understanding.meaning.weights.PACKAGE", "no-such-package")
    assert main.main(["bench", "grouping", "100", "--corpus", corpus]) == 2
    assert "no-such-package is not installed" in capsys.readouterr().err
