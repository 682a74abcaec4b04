"""Every page of coordination: who comes in, that looking writes nothing, and what it costs."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sukhbat.bodies.models import Competence, Officer
from sukhbat.ledger.actions import number_leaves
from tests.people import MONDAY, ask, make_conference

pytestmark = pytest.mark.django_db
READ = [
    "",
    "conferences/",
    "conferences/internet/",
    "conferences/draft/",
    "conferences/draft/preview/",
    "directory/",
    "directory/bodies/",
    "directory/regions/",
    "directory/themes/?q=жол",
    "directory/bodies/min-digital/",
    "directory/regions/10/",
    "directory/themes/internet/",
    "directory/competences/",
    "directory/competences/?body=akimat-abai&theme=roads",
    "directory/officers/",
    "directory/officers/?q=saule&role=dispatcher&body=min-digital",
    "directory/officers/?past=1",
    "calendar/",
    "calendar/2026/",
    "calendar/2000/",
    "calendar/2100/",
    "import/",
    "import/formats/",
    "settings/",
    "log/",
    "log/?subject=conference/internet",
]
COORDINATORS = [
    "conferences/new/",
    "conferences/internet/edit/",
    *[
        f"conferences/{slug}/{act}/"
        for slug in ("internet", "draft")
        for act in ("announce", "open", "start", "end", "intake", "postpone", "cancel", "close")
    ],
    "directory/bodies/new/",
    "directory/regions/new/",
    "directory/themes/new/?under=internet",
    "directory/bodies/min-digital/retire/",
    "directory/competences/new/",
    "directory/competences/{competence}/",
]
ADMINISTRATORS = [
    "directory/officers/new/",
    "directory/officers/{officer}/",
    "settings/site/",
    "settings/consent/",
    "settings/grounds/new/",
    "settings/grounds/obscenity/",
]
POSTS = {
    "conferences/internet/cancel/": "madina",
    "calendar/2026/": "madina",
    "calendar/days/2026-12-05/remove/": "madina",
    "directory/bodies/min-digital/": "madina",
    "directory/bodies/min-digital/retire/": "madina",
    "settings/switches/mail/": "aliya",
    "settings/site/": "aliya",
    "directory/officers/new/": "aliya",
}


@pytest.fixture
def world(state):
    conference = make_conference(state)
    make_conference(state, slug="draft", announced_at=None)
    ask(state, conference=conference)
    with transaction.atomic():
        number_leaves(now=MONDAY, window=None)
    return {"competence": Competence.objects.get().pk, "officer": Officer.objects.get(person=state.erlan).pk}


def address(path, world, language="en"):
    return f"/{language}/coordination/{path.format(**world)}"


@pytest.mark.parametrize("path", [*READ, *COORDINATORS, *ADMINISTRATORS])
def test_who_comes_in(state, enter, world, path):
    allowed = {"madina", "aliya", "nurlan"} if path in READ else {"madina"}
    if path in ADMINISTRATORS:
        allowed = {"aliya"}
    for who in ("madina", "aliya", "nurlan", "dana", "gulnar", "aigerim"):
        status = enter(state.people[who]).get(address(path, world)).status_code
        assert status == (200 if who in allowed else 403), who
    guest = enter(None).get(address(path, world))
    assert (guest.status_code, "next=" in guest["Location"]) == (302, True)


@pytest.mark.parametrize(("path", "who"), POSTS.items())
def test_who_may_post(state, enter, world, path, who):
    for other in {"madina", "aliya", "nurlan", "gulnar"} - {who}:
        assert enter(state.people[other]).post(address(path, world), {}).status_code == 403
    assert enter(state.people[who]).post(address(path, world), {}).status_code in {200, 303, 422}


@pytest.mark.parametrize("path", [*READ, *COORDINATORS, *ADMINISTRATORS])
def test_looking_writes_nothing_and_costs_little(state, enter, world, path):
    client = enter(state.aliya if path in ADMINISTRATORS else state.madina)
    client.get(address(path, world))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address(path, world)).status_code == 200
    statements = [query["sql"] for query in captured]
    writing = [sql for sql in statements if re.match(r"(INSERT|UPDATE|DELETE|TRUNCATE)\b", sql)]
    assert writing == []
    assert len(statements) <= 18, statements


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_come_in_every_language(state, enter, world, language):
    for path in ("", "conferences/internet/", "calendar/2026/", "settings/"):
        page = enter(state.madina).get(address(path, world, language))
        assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "conferences/nothing/",
        "conferences/internet/explode/",
        "directory/competences-of/",
        "directory/officers/01890000-0000-7000-8000-000000000000/",
        "directory/competences/01890000-0000-7000-8000-000000000000/",
        "directory/bodies/nothing/",
        "directory/bodies/nothing/retire/",
        "calendar/1999/",
        "calendar/99999999999999999999/",
        "import/01890000-0000-7000-8000-000000000000/",
        "settings/grounds/nothing/",
    ],
)
def test_what_does_not_exist_is_not_found(state, enter, world, path):
    from sukhbat.bodies.rules import Role
    from tests.people import appoint

    appoint(state.madina, Role.ADMINISTRATOR, state.coordinator)
    client = enter(state.madina)
    assert client.get(address(path, world)).status_code == 404
    assert client.post(address(path, world), {}).status_code in {404, 405}


@pytest.mark.parametrize("path", ["calendar/days/2026-12-05/remove/", "settings/switches/mail/"])
def test_a_get_where_a_post_belongs(state, enter, world, path):
    assert enter(state.madina).get(address(path, world)).status_code == 405


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "a" * 5000, "%", "<script>", "9" * 40, "-1"])
def test_bad_words_in_an_address_are_no_error(state, enter, world, bad):
    client = enter(state.madina)
    for path, name in (
        ("directory/bodies/", "q"),
        ("directory/bodies/", "page"),
        ("directory/officers/", "q"),
        ("directory/officers/", "body"),
        ("directory/officers/", "page"),
        ("directory/competences/", "theme"),
        ("directory/bodies/new/", "under"),
        ("log/", "subject"),
        ("log/", "before"),
    ):
        response = client.get(address(path, world), {name: bad.encode("utf-8", "surrogatepass")})
        assert response.status_code == 200, (path, name)


def test_costs_do_not_grow_with_rows(state, enter, world):
    client = enter(state.madina)
    client.get(address("", world))

    def cost(path):
        with CaptureQueriesContext(connection) as captured:
            client.get(address(path, world))
        return len(captured)

    before = [cost(path) for path in ("", "conferences/", "directory/officers/", "log/")]
    for number in range(5):
        conference = make_conference(state, slug=f"more-{number}")
        ask(state, conference=conference)
    with transaction.atomic():
        number_leaves(now=MONDAY, window=None)
    assert [cost(path) for path in ("", "conferences/", "directory/officers/", "log/")] == before
