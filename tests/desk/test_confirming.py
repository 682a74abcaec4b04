"""The record of an answer on air at the desk: among what waits for a signature, corrected and confirmed there."""

import pytest

from sukhbat.answers.live import correct_record
from sukhbat.answers.queries import answer_of, draft_of
from sukhbat.questions.models import Question
from sukhbat.questions.records import Record
from tests.people import MONDAY, ask, make_conference
from tests.studio.steps import RECORD, answered, live, public

pytestmark = pytest.mark.django_db
BETTER = "Талшықты-оптикалық желі ауылға 2027 жылғы 1 қыркүйекке дейін тартылады."


@pytest.fixture
def said(state) -> Question:
    """Answered on air with a speaker's record; it can be watched."""
    conference = live(state, recording_url="https://video.example.kz/air")
    question = public(state, conference)
    answered(state, conference, question)
    question.refresh_from_db()
    return question


@pytest.fixture
def at(client):
    def path(question, verb="") -> str:
        return f"/en/desk/{question.shown_number}/" + (f"{verb}/" if verb else "")

    return path


def sent(question, **texts) -> dict[str, str]:
    """The form as the page gave it, with what was typed."""
    draft = draft_of(question)
    numbers = {f"seen_{code}": 0 for code in ("kk", "ru", "en")}
    numbers |= {f"seen_{code}": version.number for code, version in draft.versions.items()}
    blank = {"text_kk": RECORD, "text_ru": "", "text_en": ""}
    return {**blank, **numbers, **texts, "seen": draft.fingerprint}


def test_it_waits_among_the_signatures_with_its_moment(state, said, client):
    client.force_login(state.gulnar)
    page = client.get("/en/desk/bodies/min-digital/?pile=signature").content.decode()
    assert said.shown_number in page
    assert "On air, 00:10:00" in page
    assert 'For signature <span class="count">1</span>' in page
    beside = client.get(f"/en/desk/bodies/min-digital/?pile=signature&item={said.shown_number}")
    assert "Read and confirm" in beside.content.decode()


@pytest.mark.parametrize("name", ["saule", "erlan", "madina"])
def test_the_others_read_it_and_may_not_confirm(state, said, client, at, name):
    client.force_login(getattr(state, name))
    page = client.get(at(said)).content.decode()
    assert "Record from the air, 00:10:00" in page
    assert RECORD in page
    assert "Confirm the answer" not in page
    assert client.post(at(said, "confirm"), sent(said)).status_code == 403
    assert answer_of(said) is None


def test_the_signatory_corrects_and_confirms(state, said, client, at):
    client.force_login(state.gulnar)
    page = client.get(at(said)).content.decode()
    assert "https://video.example.kz/air#t=600" in page
    assert "Text in Kazakh, binding" in page
    assert "The points of a written answer are not asked" in page
    response = client.post(
        at(said, "confirm"), sent(said, text_kk=BETTER, text_ru="Сеть проведут осенью 2027 года.")
    )
    assert response.status_code == 303
    found = answer_of(said)
    assert found.in_language("kk").text == BETTER
    assert found.languages == ["kk", "ru"]
    after = client.get(at(said)).content.decode()
    assert "The signed answer" in after
    assert "Confirm the answer" not in after


def test_a_text_too_short_comes_back_with_what_was_typed(state, said, client, at):
    client.force_login(state.gulnar)
    response = client.post(
        at(said, "confirm"), sent(said, text_kk="Иә.", text_ru="Длинный русский текст ответа.")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Длинный русский текст ответа." in page
    assert answer_of(said) is None


def test_a_record_corrected_meanwhile_is_shown_and_confirmed_on_the_second_press(state, said, client, at):
    client.force_login(state.gulnar)
    form = sent(said, text_kk=BETTER)
    record = Record(text="Желі 2028 жылы ғана тартылады, кешіріңіз.", language="kk", second=600)
    correct_record(person=state.aruzhan, slug="internet", number=said.number, record=record, now=MONDAY)
    response = client.post(at(said, "confirm"), form)
    page = response.content.decode()
    assert response.status_code == 409
    assert record.text in page
    assert BETTER in page
    assert client.post(at(said, "confirm"), sent(said, text_kk=BETTER)).status_code == 303
    assert answer_of(said).in_language("kk").text == BETTER


def test_a_confirmed_one_is_refused_in_words(state, said, client, at):
    client.force_login(state.gulnar)
    form = sent(said)
    assert client.post(at(said, "confirm"), form).status_code == 303
    again = client.post(at(said, "confirm"), form)
    assert again.status_code == 409
    assert "does not wait for a signature" in again.content.decode()


def test_a_list_is_narrowed_to_one_conference(state, client):
    first, second = make_conference(state), make_conference(state, slug="roads")
    here, there = ask(state, conference=first), ask(state, conference=second)
    client.force_login(state.saule)
    page = client.get("/en/desk/bodies/min-digital/?pile=work&conference=internet").content.decode()
    assert here.shown_number in page
    assert there.shown_number not in page
    both = client.get("/en/desk/bodies/min-digital/?pile=work&conference=nonsense").content.decode()
    assert there.shown_number in both
