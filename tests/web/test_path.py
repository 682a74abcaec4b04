"""The path in words: every event of a question either has its sentence or is silent by decision."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from sukhbat.ledger.events import REGISTRY
from sukhbat.ledger.models import Entry
from sukhbat.web.questions.path import TELLERS, Quote, Told, path_of

# What a reader of the page does not need, or may not know.
SILENT = {
    "question:due_near",
    "question:original_revealed",
    "question:name_revealed",
    "question:name_hidden",
    "question:asker_erased",
    "answer:taken_back",
    "question:supports_counted",
}
FACTS = {
    "body": "min-digital",
    "from_body": "min-digital",
    "to_body": "gone-body",
    "routed_by": "theme_default",
    "due_on": "2026-12-14",
    "old_due_on": "2026-12-07",
    "hop": 1,
    "ground": "obscenity",
    "place": 5,
    "second": 3858,
    "concern": 24,
}
TOLD = Told(
    bodies={"min-digital": "The Ministry"},
    grounds={"obscenity": "Obscenity"},
    quotes={"question:redirected:1": Quote("Not ours.", "en")},
)


def entry(event, **facts):
    return Entry(event=event, facts={**FACTS, **facts}, at=datetime(2026, 11, 23, 9, tzinfo=UTC))


def test_every_event_of_a_question_was_thought_of():
    about = {name for name in REGISTRY if name.startswith(("question:", "answer:"))}
    assert about == set(TELLERS) | SILENT


@pytest.mark.parametrize("event", sorted(TELLERS))
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_sentence_can_be_said(event, language):
    with translation.override(language):
        (step,) = path_of([entry(event)], TOLD)
    assert step.what
    assert "%(" not in step.what + step.note


def test_an_event_nobody_told_this_page_of_is_no_step():
    assert path_of([entry("question:sung"), entry("question:due_near")], TOLD) == []


def test_a_name_that_is_unknown_is_its_code_and_a_reason_finds_its_hop():
    with translation.override("en"):
        (step,) = path_of([entry("question:redirected")], TOLD)
        (second,) = path_of([entry("question:redirected", hop=2)], TOLD)
    assert step.what == "Sent on to: gone-body"
    assert "The Ministry" in step.note
    assert step.quote == Quote("Not ours.", "en")
    assert second.quote is None


def test_a_broken_promise_is_marked_late():
    with translation.override("en"):
        assert path_of([entry("question:overdue")], TOLD)[0].css == "late"
