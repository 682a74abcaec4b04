"""The dry run: each line is added, changed, the same or refused with a reason; and it is quick."""

import time
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

import sukhbat
from sukhbat.bodies.directory_csv import File, plan_directory
from sukhbat.bodies.directory_rows import Known, Table
from sukhbat.bodies.rules import spans_overlap

TODAY = date(2026, 11, 23)
CONTENT = Path(sukhbat.__file__).parent / "cli/demo/content/directory"
BODY = {"name_kk": "М", "name_ru": "М", "name_en": "М", "kind": "ministry", "parent": None, "region": None}
KNOWN = Known(
    {
        Table.REGIONS: {"10": {"name_kk": "Абай", "kind": "oblast", "parent": None}},
        Table.BODIES: {"office": {**BODY}, "min": {**BODY, "parent": "office"}},
        Table.THEMES: {"roads": {"name_kk": "Жол", "default_body": "min"}},
        Table.COMPETENCES: {
            "roads|10|min|": {
                "body": "min",
                "theme": "roads",
                "region": "10",
                "valid_from": None,
                "valid_until": None,
            }
        },
        Table.OFFICERS: {
            "a@x.kz|min|executor|2026-01-01": {
                "email": "a@x.kz",
                "name": "A",
                "language": "kk",
                "body": "min",
                "role": "executor",
                "post_kk": "",
                "from_on": date(2026, 1, 1),
                "until_on": None,
            }
        },
    }
)
BODIES = "slug,kk,ru,en,kind,parent,region,successor,valid_from,valid_until\n"
COMPETENCES = "body,theme,region,valid_from,valid_until\n"
OFFICERS = "email,name,body,role,from,until,language,post_kk\n"


def plan(*texts, known=KNOWN, **options):
    files = [File(f"{n}.csv", text.encode()) for n, text in enumerate(texts)]
    with override("en"):
        return plan_directory(files, known, today=TODAY, **options)


def reasons(found):
    with override("en"):
        return [(row.place.line, str(row.reason)) for row in found.refused]


def test_lines_are_sorted_into_added_changed_and_same():
    found = plan(
        f"{BODIES}min,М,М,М,ministry,office,-,,,\noffice,М,М,Office,ministry,,,,,\nnew,Ж,,,committee,min,10,,,\n"
    )
    assert [row.row.key for row in found.same] == ["min"]
    assert [(row.row.key, row.fields) for row in found.changed] == [("office", ("name_en",))]
    assert [row.row.key for row in found.added] == ["new"]
    assert found.refused == ()


def test_a_column_that_is_missing_leaves_its_field():
    found = plan("slug,kk,ru,kind\nmin,М,М,ministry\n")
    assert [row.row.key for row in found.same] == ["min"]


def test_rows_of_several_files_refer_to_one_another_in_any_order():
    found = plan(
        f"{OFFICERS}b@x.kz,B,child,dispatcher,2026-12-01,,ru,\n",
        f"{BODIES}child,К,,,committee,parent,,,,\nparent,П,,,ministry,office,,,,\n",
    )
    assert {row.row.key for row in found.added} == {"parent", "child", "b@x.kz|child|dispatcher|2026-12-01"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{BODIES}bad slug!,М,,,ministry,,,,,\n", "Latin letters"),
        (f"{BODIES}x,,,,ministry,,,,,\n", "A name is missing"),
        (f"{BODIES}x,{'М' * 201},,,ministry,,,,,\n", "at most 200"),
        (f"{BODIES}x,М,,,,,,,,\n", "kind is missing"),
        (f"{BODIES}x,М,,,ministry,nowhere,,,,\n", "no “nowhere” among the bodies"),
        (f"{BODIES}x,М,,,ministry,,99,,,\n", "no “99” among the regions"),
        (f"{BODIES}x,М,,,ministry,x,,,,\n", "below itself"),
        (f"{BODIES}office,М,,,ministry,min,,,,\n", "below itself"),
        (f"{BODIES}x,М,,,ministry,,,x,,\n", "succeed itself"),
        (f"{BODIES}x,М,,,ministry,,,,tomorrow,\n", "not a date"),
        (f"{BODIES}x,М,,,ministry,,,,2026-02-02,2026-02-02\n", "after the first"),
        (f"{COMPETENCES},roads,10,,\n", "body is missing"),
        (f"{COMPETENCES}min,,,,\n", "a theme, a region or both"),
        (f"{COMPETENCES}office,roads,10,,\n", "“min” answers for this theme"),
        (f"{OFFICERS}nobody,N,min,executor,,,,\n", "e-mail address is not one"),
        (f"{OFFICERS}b@x.kz,N,min,king,,,,\n", "no such role"),
        (f"{OFFICERS}b@x.kz,N,,executor,,,,\n", "body is missing"),
        (f"{OFFICERS}b@x.kz,N,min,executor,,,de,\n", "kk, ru or en"),
        (f"{OFFICERS}b@x.kz,N,min,executor,2026-12-02,2026-12-01,,\n", "after the first"),
        (f"{OFFICERS}a@x.kz,A,min,executor,2026-06-01,,,\n", "holds the role in this body"),
        ("code,kind,kk,ru,tile_row\n11,oblast,А,А,one\n", "not a whole number"),
        ("a,b\n1,2\n", "does not name the columns"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason_and_the_rest_is_taken(text, reason):
    found = plan(text, f"{BODIES}good,Ж,,,committee,,,,,\n")
    assert "good" in {row.row.key for row in found.added}
    ((line, said),) = reasons(found)
    assert line == (1 if "columns" in reason else 2)
    assert reason in said


def test_what_names_a_refused_row_is_refused_too():
    found = plan(f"{BODIES}a,А,,,ministry,nowhere,,,,\nb,Б,,,ministry,a,,,,\nc,В,,,ministry,b,,,,\n")
    assert [line for line, _reason in reasons(found)] == [2, 3, 4]


def test_a_row_that_stands_twice_counts_once():
    found = plan(f"{BODIES}a,А,,,ministry,,,,,\na,Б,,,ministry,,,,,\n")
    assert [row.row.text("name_kk") for row in found.added] == ["А"]
    assert reasons(found) == [(3, "This row stands in line 2 already.")]


def test_two_new_competences_for_one_place_cannot_overlap():
    found = plan(
        f"{COMPETENCES}min,roads,,2027-01-01,2028-01-01\noffice,roads,,2027-06-01,\noffice,roads,,2028-01-01,\n"
    )
    assert len(found.added) == 2
    assert [line for line, _reason in reasons(found)] == [3]


def test_a_role_may_end_and_begin_again():
    found = plan(
        f"{OFFICERS}a@x.kz,A,min,executor,2026-01-01,2026-12-01,,\na@x.kz,A,min,executor,2026-12-01,,,\n"
    )
    assert [row.fields for row in found.changed] == [("until_on",)]
    assert len(found.added) == 1


def test_the_name_of_somebody_known_is_not_changed_by_a_file():
    found = plan(f"{OFFICERS}a@x.kz,Another,min,executor,2026-01-01,,ru,\n")
    assert len(found.same) == 1


def test_nobody_grants_a_role_to_themselves():
    text = f"{OFFICERS}Me@X.kz,Me,min,administrator,2026-12-01,,,\na@x.kz,A,min,executor,2026-01-01,,,Маман\n"
    found = plan(text, granted_by="me@x.kz")
    assert len(found.changed) == 1
    assert "Nobody grants" in reasons(found)[0][1]


@pytest.mark.parametrize(
    ("until", "is_refused"), [("", True), ("2027-01-01", True), ("2026-12-01", False), ("2026-11-30", False)]
)
def test_nobody_keeps_a_role_longer_by_their_own_file(until, is_refused):
    (key, held), *_others = KNOWN.of(Table.OFFICERS).items()
    ending = {key: {**held, "until_on": date(2026, 12, 1)}}
    known = Known({**{table: KNOWN.of(table) for table in Table}, Table.OFFICERS: ending})
    text = f"{OFFICERS}a@x.kz,A,min,executor,2026-01-01,{until},,\n"
    assert bool(plan(text, known=known, granted_by="a@x.kz").refused) is is_refused
    assert not plan(text, known=known, granted_by="other@x.kz").refused


def test_the_files_of_the_demonstration_are_taken_whole():
    files = [File(path.name, path.read_bytes()) for path in sorted(CONTENT.glob("*.tsv"))]
    found = plan_directory(files, Known(), today=TODAY)
    assert (len(found.added), found.refused) == (121, ())


def test_ten_thousand_lines_take_seconds():
    lines = "".join(f"u{n}@x.kz,Name {n},min,executor,2026-01-01,,,\n" for n in range(10_000))
    started = time.perf_counter()
    found = plan(OFFICERS + lines)
    assert len(found.added) == 10_000
    assert time.perf_counter() - started < 5


@given(st.text(max_size=200), st.sampled_from([BODIES, COMPETENCES, OFFICERS, "code,kind,kk,ru\n", ""]))
def test_no_file_breaks_the_plan(text, header):
    plan_directory([File("x", (header + text).encode("utf-8", "ignore"))], KNOWN, today=TODAY)


_days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9))


@given(_days, _days, _days, _days)
def test_spans_overlap_when_they_share_a_day(a, b, c, d):
    def days(first, last):
        return {
            n for n in range(-2, 20) if (first is None or n >= first.day) and (last is None or n < last.day)
        }

    if (a and b and b <= a) or (c and d and d <= c):
        return
    assert spans_overlap(a, b, c, d) == bool(days(a, b) & days(c, d))
