"""Flags of obscenity, abuse and spam: what is found in disguise, and what is left alone."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sukhbat.understanding.flags import Flag, flags_of
from sukhbat.understanding.flags.lists import ADS, PHRASES, TRIGGERS

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "corpus" / "questions.tsv"
MOST_FALSE_ALARMS_PER_THOUSAND = 1.0
ABUSIVE = {Flag.OBSCENE, Flag.ABUSE}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


DISGUISED = [
    "сука", "СУКА", "сууукааа", "с у к а", "с-у-к-а", "с.у.к.а", "с_у_к_а", "cукa", "сyka", "cyka", "suka", "с😀у😀к😀а",
    "с\u200bу\u200bк\u200bа", "с\u0336у\u0336к\u0336а", "ｓｕｋａ", "х*й", "х**", "п***ц", "б#я", "бл@дь", "пи3дец", "6лять",
    "xyй", "хуй", "хуууй", "н а х у й", "пиз дец", "blyad", "pizdec", "naxuy", "ебаный", "заебали", "долбоёб", "долб0еб",
    "қотақ", "котак", "қотағым", "qotaq", "сігейін", "sigeyin", "көтіңді", "f.u.c.k", "fuuuck", "f*ck", "sh1t", "a$$hole", "𝒇𝒖𝒄𝒌",
]  # fmt: skip


@pytest.mark.parametrize("written", DISGUISED)
@pytest.mark.parametrize(
    "around", ["{}", "когда {} дадут воду", "Су қашан болады, {}, айтыңызшы?", "Water {} again!"]
)
def test_an_obscene_word_is_found_however_it_is_written(written: str, around: str) -> None:
    assert Flag.OBSCENE in flags_of(around.format(written))


ORDINARY = [
    "страхование",
    "застраховать",
    "употреблять",
    "потреблять",
    "хлебница",
    "команда",
    "командировка",
    "Хуторской",
    "хуторок",
    "сукно",
    "суконный",
    "мандат",
    "мандарин",
    "интернет",
    "оскорблять",
    "корабля",
    "рубля",
    "сабля",
    "ослабление",
    "небезопасно",
    "учебник",
    "лечебный",
    "судебный",
    "погреб",
    "себя",
    "тебе",
    "Херсон",
    "херувим",
    "педагог",
    "педиатр",
    "педикюр",
    "скипидар",
    "бляха",
    "психушка",
    "мудрый",
    "мудрость",
    "гондола",
    "гавань",
    "говение",
    "сучок",
    "сразу",
    "страна",
    "сроки",
    "ссылка",
    "ссуда",
    "трахея",
    "трахома",
    "минута",
    "дебет",
    "ебенек",
    "Себастьян",
    "психология",
    "застрахуй",
    "перебежал",
    "колебания",
    "требовать",
    "худой",
    "сход",
    "блюдо",
    "тварный",
    "творог",
    "уродился",
    "народ",
    "город",
    "огород",
    "идеал",
    "скотовод",
    "баранина",
    "козлёнок",
    "осёл",
    "ослик",
    "свинина",
    "собака",
    "сукцессия",
    "қотан",
    "котан",
    "көтеру",
    "көтерме",
    "көтерілді",
    "көтеремін",
    "аман",
    "амандық",
    "амал",
    "амангелді",
    "Аманжол",
    "бокс",
    "қабақ",
    "сиқыр",
    "сиыр",
    "сікіре",
    "сұқ",
    "суық",
    "суға",
    "шошқа",
    "ит",
    "иттер",
    "мал",
    "малшы",
    "есек",
    "жалақы",
    "жалпы",
    "қанша",
    "итбалық",
    "көтек",
    "сіңлі",
    "сіңір",
    "боқша",
    "баққан",
    "тексеру",
    "жеткізу",
    "жындыхана",
    "class",
    "assess",
    "assume",
    "passage",
    "Scunthorpe",
    "shiitake",
    "cocktail",
    "Dickens",
    "analysis",
    "title",
    "button",
    "hello",
    "her",
    "job",
    "hue",
    "curriculum",
    "therapist",
]


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_words_are_left_alone(word: str) -> None:
    assert flags_of(f"Прошу объяснить: {word}, ауылда су жоқ, water") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Министр врёт, и судьи берут взятки. Уволить весь акимат! Позор!",
        "Халықтың ақшасын ұрлап жатырсыздар, ұялыңыздар, отставкаға кетіңіздер!",
        "You are corrupt, you stole our money and you must resign.",
        "Учительница назвала моего сына дебилом при всём классе. Куда жаловаться?",
        "Мұғалім баламды «ақымақ» деп балағаттады",
        "Сука щенится дважды в год, есть ли бесплатная стерилизация?",
        "Вы держите нас за идиотов? Мы не идиоты.",
        "Запретите онлайн-казино и микрозаймы без отказа, люди теряют квартиры!",
        "Мошенники в Телеграм-канале обещают заработок от 50 000 в день, примите меры",
        "ПОЧЕМУ ОПЯТЬ НЕТ ВОДЫ!!! СКОЛЬКО МОЖНО!!!",
        "Звоните 8 701 234 56 78 после шести, крыша течёт",
        "тел: +7 747 990 11 22, қоңырау шалыңыздар, су жоқ",
        "Пишите мне в ватсап 87012345678, фото свалки есть",
        "Почему нет света, почему нет воды, почему нет газа, почему нет дороги?",
        "Мысықты тірідей көміпті, полиция қайда?",
        "Бірінші ipod қайда?",
        "Чтобы дети не сгорели, поставьте датчики",
        "Портал https://egov.kz/cms/ru не открывается, и gov.kz тоже",
    ],
)
def test_criticism_and_complaints_are_no_abuse_and_no_spam(text: str) -> None:
    assert flags_of(text) == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Вы все там идиоты и ублюдки", Flag.ABUSE),
        ("Чтоб вы сдохли со своими штрафами", Flag.ABUSE),
        ("Я вас всех найду и зарежу", Flag.ABUSE),
        ("Сендер иттің баласысыңдар, аузыңды жап", Flag.ABUSE),
        ("Қарғыс атсын сендерді", Flag.ABUSE),
        ("You stupid pigs, go to hell", Flag.ABUSE),
        ("Заработок без вложений от 30 000 тг в день! Пиши в WhatsApp +7 707 111 22 33", Flag.SPAM),
        ("Каналымызға жазыл, күнде ұтыс ойын: https://t.me/utys_kz", Flag.SPAM),
        ("Earn $500 a day from home, click here http://easy-cash.biz", Flag.SPAM),
        ("ааааааааааааааааааааа", Flag.SPAM),
        ("тест тест тест тест тест тест тест", Flag.SPAM),
        ("Пластиковые трубы Астана, пластиковые трубы купить, пластиковые трубы оптом", Flag.SPAM),
        ("Каждой семье компенсация, анкета на kaspi-help.site", Flag.SPAM),
        ("Табыс үйде отырып, + деп жаз", Flag.SPAM),
        ("Прогноз на футбол, фрибет новичкам", Flag.SPAM),
        ("Мы вас ещё подкараулим у подъезда", Flag.ABUSE),
        ("Смотри, чтобы с твоей дочкой ничего не случилось", Flag.ABUSE),
        ("Жалғыз жүрме, түбі өкініп қаласың", Flag.ABUSE),
        ("Вы просто изверги", Flag.ABUSE),
        ("Что за дебил это подписал", Flag.ABUSE),
        ("фывапролджэ фывапр олджэ", Flag.SPAM),
        ("http://a.top http://b.top http://c.top", Flag.SPAM),
    ],
)
def test_what_is_meant_for_a_person_or_a_purse_is_flagged(text: str, flag: Flag) -> None:
    assert flag in flags_of(text)


def test_no_more_than_one_question_of_a_thousand_is_flagged_in_vain() -> None:
    texts = [row["text"] for row in rows(CORPUS)]
    flagged = [text for text in texts if flags_of(text)]
    assert len(texts) > 12_000
    assert len(flagged) <= len(texts) * MOST_FALSE_ALARMS_PER_THOUSAND / 1_000, flagged
    assert not any(set(flags_of(text)) & ABUSIVE for text in flagged)


def test_what_was_once_missed_and_mended_stays_found() -> None:
    """Not a measure of quality: these texts were seen. The first runs stand in docs/understanding.md."""
    found: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    false = []
    for row in rows(HERE / "texts.tsv"):
        flags = set(flags_of(row["text"]))
        labels = {"abuse": bool(flags & ABUSIVE), "spam": Flag.SPAM in flags}
        if row["label"] == "clean":
            false += [row["text"]] if flags else []
        else:
            asked[row["label"], row["lang"]] += 1
            found[row["label"], row["lang"]] += labels[row["label"]]
    least = {"abuse": 0.94, "spam": 0.79}
    for (label, language), count in asked.items():
        assert found[label, language] / count >= least[label], (label, language)
    assert len(false) <= 3, false


def test_every_phrase_can_be_looked_for() -> None:
    assert PHRASES
    assert ADS
    assert all(phrase.triggers for _bit, phrase in (*PHRASES, *ADS))
    assert len({bit for bit, _phrase in (*PHRASES, *ADS)}) == len(PHRASES) + len(ADS)
    assert all(
        trigger.startswith(start) for start, triggers in TRIGGERS.items() for trigger, _bits in triggers
    )


def test_latin_kazakh_and_russian_are_read_whether_or_not_the_language_is_known() -> None:
    text = "nagyz akymak ekensin, su kashan bolady osy auylda"
    assert Flag.ABUSE in flags_of(text)
    assert flags_of(text, language="kk") == flags_of(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_flags_without_raising_and_always_the_same(text: str) -> None:
    assert flags_of(text) == flags_of(text)


@pytest.mark.parametrize(
    "piece",
    [
        "а",
        "ab ",
        "х у ",
        "п***",
        "!!",
        "😀",
        "a.b",
        "сука",
        "вы ",
        "http://a.b ",
        "👉1",
        "ʼ’'",
        "к" * 50 + " ",
    ],
)
@pytest.mark.slow
def test_a_megabyte_costs_seconds_at_most(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    flags_of(text)
    assert time.process_time() - begun < 10
