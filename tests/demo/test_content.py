"""The sample content names what exists, and its words can be shown."""

import re
from datetime import date

import pytest

from sukhbat.assignments.rules import (
    DECLINE_EXPLANATION_SHORTEST,
    REDIRECT_REASON_SHORTEST,
    RETURN_REASON_SHORTEST,
)
from sukhbat.cli.demo import reasons
from sukhbat.cli.demo.content_files import (
    LANGUAGES,
    conferences,
    directory_rows,
    matters,
    names,
    questions,
)
from sukhbat.cli.demo.day_words import TOKEN, first_day, in_words, with_days
from sukhbat.cli.demo.directory import LOCAL_THEMES, staffed_bodies
from sukhbat.questions.rules import EXTENSION_REASON_SHORTEST, LONGEST, SHORTEST
from sukhbat.understanding.personal_data import find

BODIES = {row["slug"] for row in directory_rows("bodies.tsv")}
THEMES = {row["slug"] for row in directory_rows("topics.tsv")}
REGIONS = {row["code"] for row in directory_rows("regions.tsv")}


def test_every_question_has_its_matter_and_can_be_taken_in():
    assert len(questions()) == 314
    assert {row.matter for row in questions()} == set(matters())
    assert {row.language for row in questions()} == set(LANGUAGES)
    assert all(SHORTEST <= len(row.text) <= LONGEST for row in questions())


@pytest.mark.parametrize("code", sorted(matters()))
def test_a_matter_names_what_exists_and_answers_in_three_languages(code):
    matter = matters()[code]
    assert matter.body in BODIES
    assert matter.theme in THEMES
    assert set(matter.regions) <= REGIONS
    assert matter.conference == "" or matter.conference in conferences()
    for language in LANGUAGES:
        assert all((matter.post[language], matter.legal_ground[language], matter.title[language]))
        shown = with_days(matter.answer[language], answered_on=date(2026, 11, 23), language=language)
        assert len(shown) > 300
        assert "{" not in shown
    found = {language: TOKEN.findall(matter.answer[language]) for language in LANGUAGES}
    assert sorted(found["kk"]) == sorted(found["ru"]) == sorted(found["en"])


@pytest.mark.parametrize("key", sorted(conferences()))
def test_a_conference_names_what_exists(key):
    text = conferences()[key]
    assert text.body in BODIES
    assert set(text.themes) <= THEMES
    assert {person.body for person in text.respondents} <= BODIES
    assert all(text.title[code] and text.summary[code] and text.description[code] for code in LANGUAGES)
    assert all(len(text.title[code]) <= 160 and len(text.summary[code]) <= 400 for code in LANGUAGES)


def test_whoever_must_answer_has_people():
    staffed = set(staffed_bodies())
    assert {matter.body for matter in matters().values()} <= staffed
    assert {row["default_central_body"] for row in directory_rows("topics.tsv")} <= staffed
    assert staffed <= BODIES
    assert set(LOCAL_THEMES) <= THEMES


def test_names_are_said_to_be_invented_and_are_in_all_spellings():
    assert {len(people) for people in names().askers.values()} == {40}
    assert all(set(person) == set(LANGUAGES) for people in names().staff.values() for person in people)


@pytest.mark.parametrize(
    ("what", "shortest"),
    [
        ("redirect", REDIRECT_REASON_SHORTEST),
        ("extend", EXTENSION_REASON_SHORTEST),
        ("return", RETURN_REASON_SHORTEST),
        ("note", 1),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_long_enough_for_the_rules(what, shortest, language):
    assert all(len(reasons.one(what, language, turn)) >= shortest for turn in range(3))


@pytest.mark.parametrize("language", LANGUAGES)
def test_declines_and_masks_fit_the_rules(language):
    for turn in range(2):
        ground, explanation = reasons.decline(language, turn)
        assert ground.startswith("decline-")
        assert len(explanation) >= DECLINE_EXPLANATION_SHORTEST
    assert reasons.PHONE in reasons.masked(language)
    assert find(reasons.masked(language))


def test_a_day_stands_in_the_form_each_language_needs():
    day = date(2027, 3, 12)
    assert in_words(day, "kk") == "2027 жылғы 12 наурыз"
    assert in_words(day, "ru") == "12 марта 2027 года"
    assert in_words(day, "en") == "12 March 2027"
    assert first_day("by {date:+10} or {date:+20}", answered_on=date(2026, 12, 25)) == date(2027, 1, 4)
    assert first_day("some day", answered_on=day) is None
    assert re.fullmatch(
        "до 31 декабря 2026 года", with_days("до {date:+1}", answered_on=date(2026, 12, 30), language="ru")
    )
