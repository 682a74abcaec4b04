"""A theme or a place is proposed only when the words leave no doubt."""

import pytest

from sukhbat.questions.proposals import propose

THEMES = {
    "internet": ("Интернет және байланыс", "Интернет и связь", "Internet and telecoms"),
    "roads": ("Жолдар", "Дороги", "Roads"),
    "schools": ("Мектептер", "Школы и детские сады", "Schools and kindergartens"),
}
REGIONS = {
    "10": ("Абай облысы", "область Абай", "Abai Region"),
    "11": ("Ақмола облысы", "Акмолинская область", "Akmola Region"),
    "19": ("Алматы облысы", "Алматинская область", "Almaty Region"),
    "75": ("Алматы қаласы", "город Алматы", "Almaty City"),
}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Когда в ауле будет интернет?", "internet"),
        ("Интернеттің бағасы неге қымбат?", "internet"),
        ("Почему так дорого стоит проезд?", ""),
        ("Когда починят дороги?", "roads"),
        ("Интернет есть, а дороги нет", ""),
        ("", ""),
    ],
)
def test_themes(text, theme):
    assert propose(text, THEMES) == theme


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Ақмола облысында су жоқ", "11"),
        ("В Акмолинской области нет воды", "11"),
        ("В Алматы нет воды", ""),
        ("В нашей области нет воды", ""),
    ],
)
def test_a_word_that_many_names_share_says_nothing(text, region):
    assert propose(text, REGIONS) == region
