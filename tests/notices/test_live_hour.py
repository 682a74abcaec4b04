"""Who is told what of the live hour: the asker each time, a body's dispatchers once."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from sukhbat.answers.confirming import confirm_record
from sukhbat.answers.queries import draft_of
from sukhbat.notices.models import Letter, Notice
from sukhbat.notices.queries import notices_of
from sukhbat.questions.after_air import tell_remainder
from sukhbat.questions.moderation import hide_name
from tests.after_air.steps import OVER, give_to, many
from tests.notices.helpers import kinds, letter_to, mailed, tell, words_to
from tests.people import MONDAY, ask
from tests.studio.steps import RECORD, aired, answered, live, public

pytestmark = pytest.mark.django_db
SOON = OVER + timedelta(hours=2)


@pytest.fixture(autouse=True)
def in_english(state):
    for person in (state.aigerim, state.saule, state.farid):
        person.language = "en"
        person.save()


def test_on_air_is_told_on_the_site_alone(state):
    question = public(state, conference := live(state))
    aired(state, conference, question)
    tell()
    assert kinds(state.aigerim) == ["received", "published", "on_air"]
    assert len(mailed(state.aigerim)) == 1


def test_an_answer_on_air_brings_the_record_its_speaker_and_its_second(state):
    conference = live(state, recording_url="https://video.example.kz/air")
    question = public(state, conference)
    answered(state, conference, question)
    tell()
    letter = words_to(state.aigerim, "answered_live")
    assert "was answered on air at 00:10:00" in letter.text
    assert RECORD in letter.text
    assert RECORD in letter.html
    assert "https://video.example.kz/air#t=600" in letter.text
    assert letter_to(state.aigerim, "answered_live").group == "", "owed: it cannot be switched off"


def test_a_confirmation_brings_the_text_of_the_body(state):
    question = public(state, conference := live(state))
    answered(state, conference, question)
    seen = draft_of(question).fingerprint
    confirm_record(person=state.gulnar, number=question.number, texts={}, seen=seen, now=MONDAY)
    tell()
    letter = words_to(state.aigerim, "confirmed")
    assert RECORD in letter.text
    assert kinds(state.gulnar) == []


def test_after_the_end_each_asker_is_told_and_each_body_gets_one_letter(state):
    conference = live(state, ends_at=OVER)
    questions = many(state, conference, 3)
    give_to(questions[2:], state.other)
    tell_remainder(now=SOON)
    tell(now=SOON)
    assert kinds(state.aigerim) == ["received"] * 3 + ["in_writing"] * 3
    told = words_to(state.aigerim, "in_writing")
    assert "was not answered on air" in told.text
    assert questions[-1].text in told.text
    assert kinds(state.saule).count("remainder") == kinds(state.farid).count("remainder") == 1
    letter = words_to(state.saule, "remainder")
    assert letter.subject == "What the live part left to your body: Интернет және тарифтер (en)"
    assert "Questions your body answers in writing: 2." in letter.text
    address = "/en/desk/bodies/min-digital/?pile=work&conference=internet"
    assert address in letter.text
    assert address.replace("&", "&amp;") in letter.html
    assert "/en/desk/bodies/min-transport/" in words_to(state.farid, "remainder").text
    assert Letter.objects.filter(kind="remainder").count() == 2


def test_the_notice_of_a_remainder_leads_to_exactly_its_questions(state, client):
    here = many(state, live(state, ends_at=OVER), 2)
    elsewhere = ask(state)
    tell_remainder(now=SOON)
    tell(now=SOON)
    assert Notice.objects.get(kind="remainder").number == ""
    with override("en"):
        shown = next(
            row for row in notices_of(state.saule, language="en") if "live part is over" in row.sentence
        )
    assert "Интернет және тарифтер (en)" in shown.sentence
    client.force_login(state.saule)
    page = client.get(shown.address).content.decode()
    assert all(question.shown_number in page for question in here)
    assert elsewhere.shown_number not in page
    assert client.get("/en/my/notices/").status_code == 200


def test_a_hidden_name_is_told_to_its_asker(state):
    question = ask(state, name="Айгерім", hide_name=False)
    hide_name(person=state.dana, number=question.number, now=MONDAY)
    tell()
    assert kinds(state.aigerim) == ["received", "name_hidden"]
    assert "The question itself stays public" in words_to(state.aigerim, "name_hidden").text
