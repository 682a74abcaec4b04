"""Russian names of holidays where the `holidays` library has none, by country and its English name."""

RUSSIAN: dict[str, dict[str, str]] = {
    "KZ": {
        "New Year's Day": "Новый год",
        "Orthodox Christmas": "Православное Рождество",
        "International Women's Day": "Международный женский день",
        "Nowruz Holiday": "Наурыз мейрамы",
        "Kazakhstan's People Solidarity Holiday": "Праздник единства народа Казахстана",
        "Defender of the Fatherland Day": "День защитника Отечества",
        "Victory Day": "День Победы",
        "Capital Day": "День столицы",
        "Constitution Day": "День Конституции Республики Казахстан",
        "Republic Day": "День Республики",
        "First President Day": "День Первого Президента Республики Казахстан",
        "Independence Day": "День Независимости",
        "Eid al-Adha": "Курбан айт",
    }
}
