import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.language import detect

SAMPLE = {
    "kk": [
        "Ауылымызға көпір қашан салынады?",
        "Емханада дәрігер жетіспейді, қабылдауға жазыла алмаймыз.",
        "Сәлеметсіз бе! Балабақша кезегі туралы сұрағым бар еді.",
        "Автобус неге кешігеді",
        "Поликлиникада талон жоқ, регистратура телефон көтермейді",
        "Жол",
    ],
    "kk without its letters": [
        "ауылымызга копир кашан салынады",
        "дарыгер жетиспейди, кабылдауга жазыла алмаймыз",
        "су ай сайын кымбаттап жатыр, неге",
        "мугалимдердин айлыгы качан котериледи",
        "колик жургизуге руксат алу киын болып кетти",
    ],
    "kk in Latin script": [
        "aulymyzga kopir qashan salynady",
        "dariger jetispeidi, kezekte turamyz",
        "zhol nege zhondelmeydi",
        "mektepte oryn joq, balamdy almaidy",
    ],
    "ru": [
        "Когда построят мост через реку?",
        "в поликлинике нет врачей, записаться невозможно",
        "Здравствуйте! У меня вопрос об очереди в детский сад.",
        "Почему в ауле Қарасу третий день нет воды?",
        "YouTube и WhatsApp не открываются",
        "отремонтируйте лифт",
    ],
    "ru in Latin script": [
        "pochemu v shkole holodno",
        "kogda otremontiruyut dorogu do aula",
        "net vody uzhe tretiy den, skolko mozhno",
    ],
    "en": [
        "When will the bridge be built?",
        "There are no doctors at our clinic.",
        "my pension was counted wrongly",
        "Please repair the lift in our building",
    ],
    "mixed": [
        "Жол қашан жөнделеді, көп күттік. Когда отремонтируют дорогу в нашем селе, мы давно ждём",
        "Why is the internet so expensive? Почему интернет такой дорогой и когда снизят цены?",
    ],
    "und": ["", "12345 ?!", "為什麼水費這麼貴", "👍👍👍", "\ud800"],
}


@pytest.mark.parametrize(
    ("language", "text"), [(name.split()[0], text) for name, texts in SAMPLE.items() for text in texts]
)
def test_detect(language: str, text: str) -> None:
    assert detect(text).language == language


def test_a_long_clear_text_is_surer_than_one_doubtful_word() -> None:
    assert detect(SAMPLE["kk"][1]).confidence > 0.9 > detect("интернет").confidence


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_gets_a_guess(text: str) -> None:
    assert 0 <= detect(text).confidence <= 1


@pytest.mark.parametrize("unit", ["а", "ы ", "a", "a'", "qy ", "ә", "К.", "1", "\u0301"])
def test_a_megabyte_is_quick(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    detect(text)
    assert time.process_time() - started < 1
