"""What the log says of supports, and that it says nothing while counts are hidden."""

from datetime import timedelta

import pytest

from sukhbat.conferences.models import Conference, PublishedOrder
from sukhbat.ledger import merkle
from sukhbat.ledger.models import Entry
from sukhbat.questions import support_counts
from sukhbat.questions.erasure import erase_person
from sukhbat.questions.models import Support
from sukhbat.questions.support_counts import note_counts, supporter_tag, supporters_root
from sukhbat.questions.support_tally import recount, supports_of
from tests.people import MONDAY, make_conference
from tests.supports.people import crowd, public_question, support, support_all

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(seconds=60)


@pytest.fixture
def conference(state):
    return make_conference(state)


@pytest.fixture
def question(state, conference):
    return public_question(state, conference)


def said(question):
    found = Entry.objects.filter(subject=question.number, event="question:supports_counted").order_by("id")
    return [entry.facts for entry in found]


def hide_counts(conference):
    PublishedOrder.objects.create(
        conference=conference,
        support=50,
        quota=30,
        lottery=20,
        hides_counts=True,
        seed=bytes(32),
        commitment="0" * 64,
        published_at=MONDAY,
    )


def test_the_number_and_the_root_of_the_tags(state, question):
    people = crowd(5)
    support_all(people, question)
    support(people[0], question, False)
    assert note_counts(now=MONDAY) == 1
    tags = sorted(supporter_tag(question.number, person.pk) for person in people[1:])
    assert said(question) == [{"total": 4, "root": merkle.root(tags).hex()}]
    index = tags.index(supporter_tag(question.number, people[2].pk))
    root = bytes.fromhex(said(question)[0]["root"])
    assert merkle.verify(tags[index], index, 4, merkle.path(tags, index), root)


def test_a_tag_is_of_one_question_one_person_and_one_installation(question, settings):
    person, other = crowd(2)
    tag = supporter_tag("000000000", person.pk)
    assert tag != supporter_tag("000000001", person.pk)
    assert tag != supporter_tag("000000000", other.pk)
    assert person.pk.bytes not in tag
    settings.SECRET_KEY = "another secret of another installation"
    assert tag != supporter_tag("000000000", person.pk)
    assert supporters_root("000000000", [person.pk, other.pk]) == supporters_root(
        "000000000", [other.pk, person.pk]
    )


def test_what_did_not_change_is_not_said_again_and_once_a_minute_at_most(state, question):
    first, second, third = crowd(3)
    support(first, question)
    assert note_counts(now=MONDAY) == 1
    assert note_counts(now=MONDAY + 2 * MINUTE) == 0
    support(second, question)
    assert note_counts(now=MONDAY + 59 * SECOND) == 0
    assert note_counts(now=MONDAY + 60 * SECOND) == 1
    support(third, question)
    support(third, question, False)
    assert note_counts(now=MONDAY + 3 * MINUTE) == 0
    assert [facts["total"] for facts in said(question)] == [1, 2]


def test_all_taken_back_is_said_too(state, question):
    support(state.bolat, question)
    note_counts(now=MONDAY)
    support(state.bolat, question, False)
    note_counts(now=MONDAY + MINUTE)
    assert said(question)[-1] == {"total": 0, "root": merkle.EMPTY.hex()}


def test_after_the_live_part_the_last_number_is_said_at_once(state, conference, question):
    support(state.bolat, question)
    note_counts(now=MONDAY)
    support(state.dana, question)
    assert note_counts(now=MONDAY + SECOND) == 0
    Conference.objects.update(ended_at=MONDAY + SECOND)
    assert note_counts(now=MONDAY + SECOND) == 1
    assert [facts["total"] for facts in said(question)] == [1, 2]


def test_hidden_counts_are_not_in_the_log_until_the_end(state, conference, question):
    hide_counts(conference)
    support(state.bolat, question)
    other = public_question(state, make_conference(state, slug="open"))
    support(state.bolat, other)
    assert note_counts(now=MONDAY) == 1
    assert said(question) == []
    assert len(said(other)) == 1
    Conference.objects.filter(pk=conference.pk).update(ended_at=MONDAY)
    note_counts(now=MONDAY + SECOND)
    assert [facts["total"] for facts in said(question)] == [1]


def test_one_round_counts_only_so_many_and_goes_on_with_the_rest(state, conference, monkeypatch):
    monkeypatch.setattr(support_counts, "AT_ONCE", 3)
    questions = [public_question(state, conference) for _ in range(3)]
    for question in questions:
        support_all(crowd(2, f"of{question.number.lower()}-"), question)
    rounds = [note_counts(now=MONDAY) for _ in range(4)]
    assert rounds == [1, 1, 1, 0]
    assert all(said(question) for question in questions)


def test_who_is_erased_is_linked_to_nothing_and_the_numbers_follow(state, question):
    support(state.bolat, question)
    support(state.dana, question)
    note_counts(now=MONDAY)
    erase_person(person=state.bolat, now=MONDAY + MINUTE)
    assert not Support.objects.filter(person=state.bolat).exists()
    assert supports_of([question.pk]) == {question.pk: 1}
    assert recount() == []
    note_counts(now=MONDAY + MINUTE)
    assert [facts["total"] for facts in said(question)] == [2, 1]
    assert support(state.bolat, question).status == 401
