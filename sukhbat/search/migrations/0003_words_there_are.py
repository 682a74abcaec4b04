"""Which words and lemmas stand in texts, for typing errors and for the weight of a word."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_lemmas")]

    operations = [
        migrations.CreateModel(
            name="SearchLemma",
            fields=[
                ("lemma", models.CharField(max_length=48, primary_key=True, serialize=False)),
                ("seen", models.IntegerField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["lemma"], name="search_lemma_alike", opclasses=["gin_trgm_ops"]
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("seen", models.IntegerField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_alike", opclasses=["gin_trgm_ops"]
                    )
                ]
            },
        ),
    ]
