"""An answer given in Kazakh is found beside the editor of a Russian question, by the real process."""

import pytest
from django.test import override_settings

from sukhbat.desk.earlier import earlier_answers
from sukhbat.ledger.actions import number_leaves
from sukhbat.similar import client
from tests.assignments.steps import answered
from tests.people import MONDAY, ask, make_state
from tests.web.steps import publish

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def test_across_languages_and_only_what_is_answered(transactional_db, similars, monkeypatch):
    state = make_state()
    similar = similars()
    kazakh = publish(state, answered(state, text="Балабақшаға кезек қашан жетеді?"))
    publish(state, ask(state, text="Балабақша кезегі жылжымай тұр, қашан орын болады?"))
    road = publish(state, answered(state, text="Ауылдың жолын қашан жөндейді?"))
    mine = ask(state, text="Когда подойдёт очередь в детский сад?")
    while number_leaves(now=MONDAY, window=None):
        pass
    similar.until(lambda: similar.health().get("public") == 3, "all public questions are held")
    client._pauses.__init__()
    # On a machine busy with other tests 200 ms may pass before the process is given a turn.
    monkeypatch.setattr("sukhbat.desk.earlier.PATIENCE", 5.0)
    with override_settings(SIMILAR_SOCKET=similar.socket):
        found = earlier_answers(mine.text, body_id=mine.body_id, without=mine.pk, now=MONDAY)
    assert not found.is_by_words
    keys = [row.question.pk for row in found.rows]
    assert keys[0] == kazakh.pk
    assert set(keys) <= {kazakh.pk, road.pk}
