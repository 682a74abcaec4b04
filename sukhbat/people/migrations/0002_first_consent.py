"""The consent text a new installation starts with; the operator publishes further versions."""

from datetime import date

from django.db import migrations

TEXT_KK = (
    "Сұрағым мен мен көрсеткен деректерді осы сайттың иесі мен маған жауап беретін мемлекеттік органның өңдеуіне "
    "келісемін. Сұрақтың мәтіні сайтта жарияланады; атым мен байланыс деректерім менің рұқсатымсыз жарияланбайды. "
    "Келісімді кез келген уақытта қайтарып ала аламын."
)
TEXT_RU = (
    "Я согласен, что мой вопрос и указанные мною данные обработают владелец этого сайта и орган, который мне ответит. "
    "Текст вопроса публикуется на сайте; моё имя и контакты без моего разрешения не публикуются. "
    "Согласие я могу отозвать в любое время."
)
TEXT_EN = (
    "I agree that my question and the details I give are processed by the owner of this site and by the state body "
    "that answers me. The text of the question is published on the site; my name and contacts are not published "
    "without my permission. I may withdraw my consent at any time."
)


def fill(apps, schema_editor):
    apps.get_model("people", "ConsentText").objects.create(
        version=1, text_kk=TEXT_KK, text_ru=TEXT_RU, text_en=TEXT_EN, valid_from=date(2026, 1, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people_and_consent")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
