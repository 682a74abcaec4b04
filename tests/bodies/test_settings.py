"""Names, switches and consent: changed by the administrator, logged."""

from datetime import timedelta

import pytest

from sukhbat.bodies.administration import change_site, publish_new_consent, turn_switch
from sukhbat.bodies.models import Competence
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.switches import is_on
from sukhbat.ledger.queries import entries_about
from sukhbat.people.queries import consent_in_force
from tests.people import MONDAY, ask
from tests.refusals import code

pytestmark = pytest.mark.django_db
TODAY = local_day(MONDAY)


def test_names_change_once_and_are_logged(state):
    values = {"name_kk": "Сұхбат", "name_ru": "Диалог", "name_en": "Sukhbat", "contact_email": "a@b.kz"}
    assert change_site(person=state.aliya, values=values, now=MONDAY) == ("name_ru", "contact_email")
    assert change_site(person=state.aliya, values=values, now=MONDAY) == ()
    assert entries_about("site").count() == 1
    assert code(lambda: change_site(person=state.madina, values=values, now=MONDAY)) == "not_administrator"


def test_a_switch_stops_what_it_names(state):
    assert turn_switch(person=state.aliya, name="intake", is_on=False, now=MONDAY)
    assert not turn_switch(person=state.aliya, name="intake", is_on=False, now=MONDAY)
    assert not is_on("intake")
    assert code(lambda: ask(state)) == "paused"
    assert turn_switch(person=state.aliya, name="intake", is_on=True, now=MONDAY)
    assert ask(state).number
    assert [entry.facts["is_on"] for entry in entries_about("switch/intake")] == [False, True]
    assert (
        code(lambda: turn_switch(person=state.aliya, name="gravity", is_on=False, now=MONDAY)) == "not_found"
    )
    assert (
        code(lambda: turn_switch(person=state.oleg, name="mail", is_on=False, now=MONDAY))
        == "not_administrator"
    )


def test_a_new_consent_is_the_next_version_and_the_old_one_stays(state):
    old = consent_in_force(on=TODAY)
    texts = {"text_kk": "К", "text_ru": "Р", "text_en": "E"}
    tomorrow = TODAY + timedelta(days=1)
    new = publish_new_consent(person=state.aliya, texts=texts, valid_from=tomorrow, now=MONDAY)
    assert new.version == old.version + 1
    assert consent_in_force(on=TODAY) == old
    assert consent_in_force(on=tomorrow) == new
    (entry,) = entries_about(f"consent/{new.version}")
    assert (entry.facts["version"], len(entry.digest)) == (new.version, 64)
    yesterday = TODAY - timedelta(days=1)
    assert (
        code(lambda: publish_new_consent(person=state.aliya, texts=texts, valid_from=yesterday, now=MONDAY))
        == "past"
    )
    assert (
        code(
            lambda: publish_new_consent(
                person=state.aliya, texts={**texts, "text_ru": " "}, valid_from=TODAY, now=MONDAY
            )
        )
        == "text_missing"
    )


def test_the_competences_of_a_pair_cannot_overlap_in_the_database(state):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Competence.objects.create(body=state.ministry, theme=state.roads, region=state.abai)
