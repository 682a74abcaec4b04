"""Notices, the outbox, what people switched off, and how far each reaction has read the log."""

from django.db import models
from django.db.models import Q

from sukhbat.kernel.ids import uuid7
from sukhbat.notices.rules import Group, Kind, State

_GROUPS = [(group.value, group.value) for group in Group if group.value]
_KINDS = [(kind.value, kind.value) for kind in Kind]


class Notice(models.Model):
    """That a person was told of an entry: once, by the primary key. Partitioned by the entry's time."""

    pk = models.CompositePrimaryKey("entry_id", "person_id")
    entry_id = models.UUIDField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=_KINDS)
    number = models.CharField(max_length=9)
    language = models.CharField(max_length=2)
    # Codes and days of the entry, never words: the sentence is made when it is read.
    params = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-entry_id"], name="notices_notice_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notices_notice_unread"),
        ]


class Letter(models.Model):
    """The outbox: one letter per person and entry, tried until it is sent, refused or given up.

    It holds no words: they are made when it goes out, of what holds then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry_id = models.UUIDField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_KINDS)
    group = models.CharField(max_length=10, blank=True, default="", choices=_GROUPS)
    to = models.EmailField()
    language = models.CharField(max_length=2)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "person"], name="one_letter_per_person_and_entry"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="letter_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state="waiting"), name="letter_waiting"),
            models.Index(fields=["created_at"], condition=~Q(state="waiting"), name="letter_done"),
        ]


class Preference(models.Model):
    """Whether a person wants mail of a group; no row means yes."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=10, choices=_GROUPS)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="one_preference_per_group")]


class Cursor(models.Model):
    """The last leaf index a reaction has dealt with."""

    reaction = models.CharField(max_length=40, primary_key=True)
    index = models.BigIntegerField(default=-1)


class Unfinished(models.Model):
    """An entry that a reaction could not deal with: kept and tried again, while the others go on."""

    entry_id = models.UUIDField(primary_key=True)
    index = models.BigIntegerField(unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    failure = models.CharField(max_length=200, blank=True, default="")


class DemoMail(models.Model):
    """A mail the demo shows on a page instead of sending it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    to = models.CharField(max_length=320, db_index=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict)

    @property
    def language(self) -> str:
        """The language its headers name, or ''."""
        return str(self.headers.get("Content-Language", ""))
