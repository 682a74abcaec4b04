"""From the first letter to the receipt: write, check, say who you are, send."""

import re
from uuid import UUID

import pytest
from django.core import mail
from django.urls import reverse

from sukhbat.questions.models import Draft, Question, QuestionPrivate
from tests.people import MONDAY, make_conference

pytestmark = pytest.mark.django_db
TEXT = "Когда в нашем ауле появится нормальный интернет? Мой телефон +7 701 123 45 67."
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def at_monday(monkeypatch):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)


def write(client, **fields):
    return client.post(reverse("web:ask_draft"), {"text": TEXT, **fields}, **HERE)


def review_of(response):
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def decisions(client, address, **changes):
    """What the review page's form would send if nothing were changed, and the consent given."""
    form = client.get(address).context["form"]
    masks = [value for value, _label in form.fields["mask"].choices]
    values = {name: form.initial[name] for name in ("language", "theme", "region", "show_name", "name")}
    return {**values, "mask": masks, "consent": "on", **changes}


def send(client, address, **changes):
    return client.post(address + "send/", decisions(client, address, **changes))


def test_a_guest_writes_checks_signs_in_and_holds_a_receipt(client, state):
    address = review_of(write(client))
    page = client.get(address)
    assert re.search(r"<mark>\S*7 701 123 45 67</mark>", page.content.decode())
    signing_in = send(client, address)
    assert signing_in.status_code == 303
    assert reverse("account_login") in signing_in["Location"]
    code_page = client.post(reverse("account_login"), {"email": "New@Example.kz", "next": address})
    code = re.search(r"\d{4}-\d{4}", mail.outbox[0].body)[0]
    back = client.post(code_page["Location"], {"code": code})
    assert back["Location"] == address
    page = client.get(address)
    assert page.context["form"].initial["consent"] is True
    receipt = send(client, address)
    question = Question.objects.get()
    assert receipt["Location"] == reverse("web:receipt", args=[question.number])
    shown = client.get(receipt["Location"])
    assert shown.status_code == 200
    assert question.shown_number in shown.content.decode()
    assert "701" not in question.text
    private = QuestionPrivate.objects.get()
    assert private.original == TEXT
    assert private.author.email == "new@example.kz"
    assert private.consent_version == 1
    assert question.language == "ru"


def test_pressing_twice_gives_the_same_receipt(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client))
    fields = decisions(client, address)
    first = client.post(address + "send/", fields)
    second = client.post(address + "send/", fields)
    assert first["Location"] == second["Location"]
    assert Question.objects.count() == 1
    assert client.get(address)["Location"] == first["Location"]


def test_a_sent_draft_keeps_no_words(client, state):
    client.force_login(state.aigerim)
    send(client, review_of(write(client)))
    assert Draft.objects.get().fields == {}


def test_unmasked_is_only_what_the_person_unticked(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client))
    send(client, address, mask=[])
    question = Question.objects.get()
    assert "701 123" in question.text
    assert not question.is_masked
    assert QuestionPrivate.objects.get().findings == ["phone"]


def test_the_name_is_hidden_unless_shown(client, state):
    client.force_login(state.aigerim)
    send(client, review_of(write(client)))
    send(client, review_of(write(client)), show_name="yes", name="Айгерім")
    hidden, shown = Question.objects.order_by("id")
    assert (hidden.asker_name, shown.asker_name) == ("", "Айгерім")
    assert QuestionPrivate.objects.get(question=hidden).name == "Aigerim"


def test_showing_a_name_needs_a_name(client, state):
    client.force_login(state.aigerim)
    response = send(client, review_of(write(client)), show_name="yes", name="")
    assert response.status_code == 422
    assert not Question.objects.exists()


def test_without_consent_nothing_is_sent_and_everything_kept(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client))
    fields = decisions(client, address, region="71")
    del fields["consent"]
    response = client.post(address + "send/", fields)
    assert response.status_code == 422
    assert not Question.objects.exists()
    assert client.get(address).context["form"].initial["region"] == "71"


def test_private_questions_never_become_public(client, state):
    client.force_login(state.aigerim)
    send(client, review_of(write(client, keep_private="on")))
    assert Question.objects.get().visibility == "private"


def test_it_goes_where_the_person_says(client, state):
    client.force_login(state.aigerim)
    send(client, review_of(write(client, to="body:min-transport")))
    question = Question.objects.get()
    assert (question.body, question.routed_by) == (state.other, "chosen")


def test_a_short_form_names_the_conference_by_its_slug(client, state):
    conference = make_conference(state)
    client.force_login(state.aigerim)
    send(client, review_of(write(client, conference="internet")))
    assert Question.objects.get().conference == conference


def test_theme_and_language_are_proposed_and_can_be_refused(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client, text="Почему дорожает интернет в селе, и кто за это отвечает?"))
    initial = client.get(address).context["form"].initial
    assert (initial["theme"], initial["language"]) == ("internet", "ru")
    updated = send(client, address, theme="roads", region="10", action="update")
    assert updated["Location"] == address
    assert client.get(address).context["goes"].body == state.akimat
    send(client, address, theme="")
    assert Question.objects.get().theme is None


def test_changing_the_text_keeps_the_rest(client, state):
    address = review_of(write(client, to="body:min-transport", keep_private="on"))
    draft_id = Draft.objects.get().pk
    page = client.get(reverse("web:ask_edit", args=[draft_id]))
    assert TEXT in page.content.decode()
    assert page.context["form"].initial["to"] == "body:min-transport"
    again = write(client, text="Ауылымызға интернет қашан тартылады?", to="", draft=str(draft_id))
    assert review_of(again) == address
    draft = Draft.objects.get()
    assert draft.fields["text"] == "Ауылымызға интернет қашан тартылады?"
    assert draft.fields["keep_private"] is False


def test_a_browser_keeps_several_drafts(client, state):
    first, second = review_of(write(client)), review_of(write(client, text="Ауылға жол қашан салынады?"))
    assert client.get(first).status_code == client.get(second).status_code == 200


def test_the_mail_opens_the_draft_on_another_device(client, other_client, state, settings):
    address = review_of(write(client))
    client.post(reverse("account_login"), {"email": "new@example.kz", "next": address})
    link = re.search(rf"{settings.SITE_URL}(\S+)", mail.outbox[0].body)[1]
    assert other_client.get(address).status_code == 404
    assert other_client.get(link)["Location"] == address
    assert TEXT[:20] in other_client.get(address).content.decode()
    assert Draft.objects.count() == 1


def test_a_session_that_ended_leads_back_to_the_review(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client))
    fields = decisions(client, address)
    client.cookies.pop("sessionid")
    response = client.post(address + "send/", fields)
    assert response["Location"].startswith(reverse("account_login"))
    client.force_login(state.aigerim)
    assert client.get(address).context["form"].initial["consent"] is True


@pytest.mark.parametrize("verb", ["review", "edit", "send"])
def test_a_draft_opens_for_its_browser_and_its_person_alone(client, other_client, state, verb):
    client.force_login(state.aigerim)
    write(client)
    draft_id = Draft.objects.get().pk
    address = reverse(f"web:ask_{verb}", args=[draft_id])
    call = (
        (lambda browser: browser.post(address, {}))
        if verb == "send"
        else (lambda browser: browser.get(address))
    )
    assert call(other_client).status_code == 404
    other_client.force_login(state.bolat)
    assert call(other_client).status_code == 404
    client.force_login(state.bolat)  # the same browser, somebody else
    assert call(client).status_code == 404
    other_client.force_login(state.aigerim)  # the same person, another browser
    assert call(other_client).status_code in {200, 422}


def test_an_unknown_draft_is_not_there(client, state):
    assert client.get(reverse("web:ask_review", args=[UUID(int=7)])).status_code == 404
    assert client.get(reverse("web:draft_open", args=["no-such-token"])).status_code == 404


def test_signing_out_closes_the_drafts_of_the_browser(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client))
    client.post(reverse("account_logout"))
    assert client.get(address).status_code == 404


def test_a_text_full_of_personal_data_is_no_reason_to_refuse_it(client, state):
    text = ("Почему не отвечают? " + " ".join(f"a{n}@b.kz," for n in range(500)))[:3_990]
    client.force_login(state.aigerim)
    address = review_of(write(client, text=text))
    assert len(decisions(client, address)["mask"]) > 350
    assert send(client, address).status_code == 303
    assert "@" not in Question.objects.get().text


def test_a_telephone_is_no_name_to_show(client, state):
    client.force_login(state.aigerim)
    address = review_of(write(client))
    refused = send(client, address, show_name="yes", name="Айгерим 8 701 123 45 67")
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["name"]
    assert send(client, address, show_name="no", name="Айгерим 8 701 123 45 67").status_code == 303
