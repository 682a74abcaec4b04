"""After the live part the coordinator sees which body answers how much in writing, and what is due first."""

from datetime import timedelta

import pytest

from sukhbat.kernel import clock
from sukhbat.questions.after_air import tell_remainder
from tests.after_air.steps import give_to, many
from tests.people import make_conference

pytestmark = pytest.mark.django_db
ADDRESS = "/en/coordination/conferences/internet/"


def test_the_remainder_of_each_body_with_a_way_to_its_desk(state, client):
    now = clock.now()
    conference = make_conference(
        state, now=now, starts_at=now - timedelta(hours=2), ends_at=now + timedelta(minutes=1)
    )
    questions = many(state, conference, 5, now=now)
    give_to(questions[3:], state.other)
    client.force_login(state.madina)
    assert "Left for writing" not in client.get(ADDRESS).content.decode()
    conference.ends_at = now - timedelta(minutes=1)
    conference.save()
    tell_remainder(now=now)
    shown = client.get(ADDRESS).content.decode()
    assert "Every asker was told" in shown
    for body, count in ((state.ministry, 3), (state.other, 2)):
        address = f"/en/desk/bodies/{body.slug}/?pile=work&amp;conference=internet"
        row = shown[shown.index(address) :].split("</tr>")[0]
        assert f'data-label="In work">{count}<' in row
