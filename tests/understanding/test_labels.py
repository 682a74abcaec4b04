"""A label is one of the questions, fit to stand in a list; its words are real forms that tell it from others."""

import numpy as np
import pytest

from sukhbat.understanding.label_words import background_of, telling_words
from sukhbat.understanding.labels import LONGEST, Asked, labels
from sukhbat.understanding.language import detect
from sukhbat.understanding.personal_data.search import MASK

QUEUE = [
    "Балабақшаға кезек қашан жетеді?",
    "Балабақшада кезек жылжымайды, балам үшке толды",
    "Сколько ещё ждать место в детский сад?",
    "Очередь в детский сад не двигается, ребёнку четыре года, куда обращаться?",
    "Когда дадут место в детском саду моей дочери?",
    "How long do we have to wait for a kindergarten place?",
]
OTHERS = ["Когда починят дорогу в нашем селе?", "Жолды қашан жөндейді?", "When will the road be repaired?"]


def background(*more):
    return background_of((text, detect(text).language) for text in [*QUEUE, *OTHERS, *more])


def labelled(texts, vectors=None, **options):
    alike = np.full((len(texts), 8), 8**-0.5, np.float32) if vectors is None else vectors
    return labels([Asked(text, text) for text in texts], alike, background(*texts), **options)


def test_each_language_gets_a_question_of_its_own():
    found = labelled(QUEUE)
    assert set(found) == {"kk", "ru", "en"}
    for language, label in found.items():
        assert label.key in QUEUE
        assert detect(label.key).language == language


def test_a_language_in_which_nobody_asked_has_no_label():
    assert set(labelled(QUEUE[:2])) == {"kk"}
    assert labelled([]) == {}


def test_the_middle_one_is_taken():
    near, far = [1.0, 0.0], [0.6, 0.8]
    texts = ["Когда дадут место в садике?", "Когда подойдёт очередь в сад?", "Почему сад стоит так дорого?"]
    assert labelled(texts, np.asarray([near, near, far], np.float32))["ru"].key != texts[2]
    assert labelled(texts, np.asarray([far, far, near], np.float32))["ru"].key != texts[2]


@pytest.mark.parametrize(
    "bad",
    [
        "КОГДА ДАДУТ МЕСТО В САДИКЕ МОЕМУ РЕБЁНКУ?",
        "Когда дадут место в садике, пишите на aigul@example.kz?",
        "Когда дадут место в садике, смотрите https://example.kz/1?",
        "Когда дадут место, звоните 87011234567?",
        f"Когда дадут место в садике {MASK}?",
        "Когда дадут место в садике?!!! Сколько можно!!!",
        "Садик?",
        "Когда дадут место в садике? " + "Мы ждём уже очень давно. " * 9,
        "Здравствуйте! Когда дадут место в садике?",
    ],
)
def test_what_should_not_stand_in_a_list_gives_way(bad):
    good = "Когда дадут место в детском саду?"
    assert labelled([bad, good])["ru"].key == good


def test_a_language_with_nothing_fit_has_no_label():
    assert "ru" not in labelled(["Садик? " * 60, f"Когда {MASK} дадут место в садике?"])
    assert "ru" not in labelled(QUEUE, is_fit=lambda text: "сад" not in text)


def test_kazakh_with_its_letters_comes_first():
    without, proper = "Балабакшага кезек кашан жетеди, айтыныздаршы?", "Балабақшаға кезек қашан жетеді?"
    assert labelled([without, proper])["kk"].key == proper
    assert labelled([without])["kk"].key == without


def test_no_label_is_longer_than_promised():
    assert all(len(label.key) <= LONGEST for label in labelled(QUEUE).values())


def test_the_words_are_forms_that_somebody_wrote():
    for label in labelled(QUEUE).values():
        written = {word.strip("?,.").lower() for text in QUEUE for word in text.split()}
        assert label.words
        assert {word.lower() for word in label.words} <= written


def test_the_words_tell_it_from_the_others():
    words = telling_words(
        [text for text in QUEUE if detect(text).language == "ru"], "ru", background(), most=3
    )
    assert "сад" in words
    assert not {"когда", "в", "не"} & set(words)


def test_forms_of_one_word_count_together_and_the_commonest_is_shown():
    texts = ["Цены на лекарства растут", "Почему лекарства дороги?", "Где купить лекарство?"]
    assert telling_words(texts, "ru", background(*texts), most=1) == ["лекарства"]


def test_an_abbreviation_and_a_name_keep_their_capitals():
    texts = ["Почему сдают ЕНТ весной?", "Когда будет ЕНТ в Караганде?", "Отменят ли ЕНТ в городе Караганде?"]
    assert telling_words(texts, "ru", background(*texts), most=2)[0] == "ЕНТ"
    assert any(word.startswith("Караганд") for word in telling_words(texts, "ru", background(*texts), most=3))
