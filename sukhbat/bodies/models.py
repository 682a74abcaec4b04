"""Regions, themes and bodies as trees; officers and competences with their validity."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from sukhbat.bodies.rules import Role
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.localized import kazakh_sort_key, localized


class Named(models.Model):
    """A row with an official name in three languages and a sort key for Kazakh."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    sort_kk = models.CharField(max_length=200, editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_kk = kazakh_sort_key(self.name_kk)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return localized(self, "name")


class Region(Named):
    """A place in the administrative tree, down to a rural okrug; the slug is its official code."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    tile_row = models.SmallIntegerField(null=True, blank=True)
    tile_col = models.SmallIntegerField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)


class Body(Named):
    """A state body that owes answers."""

    kind = models.CharField(max_length=30)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    coordinates = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coordinates"], condition=Q(coordinates=True), name="one_coordinator"
            )
        ]


class Theme(Named):
    """What a question is about, and who answers for it by default."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    default_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Competence(models.Model):
    """Body × theme × region: who must answer. An empty theme or region means any."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "region"],
                condition=Q(valid_until=None),
                nulls_distinct=False,
                name="one_open_competence",
            ),
            models.CheckConstraint(
                condition=Q(theme__isnull=False) | Q(region__isnull=False), name="competence_names_something"
            ),
        ]


class DateSpan(Func):
    function = "daterange"
    output_field = models.TextField()


class Officer(models.Model):
    """A person acting for a body in one role, from a day until another (exclusive)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    post_kk = models.CharField(max_length=160, blank=True, default="")
    post_ru = models.CharField(max_length=160, blank=True, default="")
    post_en = models.CharField(max_length=160, blank=True, default="")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
                name="officer_span_is_forward",
            ),
            ExclusionConstraint(
                name="officer_role_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("body", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateSpan("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    @property
    def post(self) -> str:
        return localized(self, "post")


class Succession(models.Model):
    """A body's open questions went to its successor in one act: no hop, no restart; ``moved`` counts questions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    moved = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(body=F("successor")), name="succession_changes_the_body"),
        ]


class ImportPlan(models.Model):
    """Uploaded files between their dry run and the word to apply exactly them; kept for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10)
    # A list of {"name", "content"}, the content in base64, as it came.
    files = models.JSONField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_index=True)
    applied_at = models.DateTimeField(null=True)
    report = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["directory", "calendar"]), name="import_kind_is_known"
            ),
        ]
