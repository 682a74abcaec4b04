"""`sukhbat evaluate search` on a small file, in a process and a database of its own."""

import json
import os
import subprocess
import sys

import pytest

from sukhbat.understanding.evaluating.asked import read_queries
from sukhbat.understanding.evaluating.labelled import NotLabelledError

TEXTS = """concern_id\tlang\ttext
school\tkk\tМектептеріміздің жылуы жоқ, балалар тоңып отыр
school\tru\tВ школе холодно, дети сидят в куртках
school\ten\tThe school of our village is not heated
road\tkk\tАуылға баратын жолды қашан жөндейсіздер?
road\tru\tДорога до села разбита, автобус не ходит
road\ten\tOur road is broken and the bus does not come
"""
QUERIES = """query\tlang\trelevant_concern_ids
мектеп\tkk\tschool
жолдардың жөнделуі\tkk\troad
dorogi\tru\troad
холодные школы\tru\tschool, nothing-else
"""


@pytest.fixture
def files(tmp_path):
    texts, queries = tmp_path / "texts.tsv", tmp_path / "queries.tsv"
    texts.write_text(TEXTS)
    queries.write_text(QUERIES)
    return [str(texts), str(queries)]


def evaluated(*arguments):
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "-m", "sukhbat.cli", "evaluate", "search", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.slow
def test_figures_as_json(files):
    done = evaluated(*files, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["texts"], found["not_taken"], found["all"]["queries"]) == (6, 0, 4)
    assert found["by_language"]["kk"]["recall"] == 1.0
    assert found["by_language"]["ru"]["recall"] == 0.75  # of two concerns one has no text
    assert found["by_language"]["kk"]["first"] == 1.0
    assert found["ms_a_query"] > 0
    assert found["peak_mib"] > 0


def test_a_file_that_is_none_is_told_in_a_sentence(files, tmp_path):
    done = evaluated(files[0], str(tmp_path / "none.tsv"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such file" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("query\tlang\nx\tkk\n", "must name the columns"),
        ("query\tlang\trelevant_concern_ids\n", "no query"),
        ("query\tlang\trelevant_concern_ids\nx\tkk\t \n", "line 2"),
        ("query\tlang\trelevant_concern_ids\nx\n", "line 2"),
    ],
)
def test_what_is_no_table_of_queries_is_told(tmp_path, content, said):
    path = tmp_path / "queries.tsv"
    path.write_text(content)
    with pytest.raises(NotLabelledError, match=said):
        read_queries(path)


@pytest.mark.parametrize("ids", ["a b", "a,b", "a; b", "a|b", " a , b "])
def test_ids_stand_apart_by_whatever_people_use(tmp_path, ids):
    path = tmp_path / "queries.tsv"
    path.write_text(f"query\tlang\trelevant_concern_ids\nx\tkk\t{ids}\n")
    assert read_queries(path)[0].relevant == {"a", "b"}
