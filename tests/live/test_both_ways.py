"""The same submissions through the pages' action and through the live service: the same rows, the same refusals."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.people.queries import consent_in_force
from sukhbat.questions.actions import submit_question
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import Source
from tests.live_service import pass_for
from tests.people import make_conference

TEXTS = {
    "plain": "Ауылымызға интернет қашан тартылады?",
    "personal data": "Менің телефоным +7 701 123 45 67, ИИН 900101300123. Жол қашан жөнделеді?",
    "odd characters": "  When\u200b will\u202e the road\r\n\r\n\r\n\r\n\r\nbe mended? \U0001f468\u200d\U0001f469\u200d\U0001f467  ",
    "sql": "'; DROP TABLE questions_question; -- when will it be mended?",
    "html": "<script>alert(1)</script> when will the road be mended?",
    "percent": "100% of %s and %(name)s wait, {braces} too",
    "too short": "Why?",
    "too long": "a " * 4_001,
    "no letters": "?????????????????",
}


@dataclass
class Sender:
    """One way in: gives the number, or the code of the refusal and its status."""

    state: object
    conference: object
    live: object = None

    def send(self, key: UUID, text: str, person=None, **fields):
        person = person or self.state.aigerim
        consent = consent_in_force(on=clock.local_day(clock.now())).version
        if self.live is not None:
            value = {"key": str(key), "text": text, "language": "ru", "consent": consent, **fields}
            status, found, _headers = self.live.post(
                "/live/questions", value, pass_for(person, self.conference)
            )
            return found["number"] if status in {200, 201} else (found["code"], status)
        slugs = {"theme": {"internet": self.state.internet.pk}, "region": {"10": self.state.abai.pk}}
        given = {f"{name}_id": slugs[name][fields[name]] for name in ("theme", "region") if name in fields}
        submission = Submission(
            key=key, text=text, language="ru", source=Source.WEB, consent_version=consent, name=fields.get("name", ""),
            hide_name=not fields.get("show_name", False), keep_private=fields.get("keep_private", False), **given,
        )  # fmt: skip
        try:
            received = submit_question(
                person=person, submission=submission, conference=self.conference, now=clock.now()
            )
        except Refused as refused:
            return refused.refusal.code, refused.refusal.status
        return received.question.number


@pytest.fixture(params=["pages", "live"])
def sender(request, transactional_db, state):
    now = clock.now()
    conference = make_conference(
        state, now=now, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2)
    )
    live = request.getfixturevalue("live_service") if request.param == "live" else None
    return Sender(state, conference, live)


def test_texts_are_stored_as_they_should_be_or_refused(sender):
    found = {name: sender.send(uuid4(), text) for name, text in TEXTS.items()}
    refused = {name: answer for name, answer in found.items() if isinstance(answer, tuple)}
    assert refused == {
        "too short": ("too_short", 422), "too long": ("too_long", 422), "no letters": ("no_letters", 422)
    }  # fmt: skip
    stored = {name: Question.objects.get(number=found[name]) for name in TEXTS.keys() - refused.keys()}
    assert stored["plain"].text == TEXTS["plain"]
    assert stored["sql"].text == TEXTS["sql"]
    assert stored["html"].text == TEXTS["html"]
    assert stored["percent"].text == TEXTS["percent"]
    assert "701" not in stored["personal data"].text
    assert "900101300123" not in stored["personal data"].text
    assert (
        stored["odd characters"].text
        == "When will the road\n\n\nbe mended? \U0001f468\u200d\U0001f469\u200d\U0001f467"
    )
    for question in stored.values():
        entry = Entry.objects.get(pk=QuestionPrivate.objects.get(question=question).entry_id)
        assert (entry.subject, entry.facts["body"]) == (question.number, "min-digital")


def test_what_is_chosen_is_kept(sender):
    number = sender.send(
        uuid4(), TEXTS["plain"], theme="internet", region="10", name="Айгерім", show_name=True
    )
    stored = Question.objects.get(number=number)
    private = QuestionPrivate.objects.get(question=stored)
    assert (stored.theme, stored.region, stored.asker_name) == (
        sender.state.internet,
        sender.state.abai,
        "Айгерім",
    )
    assert (stored.visibility, private.source, private.author_id) == (
        "pending",
        "web",
        sender.state.aigerim.pk,
    )
    assert stored.conference_id == sender.conference.pk
    private = Question.objects.get(number=sender.send(uuid4(), TEXTS["plain"], keep_private=True))
    assert private.visibility == "private"


def test_a_sentence_of_the_intake_comes_in_the_senders_language(state, transactional_db, live_service):
    now = clock.now()
    conference = make_conference(
        state, now=now, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2)
    )
    consent = consent_in_force(on=clock.local_day(now)).version
    sentences = set()
    for language in ("kk", "ru", "en"):
        value = {"key": str(uuid4()), "text": "Why?", "language": "en", "consent": consent}
        path = f"/live/questions?language={language}"
        sentences.add(live_service.post(path, value, pass_for(state.aigerim, conference))[1]["sentence"])
    assert len(sentences) == 3
    assert all("10" in sentence for sentence in sentences)


def test_a_key_is_one_question_of_one_person(sender):
    key = uuid4()
    first = sender.send(key, TEXTS["plain"])
    assert sender.send(key, "Another text under the same key") == first
    assert sender.send(key, TEXTS["plain"], person=sender.state.bolat) == ("key_taken", 409)
    assert Question.objects.count() == 1


def test_after_the_end_nothing_is_taken_but_the_first_receipt_still_given(sender):
    key = uuid4()
    first = sender.send(key, TEXTS["plain"])
    sender.conference.ended_at = clock.now()
    sender.conference.save()
    assert sender.send(key, TEXTS["plain"]) == first
    assert sender.send(uuid4(), TEXTS["plain"]) == ("intake_closed", 409)


def test_nobody_sends_without_end(sender):
    found = [sender.send(uuid4(), f"{n}: when will the road be mended?") for n in range(22)]
    refused = [answer for answer in found if isinstance(answer, tuple)]
    if sender.live is not None:
        assert refused == [("too_often", 429)] * 2
    else:
        # The pages count in the view, before the action is called.
        assert refused == []
