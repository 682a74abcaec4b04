"""The feed and the tables: what is in them, and that a spreadsheet takes nothing of them for a formula."""

import csv
import io
from xml.etree import ElementTree

import pytest

from sukhbat.web.concerns.csv_file import safe
from tests.people import MONDAY
from tests.web.concerns.steps import concern, public, text_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def rows_of(response):
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert text_of(response).startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text_of(response).lstrip("\ufeff"))))


def test_the_table_has_a_row_for_each_concern_and_a_column_for_each_filter(state, guest):
    found = concern(public(state, 12, region_id=state.abai.pk, text="When comes the net, and how?"))
    concern(public(state, 6, text="Another matter of six people"))
    everything = rows_of(guest.get("/en/concerns/concerns.csv"))
    assert [(row["people"], row["text"]) for row in everything] == [
        ("12", "When comes the net, and how?"),
        ("6", "Another matter of six people"),
    ]
    narrowed = rows_of(guest.get("/en/concerns/concerns.csv?region=10&language=kk"))
    assert [(row["concern"], row["people_region"], row["people_language"]) for row in narrowed] == [
        (str(found.number), "12", "12")
    ]
    assert narrowed[0]["address"] == f"http://testserver/en/concerns/{found.number}/"
    assert guest.get("/en/concerns/concerns.csv?region=0").status_code == 404


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+7 701 is no number", "'+7 701 is no number"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("a = b", "a = b"),
        (-5, -5),
    ],
)
def test_no_cell_is_a_formula(written, kept):
    assert safe(written) == kept


def test_what_people_write_comes_safe_into_the_table(state, guest):
    concern(public(state, 6, text='=HYPERLINK("http://x.kz";"Press")'))
    assert rows_of(guest.get("/en/concerns/concerns.csv"))[0]["text"].startswith("'=HYPERLINK")


def test_the_feed_is_atom_with_an_item_for_each_concern(state, guest):
    found = concern(public(state, 12, text="Интернет қашан келеді? <b>& т.б.</b>"))
    response = guest.get("/kk/concerns/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Интернет қашан келеді? <b>& т.б.</b>"]
    address = f"http://testserver/kk/concerns/{found.number}/"
    assert entries[0].find(f"{ATOM}id").text == address
    assert feed.find(f"{ATOM}updated").text == entries[0].find(f"{ATOM}updated").text
    assert feed.find(f"{ATOM}updated").text.startswith(f"{MONDAY:%Y-%m-%d}T")


def test_an_empty_feed_and_an_empty_table_are_whole(state, guest):
    feed = ElementTree.fromstring(guest.get("/en/concerns/feed/").content)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.find(f"{ATOM}updated") is not None
    assert rows_of(guest.get("/en/concerns/concerns.csv")) == []


@pytest.mark.parametrize("address", ["feed/", "concerns.csv"])
def test_files_are_kept_by_caches_and_not_sent_twice(state, guest, address):
    concern(public(state, 6))
    response = guest.get(f"/en/concerns/{address}")
    assert response["Cache-Control"] == "public, max-age=1, stale-while-revalidate=30"
    assert (
        guest.get(f"/en/concerns/{address}", headers={"If-None-Match": response["ETag"]}).status_code == 304
    )
    assert not response.cookies
