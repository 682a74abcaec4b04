"""Columns of lemmas in place of words, and one index instead of two.

Existing rows are read into lemmas by the reaction, the newest first, some hundreds a second (search/reactions.py): a
migration that did it would hold up the start by the hour in a large archive. Until then they are not found.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_texts_to_search")]

    operations = [
        migrations.RemoveIndex(model_name="searchtext", name="search_by_word"),
        migrations.RemoveIndex(model_name="searchtext", name="search_by_letters"),
        migrations.RemoveField(model_name="searchtext", name="vector"),
        migrations.AddField(
            model_name="searchtext",
            name="lemmas",
            field=django.contrib.postgres.search.SearchVectorField(default=""),
        ),
        migrations.AddField(
            model_name="searchtext",
            name="folded",
            field=django.contrib.postgres.search.SearchVectorField(default=""),
        ),
        migrations.AddField(
            model_name="searchtext",
            name="reading",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="searchtext",
            index=django.contrib.postgres.indexes.GinIndex(fields=["folded"], name="search_by_lemma"),
        ),
        migrations.AddIndex(
            model_name="searchtext",
            index=models.Index(fields=["reading"], name="search_by_reading"),
        ),
    ]
