"""What is held follows the log, whatever happens to questions; only comparable texts get vectors."""

from datetime import timedelta

import pytest

from sukhbat.concerns.models import MeaningVector, Membership
from sukhbat.kernel.loops import note_run
from sukhbat.ledger.actions import number_leaves
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question, mask_question, publish_question
from sukhbat.similar.held import Held
from sukhbat.similar.reader import NAME, Reader
from tests.concerns.steps import concern_of, regroup
from tests.people import MONDAY, ask, make_person
from tests.similar.words_embedder import words_embedding

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
SCHOOL = "мектепте орын жоқ балам қайда оқиды"


class World:
    def __init__(self, state, version="words-1"):
        self.state = state
        self.embedding = words_embedding(version)
        self.held = Held(self.embedding.size, self.embedding.zones)
        self.reader = Reader(self.embedding, self.held, lambda: False)

    def load(self):
        number()
        self.reader.load(now=LATER)
        return self

    def turn(self):
        number()
        while self.reader.turn(now=LATER):
            pass

    def near(self, text, *, apart=True):
        vector = self.embedding.embedder.embed([text])[0]
        return [hit.key for hit in self.held.near(vector, count=50, apart=apart)]


def number():
    while number_leaves(now=LATER, window=None):
        pass


def public(state, text, name="aigerim"):
    question = ask(state, text=text, person=state.people.get(name) or make_person(name))
    publish_question(person=state.dana, number=question.number, now=MONDAY)
    return question


@pytest.fixture
def world(state):
    return World(state).load()


def test_a_question_is_found_once_it_is_public(state, world):
    question = ask(state, text=SCHOOL)
    world.turn()
    assert world.held.counts["questions"] == 1
    assert world.near(SCHOOL) == []
    publish_question(person=state.dana, number=question.number, now=MONDAY)
    world.turn()
    assert world.near(SCHOOL) == [question.pk]
    assert MeaningVector.objects.get().version == "words-1"


def test_reading_an_entry_twice_changes_nothing(state, world):
    question = public(state, SCHOOL)
    world.turn()
    world.reader._cursor = -1
    world.turn()
    assert world.near(SCHOOL) == [question.pk]
    assert world.held.counts == {"questions": 1, "public": 1, "concerns": 0}
    assert world.embedding.embedder.texts.count(SCHOOL) == 2  # once made, once asked for above


@pytest.mark.parametrize("how", ["hidden", "withdrawn"])
def test_what_is_hidden_or_withdrawn_is_forgotten_with_its_vector(state, world, how):
    question = public(state, SCHOOL)
    world.turn()
    if how == "hidden":
        hide_question(person=state.dana, number=question.number, ground="obscenity", now=MONDAY)
    else:
        withdraw_question(person=state.aigerim, number=question.number, now=MONDAY)
    world.turn()
    assert world.near(SCHOOL) == []
    assert world.held.counts["questions"] == 0
    assert not MeaningVector.objects.exists()


def test_a_masked_text_gets_another_vector(state, world):
    question = public(state, f"{SCHOOL} Бекзат")
    world.turn()
    before = bytes(MeaningVector.objects.get().packed)
    mask_question(person=state.dana, number=question.number, fragments=["Бекзат"], now=MONDAY)
    world.turn()
    assert bytes(MeaningVector.objects.get().packed) != before
    assert world.near(SCHOOL) == [question.pk]


def test_masking_and_hiding_while_the_process_was_away_are_seen_at_its_start(state, world):
    masked, gone = public(state, f"{SCHOOL} Бекзат"), public(state, "жол шұңқыр толы", "bolat")
    world.turn()
    before = dict(MeaningVector.objects.values_list("question_id", "packed"))
    note_run(NAME, now=MONDAY, done=0)
    mask_question(person=state.dana, number=masked.number, fragments=["Бекзат"], now=MONDAY)
    withdraw_question(person=state.bolat, number=gone.number, now=MONDAY)
    again = World(state).load()
    assert again.near(SCHOOL) == [masked.pk]
    assert bytes(MeaningVector.objects.get().packed) != bytes(before[masked.pk])


def test_a_start_embeds_only_what_has_no_vector_yet(state, world):
    public(state, SCHOOL)
    world.turn()
    new = public(state, "жол шұңқыр толы", "bolat")
    again = World(state).load()
    assert again.embedding.embedder.texts == ["жол шұңқыр толы"]
    assert again.held.counts["questions"] == 2
    assert again.near("жол шұңқыр толы")[0] == new.pk


def test_another_embedder_makes_all_vectors_anew(state, world):
    public(state, SCHOOL)
    world.turn()
    again = World(state, "words-2").load()
    assert again.embedding.embedder.texts == [SCHOOL]
    assert set(MeaningVector.objects.values_list("version", flat=True)) == {"words-2"}


def test_a_text_that_the_embedder_fails_at_stops_no_other(state, world):
    public(state, "unreadable мәтін бар")
    fine = public(state, SCHOOL, "bolat")
    world.turn()
    assert world.near(SCHOOL) == [fine.pk]
    assert MeaningVector.objects.count() == 1


def test_where_questions_stand_is_read_at_the_start_and_followed(state, world):
    some = [public(state, f"{SCHOOL} {word}", f"asker-{word}") for word in ("бір", "екі", "үш")]
    regroup(some)
    concern = concern_of(some[0])
    world.turn()
    assert world.near(SCHOOL, apart=False) == [concern.pk]
    assert World(state).load().near(SCHOOL, apart=False) == [concern.pk]
    regroup([some[0]], [some[1]], [some[2]])
    world.reader.reload_places()
    assert set(world.near(SCHOOL, apart=False)) == {one.pk for one in some}


def test_a_new_question_joins_the_concern_it_is_near_to(state, world, monkeypatch):
    monkeypatch.setattr("sukhbat.similar.held._THIN", 0.0)
    monkeypatch.setattr("sukhbat.similar.held._MORE", 0.0)
    some = [public(state, f"{SCHOOL} {word}", f"asker-{word}") for word in ("бір", "екі", "үш", "төрт")]
    noise = [public(state, " ".join(f"w{n}x{word}" for word in range(6)), f"noise-{n}") for n in range(12)]
    regroup(some, *([one] for one in noise))
    world.turn()
    near, far = (
        public(state, f"{SCHOOL} бес", "new"),
        public(state, "емханада дәрігер жетіспейді қашан келеді", "far"),
    )
    world.turn()
    concern = concern_of(some[0])
    assert concern_of(near) == concern
    assert concern_of(far) is None
    joined = Membership.objects.get(question=near)
    assert (joined.how, joined.version) == ("stream", "words-1")
    assert joined.score > 0.05
    assert world.held._places.concern_of(int(world.held._index.find([near.pk])[0])) == concern.pk


def test_a_whole_page_of_entries_is_read_in_turns(state, world, monkeypatch):
    monkeypatch.setattr("sukhbat.similar.reader.BATCH", 3)
    for number_of in range(5):
        public(state, f"{SCHOOL} {number_of}", f"asker-{number_of}")
    world.turn()
    assert world.held.counts["questions"] == Question.objects.count() == 5
    assert world.reader.lag == 0
