"""Beside a question: its asker's key to it, what was not sent yet, what was already reminded of."""

from django.db import models
from django.db.models import Q

from sukhbat.kernel.ids import uuid7
from sukhbat.questions.models.question import Question


class Access(models.Model):
    """Who looked behind a mask or a hidden name, when and why; shown to the question's owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    what = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=["original", "name"]), name="access_to_what"),
        ]


class Draft(models.Model):
    """What someone wrote before saying who they are; a row for seven days, opened by cookie or by mail's link."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secret_hash = models.CharField(max_length=64)
    # Becomes the question's idempotency key, so that one draft is one question however often it is sent.
    key = models.UUIDField(unique=True)
    fields = models.JSONField(default=dict)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)


class Reminder(models.Model):
    """That a due date was noted as near or passed: once per question, due date and distance."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    working_days = models.SmallIntegerField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "due_on", "working_days"], name="one_reminder_each")
        ]
