"""Supports of questions, one for a person and question, their counters and cancellations."""

from django.db import models

from sukhbat.kernel.ids import uuid7
from sukhbat.questions.models.question import Question


class Support(models.Model):
    """One person wants one question answered. Taking it back or cancelling it by rule keeps the row."""

    pk = models.CompositePrimaryKey("question_id", "person_id")
    # No constraint: its check would hold the question until each batch of supports commits, and two writers and a
    # host who puts it on air wait for each other. Questions are never deleted, and supports.py looks each one up.
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # Keyed hash of the network it came from (kernel.limits), to find brigades without keeping addresses.
    network = models.BinaryField(max_length=16)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        "SupportCancellation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class SupportDelta(models.Model):
    """A change of a question's supports, written by a trigger on Support; folded into SupportTally by one job."""

    id = models.BigAutoField(primary_key=True)
    question_id = models.UUIDField()
    n = models.IntegerField()

    class Meta:
        # A number is read after each batch, while the rows that were folded wait to be cleared away.
        indexes = [models.Index(fields=["question_id"], name="support_delta_by_question")]


class SupportTally(models.Model):
    """Supports by question. The number is the tally plus the deltas not folded yet: exact at any moment."""

    question = models.OneToOneField(Question, primary_key=True, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(
        "conferences.Conference", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    n = models.IntegerField()
    # What the last supports_counted entry of the log said, and when.
    counted = models.IntegerField(default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["conference", "-n"], name="tally_by_conference")]


class SupportCancellation(models.Model):
    """A coordinator cancelled supports of a conference by a rule, after a preview; the rows stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="+")
    # The closed set of facts of the rule: how many from one network within how many seconds, from when to when.
    rule = models.JSONField()
    reason = models.CharField(max_length=500)
    cancelled = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
