"""Every kind of notice has its sentence, and every mailed one its letter, in each language."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

import sukhbat.notices
from sukhbat.concerns.models import Concern
from sukhbat.ledger.events import REGISTRY
from sukhbat.ledger.models import Entry
from sukhbat.notices.letters import Occasion, words
from sukhbat.notices.models import Letter
from sukhbat.notices.names import Names
from sukhbat.notices.rules import AUTHOR_KINDS, MAILED, TELLINGS, WITHOUT_ENTRY, Audience, Group, Kind
from sukhbat.notices.words import GROUPS, SENTENCES, sentence
from tests.people import MONDAY, ask

TEMPLATES = Path(sukhbat.notices.__file__).parent / "templates" / "notices"
FACTS = {
    "body": "min-digital",
    "from_body": "min-digital",
    "to_body": "gone",
    "ground": "advertising",
    "due_on": "2026-12-14",
    "old_due_on": "2026-12-10",
    "working_days": 3,
    "conference": "internet",
    "second": 3858,
    "questions": 41,
    "first_due_on": "2026-12-14",
    "concern": "12",
    "until_on": "2026-11-26",
    "people": 1205,
}
ALL = [(event, telling) for event, tellings in TELLINGS.items() for telling in tellings]
# What is told of a whole conference or a whole concern names no question.
OF_A_WHOLE = {event for event, _telling in ALL if not event.startswith(("question:", "answer:"))}
KINDS_OF_A_WHOLE = {telling.kind for event, telling in ALL if event in OF_A_WHOLE}


def test_every_event_that_is_told_of_exists():
    assert set(TELLINGS) <= set(REGISTRY)


def test_every_kind_is_told_somewhere_and_has_a_sentence():
    assert {telling.kind for _event, telling in ALL} | WITHOUT_ENTRY == set(Kind) == set(SENTENCES)
    assert set(GROUPS) == set(Group) - {Group.OWED}


def test_templates_exist_for_what_is_mailed_and_for_nothing_else():
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - {"parts"}
    assert folders == {kind.value for kind in MAILED}


def test_what_is_owed_is_owed_to_authors_alone():
    assert {telling.audience for _event, telling in ALL if telling.group is Group.OWED} == {Audience.AUTHOR}


def test_what_authors_are_told_is_told_to_nobody_else():
    """A letter leads to the public page or to the desk by its kind alone."""
    to_others = {telling.kind for _event, telling in ALL if telling.audience is not Audience.AUTHOR}
    assert not AUTHOR_KINDS & to_others


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_sentence_can_be_made_of_any_facts(kind, language):
    with override(language):
        for facts in (FACTS, {}):
            made = sentence(kind, "7K3MQ2XD5", facts, body_name=str.upper, ground_name=str.upper)
            assert ("7K3M-Q2XD-5" in made) == (kind not in KINDS_OF_A_WHOLE)
            assert "%(" not in made


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "telling"),
    [pair for pair in ALL if pair[1].group is not None and pair[0] not in OF_A_WHOLE],
    ids=str,
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_letter_is_whole_in_each_language(state, event, telling, language):
    question = ask(state, text="Неге <b>интернет</b> & жол жоқ?\nҚашан болады?")
    letter = Letter(
        person=state.aigerim,
        kind=telling.kind.value,
        group=telling.group.value,
        language=language,
    )
    entry = Entry(event=event, subject=question.number, facts=FACTS, at=MONDAY)
    occasion = Occasion(entry, question, Names([FACTS]))
    made = words(occasion, letter)
    assert question.shown_number in made.subject
    assert "\n" not in made.subject
    assert "Неге <b>интернет</b> & жол жоқ?" in made.text, "text is no HTML"
    assert "Неге &lt;b&gt;интернет&lt;/b&gt; &amp; жол жоқ?<br>Қашан болады?" in made.html
    assert f'<html lang="{language}">' in made.html
    assert "{{" not in made.html + made.text
    assert "{%" not in made.html + made.text
    assert not re.search(r"\n{3}", made.text)
    assert ("notices/unsubscribe/" in made.text) == (telling.group is not Group.OWED)
    assert ("notices/unsubscribe/" in made.html) == (telling.group is not Group.OWED)
    assert "<script" not in made.html
    assert "http://127.0.0.1:8000/" in made.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "telling"),
    [pair for pair in ALL if pair[1].group is not None and pair[0].startswith("collective_answer:")],
    ids=str,
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_letter_about_a_whole_concern_is_whole_too(state, event, telling, language):
    concern = Concern(number=12, body=state.ministry)
    letter = Letter(
        person=state.gulnar, kind=telling.kind.value, group=telling.group.value, language=language
    )
    entry = Entry(event=event, subject="concern/12", facts=FACTS, at=MONDAY)
    made = words(Occasion(entry, concern, Names([FACTS])), letter)
    assert "12" in made.subject
    assert f"/{language}/desk/concerns/12/answer/" in made.text
    assert "{{" not in made.html + made.text
    assert "{%" not in made.html + made.text
    assert "notices/unsubscribe/" in made.text
