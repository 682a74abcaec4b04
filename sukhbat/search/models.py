"""What search reads: public questions and their answers as lemmas; which words there are; how far the log was read."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchText(models.Model):
    """One public question with its answer.

    ``words`` and ``answer_words`` are folded, for counting. ``lemmas``, of the question only, have their letters, and
    each word as it stands with "=" before it; ``folded`` are without Kazakh letters. The weights: A a question's own
    lemmas, B its roots, C an answer's own, D its roots. Whatever matches ``lemmas`` matches ``folded``, so that one
    alone is indexed; it finds, the other one only ranks.
    """

    question = models.OneToOneField(
        "questions.Question", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=2)
    words = models.TextField()
    answer_words = models.TextField(blank=True, default="")
    lemmas = SearchVectorField(default="")
    folded = SearchVectorField(default="")
    # By which reading of texts the lemmas were made; 0 before the first. Others are made anew by a job.
    reading = models.SmallIntegerField(default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["folded"], name="search_by_lemma"),
            models.Index(fields=["reading"], name="search_by_reading"),
        ]


class SearchWord(models.Model):
    """A folded word that stands in texts: what a typing error may have meant. ``seen``: in how many texts."""

    word = models.CharField(max_length=40, primary_key=True)
    seen = models.IntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], name="search_word_alike", opclasses=["gin_trgm_ops"])]


class SearchLemma(models.Model):
    """A folded lemma and in how many texts it stands: the rarer, the more it says. "" counts the texts."""

    lemma = models.CharField(max_length=48, primary_key=True)
    seen = models.IntegerField()

    class Meta:
        indexes = [GinIndex(fields=["lemma"], name="search_lemma_alike", opclasses=["gin_trgm_ops"])]


class Cursor(models.Model):
    """How far a reaction of this app has read the log; moves in the transaction of what it wrote."""

    name = models.CharField(max_length=40, primary_key=True)
    index = models.BigIntegerField(default=-1)
