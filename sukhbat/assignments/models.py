"""Who holds a question, where it was sent on to, how much longer it may take, and officials' own notes."""

from django.db import models
from django.db.models import F, Q

from sukhbat.kernel.ids import uuid7


class Assignment(models.Model):
    """An executor holds a question, until ``ended_at``. One question has one open assignment at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey("questions.Question", on_delete=models.PROTECT, related_name="+")
    executor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Why the executor gave it back; seen inside the body only.
    returned_why = models.CharField(max_length=2_000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(ended_at=None), name="one_open_assignment_per_question"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("assigned_at")), name="assignment_ends_later"
            ),
        ]
        indexes = [
            models.Index(fields=["executor"], condition=Q(ended_at=None), name="assignment_open_by_executor")
        ]


class Redirect(models.Model):
    """A question went from one body to another. The reason is public, in the language it was written in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey("questions.Question", on_delete=models.PROTECT, related_name="+")
    from_body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    hop = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=2_000)
    language = models.CharField(max_length=2)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "hop"], name="one_redirect_per_hop"),
            models.CheckConstraint(condition=~Q(from_body=F("to_body")), name="redirect_changes_the_body"),
        ]


class Extension(models.Model):
    """The due date moved once, by working days, with a public reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.OneToOneField("questions.Question", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    old_due_on = models.DateField()
    due_on = models.DateField()
    reason = models.CharField(max_length=2_000)
    language = models.CharField(max_length=2)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("old_due_on")), name="extension_moves_later")
        ]


class Decline(models.Model):
    """A body declined a question on a ground of the closed list; the explanation is public."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.OneToOneField("questions.Question", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    ground = models.ForeignKey("questions.Ground", on_delete=models.PROTECT, related_name="+")
    explanation = models.CharField(max_length=2_000)
    language = models.CharField(max_length=2)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class PrivateNote(models.Model):
    """What an official writes to colleagues; never seen outside the body, also not after a redirect."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey("questions.Question", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=4_000)
    at = models.DateTimeField()
