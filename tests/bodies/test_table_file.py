"""Tables as spreadsheets write them: delimiters, encodings, and files that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.bodies.table_file import MAX_BYTES, MAX_LINES, read_table

TEXT = "slug{d}kk{d}ru\nmin{d}Әділет министрлігі, Ғ Қ Ң Ө Ұ Ү Һ І{d}Минюст\n"
NAME = "Әділет министрлігі, Ғ Қ Ң Ө Ұ Ү Һ І"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"])
def test_kazakh_letters_survive_every_usual_encoding(encoding):
    read = read_table(TEXT.format(d="\t").encode(encoding))
    assert (read.columns, read.problem) == (("slug", "kk", "ru"), None)
    assert read.lines[0].cells == {"slug": "min", "kk": NAME, "ru": "Минюст"}


def test_a_windows_1251_file_in_russian_is_read():
    read = read_table("slug;kk;ru\nx;Министерство «Ё»;Ещё\n".encode("cp1251"))
    assert read.lines[0].cells == {"slug": "x", "kk": "Министерство «Ё»", "ru": "Ещё"}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_seen_in_the_first_line(delimiter):
    read = read_table(f"slug{delimiter}kk\nx{delimiter}Y\n\n  \nz{delimiter}-\n".encode())
    assert [(line.number, line.cells) for line in read.lines] == [
        (2, {"slug": "x", "kk": "Y"}),
        (5, {"slug": "z", "kk": ""}),
    ]


def test_quotation_marks_inside_a_tab_separated_name_stay():
    read = read_table('slug\tkk\tru\nx\t«Қазпошта» "АҚ"\t"АО ""Казпочта"""\n'.encode())
    assert read.lines[0].cells == {"slug": "x", "kk": '«Қазпошта» "АҚ"', "ru": 'АО "Казпочта"'}


def test_what_nobody_sees_is_left_out():
    (line,) = read_table("slug,kk\nx,a\u202eb\u200bc\n".encode()).lines
    assert line.cells["kk"] == "abc"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"x" * (MAX_BYTES + 1), "larger"),
        (b"slug\n" + b"x\n" * (MAX_LINES + 1), "50,000"),
        (b'slug,kk\na,"' + b"x" * 200_000, "cannot be read"),
    ],
    ids=["empty", "blank", "large", "long", "endless-cell"],
)
def test_a_file_that_is_none_says_why(content, reason):
    assert reason in str(read_table(content).problem)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
def test_no_file_breaks_the_reading(content):
    read_table(content)
