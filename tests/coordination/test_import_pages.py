"""Imports through the pages: look first, apply exactly that, report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sukhbat.assignments.actions import assign_question
from sukhbat.bodies.models import Body, ImportPlan
from sukhbat.ledger.models import Entry
from sukhbat.questions.models import Question
from sukhbat.terms.models import CalendarDay
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
PAGE = "/en/coordination/import/"
BODIES = "slug;kk;ru;kind;parent\nnew;Ж;Н;agency;office\nmin-digital;Ц;Минцифры;ministry;office\nbad;;;x;\n"
CALENDAR = "day,working,note_ru\n2026-12-05,yes,Перенос\nx,no,\n"


@pytest.fixture
def client(state, enter):
    return enter(state.madina)


def text(response):
    return response.content.decode()


def send(client, *contents, names=("a.csv", "b.csv")):
    files = [SimpleUploadedFile(name, content) for name, content in zip(names, contents, strict=False)]
    return client.post(PAGE, {"chosen": files})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "kz1048"])
def test_look_then_apply_then_read_the_report(client, encoding):
    before = Entry.objects.count()
    uploaded = send(client, BODIES.encode(encoding))
    assert uploaded.status_code == 303
    address = uploaded["Location"]
    page = text(client.get(address))
    assert "A name is missing." in page
    assert "Name in Kazakh, Name in Russian" in page
    assert (Entry.objects.count(), Body.objects.filter(slug="new").exists()) == (before, False)

    done = client.post(address, follow=True)
    assert "Report of the import" in text(done)
    assert Body.objects.get(slug="min-digital").name_ru == "Минцифры"
    assert Body.objects.get(slug="new").parent.slug == "office"
    entries = Entry.objects.count()
    assert client.post(address).status_code == 303
    assert Entry.objects.count() == entries


def test_files_that_refer_to_one_another_come_together(state, enter):
    from sukhbat.bodies.rules import Role
    from tests.people import appoint

    appoint(state.madina, Role.ADMINISTRATOR, state.coordinator)
    officers = b"email,body,role\nx@example.kz,new,executor\n"
    client = enter(state.madina)
    address = send(client, officers, BODIES.encode())["Location"]
    client.post(address)
    assert Body.objects.filter(slug="new").exists()
    assert "x@example.kz" not in text(client.get("/en/coordination/log/"))


def test_a_coordinator_may_look_at_roles_but_not_apply_them(client):
    address = send(client, b"email,body,role\nx@example.kz,min-digital,executor\n")["Location"]
    page = text(client.get(address))
    assert "Only an administrator may grant or end roles." in page
    assert "Apply exactly" not in page
    assert client.post(address).status_code == 403


def test_an_ended_executor_gives_their_items_back(state, enter):
    question = ask(state)
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    client = enter(state.aliya)
    file = b"email,body,role,from,until\nerlan@example.kz,min-digital,executor,2026-01-01,2026-11-23\n"
    client.post(send(client, file)["Location"])
    assert Question.objects.get().stage == "received"


def test_a_calendar_is_known_by_its_columns(state, client):
    question = ask(state)
    address = send(client, CALENDAR.encode("utf-16"))["Location"]
    assert "5 December 2026" in text(client.get(address))
    assert not CalendarDay.objects.exists()
    page = text(client.post(address, follow=True))
    assert "Questions due earlier" in page
    assert CalendarDay.objects.get().note_ru == "Перенос"
    assert Question.objects.get().due_on < question.due_on


@pytest.mark.parametrize(
    ("contents", "said"),
    [((), "Choose a file."), ((b"",), "A file is empty."), ((b"x" * 10_000_001,), "larger than 10 MB")],
)
def test_no_file_is_asked_again(client, contents, said):
    response = send(client, *contents)
    assert response.status_code == 422
    assert said in text(response)


@pytest.mark.parametrize(
    "content", [b"\x00\xff\xfe", b"a,b\n1,2\n", "<script>,б\n".encode(), b"\x89PNG\r\n\x1a\n" * 9]
)
def test_a_file_that_is_none_applies_nothing(client, content):
    page = client.get(send(client, content)["Location"])
    assert page.status_code == 200
    assert "There is nothing to apply." in text(page)


def test_anothers_upload_is_not_found(state, client, enter):
    address = send(client, BODIES.encode())["Location"]
    assert enter(state.aliya).get(address).status_code == 404
    assert enter(state.aliya).post(address).status_code == 404


def test_an_upload_is_gone_after_a_day(client, at_monday):
    address = send(client, BODIES.encode())["Location"]
    at_monday(MONDAY.replace(day=25))
    assert client.get(address).status_code == 404
    send(client, BODIES.encode())
    assert ImportPlan.objects.count() == 1
