"""What the author alone sees on a question's page, and the short form on other pages."""

import pytest
from django.urls import reverse

from sukhbat.questions.models import Access, Question
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
REASON = "Шағымды тексеру үшін қарадым"


def test_the_author_alone_sees_who_looked_behind_the_mask(client, state):
    question = ask(state)
    Question.objects.update(visibility="public")
    Access.objects.create(
        question=question, person=state.dana, role="moderator", what="original", reason=REASON, at=MONDAY
    )
    address = reverse("web:question", args=[question.number])
    assert REASON not in client.get(address).content.decode()
    client.force_login(state.bolat)
    assert REASON not in client.get(address).content.decode()
    client.force_login(state.aigerim)
    page = client.get(address).content.decode()
    assert REASON in page
    assert reverse("web:withdraw", args=[question.number]) in page


def test_the_short_form_on_the_home_page_starts_a_draft(client, state):
    page = client.get("/ru/").content.decode()
    assert f'action="{reverse("web:ask_draft").replace("/kk/", "/ru/")}"' in page
    assert "csrfmiddlewaretoken" not in page
    assert "js/ask.js" in page
