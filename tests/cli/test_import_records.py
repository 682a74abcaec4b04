"""Reading files of questions: formats, delimiters, encodings, broken lines, and which column is which."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.cli.imports.columns import MappingError, language_of, mapped, moment
from sukhbat.cli.imports.records import columns_of, format_of, records

ALMATY = ZoneInfo("Asia/Almaty")
KAZAKH = "Ауылымызға интернет қашан тартылады?"


def _file(tmp_path, content: bytes | str, name: str = "file.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _read(path):
    return list(records(path, format_of(path)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_every_delimiter_and_encoding_gives_the_same(tmp_path, delimiter, encoding):
    lines = f"id{delimiter}text\r\n1{delimiter}{KAZAKH}\r\n"
    path = _file(tmp_path, lines.encode(encoding))
    assert columns_of(path, format_of(path)) == ["id", "text"]
    assert [record.cells for record in _read(path)] == [{"id": "1", "text": KAZAKH}]


def test_quoted_cells_may_hold_line_ends_and_delimiters(tmp_path):
    path = _file(tmp_path, 'id,text\n1,"first line\nsecond, with a comma and ""marks"""\n2,plain\n')
    found = _read(path)
    assert found[0].cells["text"] == 'first line\nsecond, with a comma and "marks"'
    assert [record.line for record in found] == [3, 4]


def test_a_tab_separated_text_keeps_its_quotation_marks(tmp_path):
    path = _file(tmp_path, 'id\ttext\n1\tWhat is "Sukhbat"?\n2\t"quoted ""whole"""\n')
    assert [record.cells["text"] for record in _read(path)] == ['What is "Sukhbat"?', 'quoted "whole"']


def test_json_lines_with_a_broken_line_go_on(tmp_path):
    path = _file(tmp_path, '{"id": 1, "text": "a"}\nnot json\n[1]\n\n{"id": 2, "text": null}\n', "q.jsonl")
    found = _read(path)
    assert [bool(record.problem) for record in found] == [False, True, True, False]
    assert found[3].cells == {"id": "2", "text": ""}
    assert [record.line for record in found] == [1, 2, 3, 5]


def test_a_line_with_too_many_cells_is_told_apart(tmp_path):
    path = _file(tmp_path, "id,text\n1,a,b\n2,c\n\n")
    assert [bool(record.problem) for record in _read(path)] == [True, False]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(tmp_path_factory, content):
    path = _file(tmp_path_factory.mktemp("any"), content)
    columns_of(path, format_of(path))
    _read(path)


def test_known_names_find_their_columns():
    polis = [
        "timestamp",
        "datetime",
        "comment-id",
        "author-id",
        "agrees",
        "disagrees",
        "moderated",
        "comment-body",
    ]
    assert mapped(polis, []) == {
        "text": "comment-body",
        "source_id": "comment-id",
        "received_at": "timestamp",
    }
    assert mapped(["Вопрос", "Регион", "ТЕМА"], []) == {"text": "Вопрос", "region": "Регион", "theme": "ТЕМА"}


def test_a_mapping_of_ones_own_wins_and_takes_a_column_once():
    assert mapped(["id", "text", "body"], ["text=body"]) == {"text": "body", "source_id": "id"}


@pytest.mark.parametrize("pairs", [["text"], ["text=nowhere"], ["colour=text"]])
def test_a_wrong_mapping_is_explained(pairs):
    with pytest.raises(MappingError, match=r"--map"):
        mapped(["text"], pairs)


def test_without_a_column_of_texts_the_columns_are_named():
    with pytest.raises(MappingError, match="agrees"):
        mapped(["agrees", "disagrees"], [])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1542406176584", datetime(2018, 11, 16, 22, 9, 36, 584000, UTC)),
        ("1542406176", datetime(2018, 11, 16, 22, 9, 36, tzinfo=UTC)),
        ("2026-11-23T10:00:00+05:00", datetime(2026, 11, 23, 5, 0, tzinfo=UTC)),
        ("2026-11-23 10:00", datetime(2026, 11, 23, 5, 0, tzinfo=UTC)),
        ("23.11.2026 10:00", datetime(2026, 11, 23, 5, 0, tzinfo=UTC)),
        ("23.11.2026", datetime(2026, 11, 22, 19, 0, tzinfo=UTC)),
    ],
)
def test_moments_are_read_in_the_ways_people_write_them(cell, expected):
    assert moment(cell, ALMATY) == expected


@given(st.text(max_size=30))
def test_any_other_moment_is_a_value_error(cell):
    with suppress(ValueError):
        assert moment(cell, ALMATY).year >= 2000


def test_languages_by_code_and_by_name():
    assert [language_of(cell) for cell in ("KK", "русский", "eng", "zh")] == ["kk", "ru", "en", None]
