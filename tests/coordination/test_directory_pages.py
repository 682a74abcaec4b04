"""The directory, roles and successions through the pages."""

import pytest

from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.balances import broken_balances
from sukhbat.bodies.models import Body, Competence, Officer, Region, Theme
from sukhbat.bodies.rules import Role
from sukhbat.ledger.queries import entries_about
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from tests.people import MONDAY, appoint, ask

pytestmark = pytest.mark.django_db
PAGES = "/en/coordination/directory/"
BODY = {"slug": "agency", "name_kk": "Агенттік", "name_ru": "Агентство", "kind": "agency", "parent": "office"}


@pytest.fixture
def client(state, enter):
    return enter(state.madina)


@pytest.fixture
def administrator(state, enter):
    return enter(state.aliya)


def text(response):
    return response.content.decode()


def fingerprint_on(page) -> str:
    return text(page).split('name="fingerprint" value="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("table", "sent", "model"),
    [
        ("bodies", BODY, Body),
        (
            "regions",
            {
                "slug": "1010",
                "name_kk": "Абай ауданы",
                "name_ru": "Абайский",
                "kind": "district",
                "parent": "10",
                "tile_row": "2",
            },
            Region,
        ),
        (
            "themes",
            {
                "slug": "bridges",
                "name_kk": "Көпірлер",
                "name_ru": "Мосты",
                "parent": "roads",
                "default_body": "min-transport",
            },
            Theme,
        ),
    ],
)
def test_a_row_is_added_below_another(client, table, sent, model):
    response = client.post(f"{PAGES}{table}/new/", sent)
    assert (response.status_code, response["Location"]) == (303, f"{PAGES}{table}/{sent['slug']}/")
    row = model.objects.get(slug=sent["slug"])
    assert (row.parent.slug, row.name_en) == (sent["parent"], sent["name_kk"])
    assert sent["name_kk"] in text(client.get(f"{PAGES}{table}/?q={sent['slug']}"))


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"slug": "min-digital"}, 409, "one with this code already"),
        ({"slug": "two words"}, 422, "valid"),
        ({"name_kk": ""}, 422, "required"),
        ({"name_kk": "Ж" * 201}, 422, "200"),
        ({"kind": ""}, 422, "required"),
        ({"parent": "nothing"}, 422, "valid"),
        ({"valid_from": "soon"}, 422, "valid"),
    ],
)
def test_bad_input_is_said_and_kept(client, changes, status, said):
    response = client.post(f"{PAGES}bodies/new/", {**BODY, **changes})
    assert response.status_code == status
    assert said in text(response)
    assert "Агентство" in text(response)
    assert not Body.objects.filter(name_ru="Агентство").exists()


def test_a_tree_cannot_bite_its_tail(client):
    page = client.get(f"{PAGES}bodies/office/")
    sent = {
        "name_kk": "Ә",
        "name_ru": "А",
        "kind": "apparatus",
        "parent": "min-digital",
        "fingerprint": fingerprint_on(page),
    }
    response = client.post(f"{PAGES}bodies/office/", sent)
    assert response.status_code == 422
    assert "stand below itself" in text(response)


def test_a_late_change_shows_both(client):
    mark = fingerprint_on(client.get(f"{PAGES}themes/roads/"))
    sent = {"name_kk": "Жол", "name_ru": "Дороги", "default_body": "min-transport", "fingerprint": mark}
    assert client.post(f"{PAGES}themes/roads/", {**sent, "name_en": "First"}).status_code == 303
    late = client.post(f"{PAGES}themes/roads/", {**sent, "name_en": "Second"})
    assert late.status_code == 409
    assert "<td>First</td><td>Second</td>" in text(late)
    assert (
        client.post(
            f"{PAGES}themes/roads/", {**sent, "name_en": "Second", "fingerprint": fingerprint_on(late)}
        ).status_code
        == 303
    )
    assert Theme.objects.get(slug="roads").name_en == "Second"


def test_an_auditor_reads_without_a_form(state, enter):
    page = text(enter(state.nurlan).get(f"{PAGES}bodies/min-digital/"))
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "Цифрлық даму министрлігі" in page


def test_a_retired_body_hands_over_and_says_how_many(state, client):
    question = ask(state)
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    assert "It holds 1 open question." in text(client.get(f"{PAGES}bodies/min-digital/retire/"))
    done = client.post(
        f"{PAGES}bodies/min-digital/retire/",
        {"until": "2026-11-23", "successor": "min-transport"},
        follow=True,
    )
    assert "1 open question went to the successor." in text(done)
    row = Question.objects.get()
    assert (row.body.slug, row.stage) == ("min-transport", "received")
    assert broken_balances(now=MONDAY) == []


def test_a_later_end_hands_over_when_the_day_has_come(state, client, at_monday):
    ask(state)
    address = f"{PAGES}bodies/min-digital/retire/"
    sent = {"until": "2026-12-01", "successor": "min-transport"}
    assert "0 open questions went" in text(client.post(address, sent, follow=True))
    at_monday(MONDAY.replace(month=12, day=1))
    home = text(client.get("/en/coordination/"))
    assert "Retired, yet with open questions" in home
    assert "1 open question went" in text(client.post(address, sent, follow=True))
    assert "Retired, yet" not in text(client.get("/en/coordination/"))


@pytest.mark.parametrize(
    ("slug", "sent", "status", "said"),
    [
        ("office", {"until": "2026-12-01"}, 409, "cannot be retired"),
        ("min-digital", {"until": ""}, 422, "required"),
        ("min-digital", {"until": "2026-12-01", "successor": "min-digital"}, 422, "valid"),
    ],
)
def test_what_cannot_be_retired(client, slug, sent, status, said):
    response = client.post(f"{PAGES}bodies/{slug}/retire/", sent)
    assert response.status_code == status
    assert said in text(response)


def test_a_competence_begins_and_ends(state, client):
    sent = {"body": "min-digital", "theme": "roads", "region": "71", "valid_from": "2026-11-01"}
    assert client.post(f"{PAGES}competences/new/", sent).status_code == 303
    again = client.post(f"{PAGES}competences/new/", {**sent, "body": "min-transport"})
    assert again.status_code == 422
    assert "“min-digital” answers for this theme" in text(again)
    row = Competence.objects.get(body=state.ministry)
    address = f"{PAGES}competences/{row.pk}/"
    assert client.post(address, {"until": "2026-10-01"}).status_code == 422
    assert client.post(address, {"until": "2026-12-01"}).status_code == 303
    row.refresh_from_db()
    assert row.valid_until.isoformat() == "2026-12-01"
    events = [entry.event for entry in entries_about("body/min-digital")]
    assert events == ["body:competence_added", "body:competence_changed"]
    assert (
        client.post(
            f"{PAGES}competences/new/", {**sent, "body": "min-transport", "valid_from": "2026-12-01"}
        ).status_code
        == 303
    )


ROLE = {
    "email": "New@Example.kz",
    "name": "Жаңа",
    "language": "ru",
    "body": "min-digital",
    "role": "executor",
}


def test_a_role_is_granted_and_ends_with_its_items(state, administrator):
    assert administrator.post(f"{PAGES}officers/new/", ROLE).status_code == 303
    person = Person.objects.get(email="new@example.kz")
    question = ask(state)
    assign_question(person=state.saule, number=question.number, executor_id=person.pk, now=MONDAY)
    officer = Officer.objects.get(person=person)
    done = administrator.post(f"{PAGES}officers/{officer.pk}/", {"until": "2026-11-23"}, follow=True)
    assert "1 question went back to the dispatcher." in text(done)
    assert Question.objects.get().stage == "received"
    (entry,) = entries_about(question.number).filter(event="question:returned")
    assert (entry.facts["office_ended"], entry.actor_role) == (True, "administrator")
    again = administrator.post(f"{PAGES}officers/{officer.pk}/", {"until": "2026-11-24"})
    assert again.status_code in {404, 409}


def test_an_executor_by_another_row_keeps_their_items(state, administrator):
    until = MONDAY.date().replace(year=2027)
    Officer.objects.filter(person=state.erlan).update(until_on=until)
    later = appoint(state.erlan, Role.EXECUTOR, state.ministry, from_on=until)
    question = ask(state)
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    administrator.post(f"{PAGES}officers/{later.pk}/", {"until": "2026-11-23"})
    assert Question.objects.get().stage == "assigned"


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"email": "aliya@example.kz"}, 403, "Nobody grants a role to themselves"),
        ({"email": "nobody"}, 422, "valid"),
        ({"role": "king"}, 422, "valid"),
        ({"body": ""}, 422, "required"),
        ({"from_on": "2026-12-01", "until_on": "2026-12-01"}, 422, "after the first one"),
        ({"email": "erlan@example.kz"}, 422, "holds the role in this body"),
    ],
)
def test_a_role_that_cannot_be_granted(administrator, changes, status, said):
    before = Officer.objects.count()
    response = administrator.post(f"{PAGES}officers/new/", {**ROLE, **changes})
    assert response.status_code == status
    assert said in text(response)
    assert Officer.objects.count() == before


def test_roles_are_found_by_name_and_past_ones_stay_readable(state, administrator):
    officer = Officer.objects.get(person=state.timur)
    administrator.post(f"{PAGES}officers/{officer.pk}/", {"until": "2026-11-23"})
    assert "Timur" not in text(administrator.get(f"{PAGES}officers/?q=timur"))
    assert "Timur" in text(administrator.get(f"{PAGES}officers/?q=timur&past=1"))
