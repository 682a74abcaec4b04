"""An edition of the published order keeps why its places are so, and what it was made from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0009_supports_do_not_hold_their_question")]

    operations = [
        migrations.AddField("orderedition", "reasons", models.JSONField(default=list)),
        migrations.AddField("orderedition", "size", models.PositiveIntegerField(default=0)),
        migrations.AddField("orderedition", "aired", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="OrderInput",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="questions.orderedition",
                    ),
                ),
                ("packed", models.BinaryField()),
            ],
        ),
    ]
