"""Joining a concern while asking: one tap, one's own question, one's own receipt."""

import pytest
from django.urls import reverse

from sukhbat.concerns.models import Concern, Decision, Membership
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.draft_fields import DraftFields
from sukhbat.questions.models import Draft, Question
from sukhbat.similar.client import Near
from sukhbat.web.ask import similar_found
from tests.concerns.steps import ask_many, concern_of, regroup
from tests.web.concern_steps import counted
from tests.web.steps import publish

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
TYPED = "Когда в нашем ауле появится нормальный интернет?"


@pytest.fixture
def concern(state, at, monkeypatch):
    """Six people's public questions to the transport ministry, which no rule would name for the internet."""
    asked = ask_many(state, 6, theme_id=state.roads.pk)
    for question in asked:
        publish(state, question)
    regroup(asked)
    found = counted(concern_of(asked[0]), people=6, kk=6)
    monkeypatch.setattr(similar_found, "near", lambda text, **options: [Near("concern", found.pk, 0.1)])
    return found


@pytest.fixture
def aigerim(state, guest):
    guest.force_login(state.aigerim)
    return guest


def write(client, **fields):
    response = client.post(reverse("web:ask_draft"), {"text": TYPED, **fields}, **HERE)
    assert response.status_code == 303
    return response["Location"]


def send(client, address, **changes):
    fields = {
        "language": "ru",
        "theme": "internet",
        "region": "",
        "show_name": "no",
        "name": "",
        "consent": "on",
    }
    return client.post(address + "send/", {**fields, **changes})


def text_of(response):
    return response.content.decode()


def kept():
    return DraftFields.from_json(Draft.objects.get().fields)


def test_one_tap_in_the_form_and_the_question_stands_in_the_concern(state, aigerim, concern):
    address = write(aigerim, join=concern.number)
    review = text_of(aigerim.get(address))
    assert f"You join concern no. {concern.number}" in review
    assert "Asked by 6 people." in review
    assert state.other.name_en in review
    assert "it answers the concern that you join" in review
    assert 'name="join" value=""' in review
    receipt = send(aigerim, address)
    mine = Question.objects.latest("pk")
    assert receipt["Location"] == reverse("web:receipt", args=[mine.number])
    assert (mine.text, mine.body, mine.theme, mine.routed_by) == (
        TYPED,
        state.other,
        state.internet,
        "chosen",
    )
    assert concern_of(mine) == concern
    assert Membership.objects.get(question=mine).how == "person"
    assert [entry.event for entry in entries_about(mine.number)] == ["question:received", "question:joined"]
    shown = text_of(aigerim.get(receipt["Location"]))
    assert mine.shown_number in shown
    assert f"concern no. {concern.number}" in shown


def test_pressing_twice_joins_once(aigerim, concern):
    address = write(aigerim, join=concern.number)
    assert send(aigerim, address)["Location"] == send(aigerim, address)["Location"]
    assert Question.objects.count() == 7
    assert Decision.objects.count() == 1


def test_without_scripts_the_review_offers_the_same(aigerim, concern):
    address = write(aigerim)
    review = text_of(aigerim.get(address))
    assert f'name="join" value="{concern.number}"' in review
    # Enter in a field presses the first button, which must not be one to join.
    assert review.index('value="update"') < review.index('name="join"')
    chosen = send(aigerim, address, join=concern.number, name="Aigerim")
    assert (chosen.status_code, chosen["Location"]) == (303, f"{address}#joining")
    assert (kept().concern, kept().name, kept().consent) == (concern.number, "Aigerim", 1)
    assert Question.objects.count() == 6
    assert f'name="join" value="{concern.number}"' not in text_of(aigerim.get(address))
    send(aigerim, address)
    assert concern_of(Question.objects.latest("pk")) == concern


def test_who_thinks_better_of_it_asks_separately(state, aigerim, concern):
    address = write(aigerim, join=concern.number)
    assert send(aigerim, address, join="")["Location"] == address
    assert kept().concern is None
    send(aigerim, address)
    mine = Question.objects.latest("pk")
    assert (concern_of(mine), mine.body) == (None, state.ministry)


def test_a_guest_s_choice_waits_for_signing_in(state, guest, concern):
    address = write(guest, join=concern.number)
    assert reverse("account_login") in send(guest, address)["Location"]
    guest.force_login(state.aigerim)
    send(guest, address)
    assert concern_of(Question.objects.latest("pk")) == concern


@pytest.mark.parametrize("choice", ["", "0", "-1", "999999", "9" * 30, "x", "²", "1 OR 1=1", "\x00"])
def test_what_is_no_concern_is_asked_separately(state, aigerim, concern, choice):
    address = write(aigerim, join=choice)
    assert "You join concern" not in text_of(aigerim.get(address))
    assert send(aigerim, address)["Location"].endswith("/receipt/")
    assert Question.objects.latest("pk").body == state.ministry


def test_a_question_that_only_officials_see_joins_nothing(aigerim, concern):
    address = write(aigerim, join=concern.number, keep_private="on")
    assert kept().concern is None
    assert 'name="join"' not in text_of(aigerim.get(address))


def test_received_also_when_the_concern_ended_meanwhile(state, aigerim, concern, monkeypatch):
    address = write(aigerim, join=concern.number)
    aigerim.get(address)
    Concern.objects.filter(pk=concern.pk).update(ended_at=concern.opened_at)
    receipt = send(aigerim, address)
    mine = Question.objects.latest("pk")
    assert receipt["Location"] == reverse("web:receipt", args=[mine.number])
    assert (concern_of(mine), mine.body) == (None, state.ministry)


def test_received_also_when_the_joining_is_refused(state, aigerim, concern, monkeypatch):
    address = write(aigerim, join=concern.number)
    monkeypatch.setattr("sukhbat.concerns.policies.may_join", _refuses)
    shown = aigerim.get(send(aigerim, address)["Location"])
    assert "It did not join the concern: Not today." in text_of(shown)
    assert concern_of(Question.objects.latest("pk")) is None


def _refuses(*_args, **_options):
    from sukhbat.kernel.refusals import Refusal

    return Refusal("not_today", "Not today.", 409)


def test_what_the_review_costs(aigerim, concern, django_assert_max_num_queries):
    address = write(aigerim)
    aigerim.get(address)
    with django_assert_max_num_queries(18):
        aigerim.get(address)
    send(aigerim, address, join=concern.number)
    with django_assert_max_num_queries(19):
        aigerim.get(address)
