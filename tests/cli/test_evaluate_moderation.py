"""`sukhbat evaluate moderation`: figures per label and language, and mistakes in the file said in sentences."""

import json

import pytest

from sukhbat.cli import main

TEXTS = """label\tlang\ttext
clean\tru\tКогда починят дорогу у школы?
clean\tkk\tАуылға су қашан келеді?
abuse\tru\tВы все там идиоты и ублюдки
pii, abuse\tkk\tЖоғал, жексұрын, телефоным 87011234567
Spam\ten\tEarn $500 a day from home, click here http://easy-cash.biz
spam\tru\tПодскажите, как пройти в библиотеку
"""


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.tsv"
    path.write_text(TEXTS)
    return str(path)


def test_a_table_for_people(texts, capsys):
    assert main.main(["evaluate", "moderation", texts]) == 0
    said = capsys.readouterr().out
    for words in ("6 texts, 2 of them clean", "recall", "false alarms per 1,000 clean", "µs a text"):
        assert words in said


def test_json_for_programs(texts, capsys):
    assert main.main(["evaluate", "moderation", texts, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["texts"], found["clean"]) == (6, 2)
    assert found["labels"]["abuse"] == {
        "texts": 2,
        "recall": 1.0,
        "precision": 1.0,
        "false_alarms_per_thousand_clean": 0.0,
    }
    assert found["labels"]["pii"]["recall"] == 1.0
    assert found["labels"]["spam"]["recall"] == 0.5
    assert set(found["by_language"]) == {"kk", "ru", "en"}
    assert found["by_language"]["en"]["abuse"]["recall"] is None
    assert found["us_a_text"] > 0


def test_texts_told_wrongly_are_listed_when_asked(texts, capsys):
    assert main.main(["evaluate", "moderation", texts, "--misses"]) == 0
    assert "spam · clean · ru · Подскажите" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("label\ttext\nclean\tТекст вопроса\n", "lang"),
        ("label\tlang\ttext\nrude\tru\tТекст вопроса\n", "rude"),
        ("label\tlang\ttext\nclean\tru\t\n", "line 2"),
        ("label\tlang\ttext\n", "no text"),
        ("", "label"),
    ],
)
def test_a_file_that_cannot_be_measured_is_refused_in_a_sentence(tmp_path, capsys, content, said):
    path = tmp_path / "texts.tsv"
    path.write_text(content)
    assert main.main(["evaluate", "moderation", str(path)]) == 2
    assert said in capsys.readouterr().err
