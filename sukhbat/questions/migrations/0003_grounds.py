"""The closed lists of grounds a new installation starts with; the operator may replace them."""

from django.db import migrations

HIDE = [
    (
        "personal-data",
        "Басқа адамның дербес деректері",
        "Персональные данные другого человека",
        "Personal data of others",
    ),
    ("obscenity", "Былапыт сөздер", "Нецензурная брань", "Obscenity"),
    ("incitement", "Араздықты қоздыру, зорлыққа шақыру", "Разжигание розни, призыв к насилию", "Incitement"),
    ("advertising", "Жарнама", "Реклама", "Advertising"),
    ("secret", "Заңмен қорғалатын құпия", "Тайна, охраняемая законом", "A secret protected by law"),
    (
        "duplicate",
        "Сол адамның дәл осындай сұрағы бар",
        "Повтор вопроса того же человека",
        "Duplicate by the same person",
    ),
    ("author-wish", "Автордың өтініші", "По желанию автора", "The author's wish"),
]
DECLINE = [
    ("no-question", "Мәтінде сұрақ жоқ", "В тексте нет вопроса", "The text holds no question"),
    ("answered-before", "Осы адамға осы мәселе бойынша мәні бойынша жауап берілген, жаңа дерек жоқ",
     "Этому человеку уже ответили по существу, новых обстоятельств нет",
     "This person was already answered on the substance, nothing new is stated"),
    ("court", "Мәселе сотта қаралып жатыр", "Вопрос рассматривает суд", "The matter is before a court"),
    ("outside-state", "Мәселе мемлекеттік органдардың құзыретіне кірмейді",
     "Вопрос вне компетенции государственных органов", "No state body is competent for the matter"),
    ("incitement", "Мәтін тек араздыққа не зорлыққа шақырады", "Текст лишь призывает к розни или насилию",
     "The text only incites"),
]  # fmt: skip


def fill(apps, schema_editor):
    ground = apps.get_model("questions", "Ground")
    for kind, rows in (("hide", HIDE), ("decline", DECLINE)):
        for position, (code, kk, ru, en) in enumerate(rows):
            full_code = code if kind == "hide" else f"decline-{code}"
            ground.objects.create(
                code=full_code, kind=kind, name_kk=kk, name_ru=ru, name_en=en, position=position
            )


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_count_by_trigger")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
