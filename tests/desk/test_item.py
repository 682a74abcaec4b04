"""The page of one question: what each official sees and sends, with nothing lost and nothing by accident."""

import pytest
from django.db import transaction

from sukhbat.assignments.models import Assignment, Decline, Extension, PrivateNote, Redirect
from sukhbat.desk.workplace.path import SENTENCES
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import REGISTRY
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import SYSTEM
from sukhbat.questions.events import SupportsCounted
from sukhbat.questions.models import Access, Question
from tests.assignments.steps import (
    LONG_REASON,
    REASON,
    answered,
    assigned,
    handed_over,
    redirected,
    second_executor,
)
from tests.desk.steps import actions_of, address
from tests.people import MONDAY, ask, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "make", "forms"),
    [
        ("saule", ask, {"assign", "redirect", "note", "reveal"}),
        ("erlan", ask, {"note", "reveal"}),
        ("gulnar", ask, {"decline", "note", "reveal"}),
        ("madina", ask, {"assign", "redirect"}),
        ("saule", assigned, {"assign", "return", "redirect", "note", "reveal"}),
        ("erlan", assigned, {"draft", "return", "note", "reveal"}),
        ("gulnar", assigned, {"extend", "decline", "note", "reveal"}),
        ("erlan", handed_over, {"take-back", "return", "note", "reveal"}),
        ("gulnar", handed_over, {"sign", "send-back", "extend", "decline", "note", "reveal"}),
        ("gulnar", answered, {"note", "reveal"}),
    ],
)
def test_only_what_may_be_sent_is_offered(state, enter, name, make, forms):
    page = enter(getattr(state, name)).get(address(make(state)))
    assert page.status_code == 200
    assert actions_of(page) == forms


def test_unknown_and_foreign_questions(state, enter):
    question = ask(state)
    assert enter(state.farid).get(address(question)).status_code == 403
    assert enter(state.saule).get("/en/desk/0000-0000-1/").status_code == 404
    private = ask(state, keep_private=True)
    assert enter(state.farid).get(address(private)).status_code == 404
    assert enter(state.madina).get(address(private)).status_code == 200
    redirected(state, question)
    assert enter(state.saule).get(address(question)).status_code == 403
    assert enter(state.farid).get(address(question)).status_code == 200


@pytest.mark.parametrize("make", [ask, assigned, handed_over, answered])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_looking_writes_nothing(state, enter, make, language):
    question = make(state)
    client = enter(state.erlan)
    before = Entry.objects.count(), Question.objects.get(pk=question.pk).version
    assert client.get(f"/{language}/desk/{question.shown_number}/").status_code == 200
    assert client.get(f"/{language}/desk/bodies/min-digital/").status_code == 200
    assert (Entry.objects.count(), Question.objects.get(pk=question.pk).version) == before


VERBS = (
    "assign",
    "return",
    "redirect",
    "extend",
    "decline",
    "note",
    "reveal",
    "draft",
    "take-back",
    "send-back",
    "sign",
)


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_are_posts_of_people_who_may(state, enter, verb):
    question = handed_over(state)
    assert enter(state.saule).get(address(question, f"{verb}/")).status_code == 405
    assert enter(state.farid).post(address(question, f"{verb}/")).status_code == 403
    assert enter(None).post(address(question, f"{verb}/")).status_code == 302
    assert enter(state.saule).post("/en/desk/junk/" + verb + "/").status_code == 404


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["saule", "erlan", "gulnar", "madina"])
def test_an_empty_form_is_never_a_server_error(state, enter, verb, name):
    question = handed_over(state)
    response = enter(getattr(state, name)).post(address(question, f"{verb}/"))
    assert response.status_code in {303, 403, 409, 422}


def test_assigning_from_the_page_and_a_second_dispatcher_who_comes_late(state, enter):
    question = ask(state)
    marat = second_executor(state)
    client = enter(state.saule)
    assert client.post(address(question, "assign/"), {"executor": state.erlan.pk}).status_code == 303
    late = client.post(address(question, "assign/"), {"executor": marat.pk})
    assert late.status_code == 409
    assert "Another dispatcher" in late.content.decode()
    assert client.post(address(question, "assign/"), {"executor": marat.pk, "again": "1"}).status_code == 303
    assert Assignment.objects.get(ended_at=None).executor == marat


def test_a_redirect_asks_for_a_reason_and_keeps_what_was_typed(state, enter):
    question = ask(state)
    client = enter(state.saule)
    data = {"to_body": state.other.pk, "reason": "Бізге емес"}
    page = client.post(address(question, "redirect/"), data)
    assert page.status_code == 422
    assert "Бізге емес</textarea>" in page.content.decode()
    assert 'id="id_redirect_reason_error"' in page.content.decode()
    response = client.post(address(question, "redirect/"), data | {"reason": REASON})
    assert response["Location"] == "/en/desk/bodies/min-digital/"
    assert Redirect.objects.get().language == "kk"


def test_an_extension_from_the_page(state, enter):
    question = assigned(state)
    client = enter(state.gulnar)
    assert client.post(address(question, "extend/"), {"days": "11", "reason": LONG_REASON}).status_code == 422
    assert client.post(address(question, "extend/"), {"days": "3", "reason": LONG_REASON}).status_code == 303
    assert Extension.objects.get().days == 3
    assert "Extended from" in client.get(address(question)).content.decode()


def test_a_decline_is_looked_at_before_it_is_done(state, enter):
    question = ask(state)
    client = enter(state.gulnar)
    data = {"ground": "decline-court", "explanation": "Бұл мәселені қазір сот қарап жатыр, шешімін күтіңіз."}
    page = client.post(address(question, "decline/"), data)
    assert page.status_code == 200
    assert "Decline for good" in page.content.decode()
    assert not Decline.objects.exists()
    assert client.post(address(question, "decline/"), data | {"confirmed": "1"}).status_code == 303
    assert Decline.objects.get().language == "kk"
    assert "сот қарап жатыр" in client.get(address(question)).content.decode()


def test_notes_are_kept_as_text(state, enter):
    question = assigned(state)
    client = enter(state.saule)
    client.post(address(question, "note/"), {"text": "<script>alert(1)</script>\nекінші жол"})
    assert PrivateNote.objects.count() == 1
    page = client.get(address(question)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "екінші жол" not in enter(state.madina).get(address(question)).content.decode()


def test_the_original_is_shown_once_and_the_look_is_kept(state, enter):
    question = ask(state, text="Менің нөмірім +7 701 123 45 67, қашан жауап бересіздер?")
    client = enter(state.saule)
    assert "123 45 67" not in client.get(address(question)).content.decode()
    assert client.post(address(question, "reveal/"), {"reason": "жай"}).status_code == 422
    page = client.post(address(question, "reveal/"), {"reason": "Қоңырау шалу керек", "what": "original"})
    assert "123 45 67" in page.content.decode()
    assert Access.objects.get().person == state.saule
    assert "123 45 67" not in client.get(address(question)).content.decode()


def test_the_page_costs_a_bounded_number_of_queries(state, enter, django_assert_max_num_queries):
    question = handed_over(state)
    client = enter(state.gulnar)
    client.get(address(question))
    # Two of them: the question's concern, and an answer to all that it got.
    with django_assert_max_num_queries(37):
        client.get(address(question))


def test_the_path_has_a_sentence_for_everything_that_can_happen():
    happened = {name for name in REGISTRY if name.startswith(("question:", "answer:"))}
    assert happened == set(SENTENCES)


def test_the_path_names_bodies_and_days(state, enter):
    question = ask(state)
    redirected(state, question)
    page = enter(state.farid).get(address(question)).content.decode()
    ministry, other = state.ministry.name_en, state.other.name_en
    assert f"Redirected from {ministry} to {other}, due 14.12.2026" in page


def test_an_officer_named_by_nobody_sees_no_desk(state, enter):
    assert enter(make_person("nobody")).get(address(ask(state))).status_code == 403


def test_the_path_tells_only_the_last_number_of_supports(state, enter):
    question = ask(state)
    with transaction.atomic():
        for total in (3, 8):
            event = SupportsCounted(total=total, root="0" * 64)
            record(event=event, subject=question.number, actor=SYSTEM, now=MONDAY)
    page = enter(state.saule).get(address(question)).content.decode()
    assert "Supports counted: 8" in page
    assert "Supports counted: 3" not in page
