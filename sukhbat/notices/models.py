"""Notices, the outbox, what people switched off, their saved searches, and how far each reaction has read the log."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sukhbat.kernel.ids import uuid7
from sukhbat.notices.how_often import Every
from sukhbat.notices.rules import SAVED_SEARCH, Group, Kind, State

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

    It holds no words: they are made when it goes out, of what holds then. A letter of a saved search has the id of
    its Finding for an entry, and no group: it is switched off with its search.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry_id = models.UUIDField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[*_KINDS, (SAVED_SEARCH, SAVED_SEARCH)])
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


class SavedSearch(models.Model):
    """A search that a person wants to hear of: what was typed, what it was narrowed to, and how often they are told.

    Nobody else sees it. ``told_up_to`` is the leaf index up to which all that was new has been told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    query = models.CharField(max_length=200)
    theme = models.ForeignKey(
        "bodies.Theme", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    region = models.ForeignKey(
        "bodies.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Of the questions looked for; the one of the letters is ``language``.
    asked_in = models.CharField(max_length=2, blank=True, default="")
    state = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=2)
    every = models.CharField(max_length=5, choices=[(every.value, every.value) for every in Every])
    told_up_to = models.BigIntegerField()
    next_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "query", "theme", "region", "body", "asked_in", "state"],
                nulls_distinct=False,
                name="one_saved_search_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["kk", "ru", "en"]), name="saved_search_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(every=Every.NEVER, next_at=None)
                | Q(every__in=[Every.DAY, Every.WEEK], next_at__isnull=False),
                name="saved_search_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="saved_search_due")
        ]


class Finding(models.Model):
    """What one letter of a saved search tells: the first of the questions that were new, and how many there were."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="+")
    up_to = models.BigIntegerField()
    questions = ArrayField(models.UUIDField())
    total = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "up_to"], name="one_finding_per_round")]
        indexes = [models.Index(fields=["created_at"], name="finding_by_age")]


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
