"""What training draws its batches and varied texts from; torch itself is not installed here."""

import random

from ops.model.batches import Batches
from ops.model.corpus import Concern, Question
from ops.model.variations import in_latin, varied, with_typos
from sukhbat.understanding.as_read import as_read
from sukhbat.understanding.language import detect
from sukhbat.understanding.letters import without_letters


def concern(name: str, *neighbours: str) -> Concern:
    questions = tuple(Question(f"{name} сұрақ нөмірі {n} қашан шешіледі", "kk") for n in range(5))
    return Concern(name, "train", questions=questions, neighbours=neighbours)


CONCERNS = [concern("a", "b"), concern("b", "a"), *(concern(letter) for letter in "cdefgh")]


def batches(seed=1):
    return Batches(CONCERNS, concerns_at_once=4, texts_each=3, seed=seed)


def texts(line: Batches) -> list[list[str]]:
    return [line.batch(chosen).texts for chosen in line.a_round()]


def test_each_concern_comes_in_each_round_and_each_text_of_a_batch_once():
    line = batches()
    for _round in range(5):
        seen = set()
        for batch in map(line.batch, line.a_round()):
            assert len(batch.texts) == len(batch.concerns)
            assert max(batch.concerns.count(number) for number in batch.concerns) == 3
            assert len(set(batch.concerns)) <= 4
            seen |= set(batch.concerns)
        assert seen == set(range(len(CONCERNS)))


def test_near_neighbours_meet_in_one_batch():
    line = batches()
    for _round in range(5):
        assert any({0, 1} <= set(met) for met in line.a_round())


def test_what_a_model_confused_meets_too():
    line = batches()
    line.lookalikes = {2: [5, 6]}
    assert any({2, 5, 6} <= set(met) for _round in range(10) for met in line.a_round())


def test_one_seed_gives_the_same_texts_and_goes_on_where_it_stopped():
    one, other = batches(), batches()
    assert texts(one) == texts(other)
    kept = one.state()
    expected = texts(one)
    fresh = batches(seed=9)
    fresh.set_state(kept)
    assert texts(fresh) == expected


def test_varied_texts_are_still_read_as_their_language():
    text = "Ауылымызда ауыз су жоқ, күнде көлікпен тасимыз, құбыр қашан тартылады?"
    dice = random.Random(1)
    assert detect(without_letters(text)).language == "kk"
    assert as_read(without_letters(text)) != without_letters(text)
    for _ in range(50):
        assert detect(in_latin(text, "kk", dice)).language == "kk"
        assert varied(text, "kk", dice)


def test_typos_are_few_and_short_words_stay():
    dice = random.Random(1)
    assert with_typos("жол", dice) == "жол"
    for _ in range(50):
        assert abs(len(with_typos("тұрғындар", dice)) - 9) <= 2
