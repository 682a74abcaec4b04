"""A conference with its texts, times, themes and respondents."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from sukhbat.conferences.rules import Phase, Times, phase
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.localized import localized


class Conference(models.Model):
    """A talk announced ahead: people ask, some are answered live, every other one in writing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    title_kk = models.CharField(max_length=160)
    title_ru = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    summary_kk = models.CharField(max_length=400, blank=True, default="")
    summary_ru = models.CharField(max_length=400, blank=True, default="")
    summary_en = models.CharField(max_length=400, blank=True, default="")
    description_kk = models.TextField(blank=True, default="")
    description_ru = models.TextField(blank=True, default="")
    description_en = models.TextField(blank=True, default="")
    stream_url = models.URLField(blank=True, default="")
    recording_url = models.URLField(blank=True, default="")
    announced_at = models.DateTimeField(null=True, blank=True)
    collecting_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    postponed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # The day the terms of its questions start: the announced day of its end; postponing moves it once.
    terms_start_on = models.DateField()
    terms_moved_at = models.DateTimeField(null=True, blank=True)
    intake_open = models.BooleanField(default=True)
    # Since when the live part is interrupted; None while it goes on.
    paused_at = models.DateTimeField(null=True, blank=True)
    # During the live part: each text waits for a moderator (at most five minutes), or is shown at once and checked
    # afterwards.
    is_premoderated = models.BooleanField(default=True)
    # When everyone whose question was not answered on air had been told; None until then.
    told_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(collecting_at__lt=F("starts_at")) & Q(starts_at__lt=F("ends_at")),
                name="conference_times_in_order",
            )
        ]
        indexes = [models.Index(fields=["starts_at"], name="conference_starts")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return localized(self, "title")

    @property
    def summary(self) -> str:
        return localized(self, "summary")

    @property
    def description(self) -> str:
        return localized(self, "description")

    @property
    def times(self) -> Times:
        return Times(
            announced_at=self.announced_at,
            collecting_at=self.collecting_at,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            opened_at=self.opened_at,
            started_at=self.started_at,
            ended_at=self.ended_at,
            closed_at=self.closed_at,
            postponed_at=self.postponed_at,
            cancelled_at=self.cancelled_at,
        )

    def phase(self, now: datetime) -> Phase:
        """The phase at a moment, by rules.phase."""
        return phase(self.times, now)


class ConferenceTheme(models.Model):
    """A theme a conference is about, in the order shown."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey("bodies.Theme", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "theme"], name="one_theme_per_conference")
        ]


class Respondent(models.Model):
    """Someone who answers in the live part."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="respondents")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    name_kk = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    post_kk = models.CharField(max_length=200)
    post_ru = models.CharField(max_length=200)
    post_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    @property
    def name(self) -> str:
        return localized(self, "name")

    @property
    def post(self) -> str:
        return localized(self, "post")


class PublishedOrder(models.Model):
    """The rule by which questions are chosen for the live part: weights, and the seed that was committed to.

    Published once, before the live part, and never changed (a trigger refuses); only the reveal is added.
    """

    conference = models.OneToOneField(
        Conference, primary_key=True, on_delete=models.CASCADE, related_name="order"
    )
    # Of a hundred places, how many go by support, by quotas and by lot.
    support = models.PositiveSmallIntegerField()
    quota = models.PositiveSmallIntegerField()
    lottery = models.PositiveSmallIntegerField()
    hides_counts = models.BooleanField(default=False)
    # Secret until the end; the commitment to it is public from the start.
    seed = models.BinaryField(max_length=32)
    commitment = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(support__gte=0, quota__gte=0, lottery__gte=0)
                & Q(support=100 - F("quota") - F("lottery")),
                name="order_weights_make_a_hundred",
            )
        ]
