"""What plain search reads: each public question and signed answer, folded; how far the log was read."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchText(models.Model):
    """One public question. ``words`` is for typing errors, ``vector`` for words; both are folded alike."""

    question = models.OneToOneField(
        "questions.Question", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=2)
    words = models.TextField()
    answer_words = models.TextField(blank=True, default="")
    # Made by the database from the words: weight A for the question, B for the answer (migration 0001).
    vector = models.GeneratedField(
        expression=models.expressions.RawSQL(
            "setweight(to_tsvector('simple'::regconfig, words), 'A') || "
            "setweight(to_tsvector('simple'::regconfig, answer_words), 'B')",
            (),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_by_word"),
            GinIndex(fields=["words"], name="search_by_letters", opclasses=["gin_trgm_ops"]),
        ]


class Cursor(models.Model):
    """How far a reaction of this app has read the log; moves in the transaction of what it wrote."""

    name = models.CharField(max_length=40, primary_key=True)
    index = models.BigIntegerField(default=-1)
