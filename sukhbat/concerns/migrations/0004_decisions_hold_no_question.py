"""A decision names its questions without holding them: an asker who parts and an official who merges never wait in a ring."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0003_changes_are_noted_by_triggers"),
        ("questions", "0012_those_with_findings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.question",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="second",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.question",
            ),
        ),
    ]
