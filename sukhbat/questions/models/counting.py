"""Counters: changes are written beside one another and folded into tallies."""

from django.db import models


class Delta(models.Model):
    """A change of the counters, written by a trigger on Question; folded into Tally by one job."""

    id = models.BigAutoField(primary_key=True)
    conference_id = models.UUIDField(null=True)
    body_id = models.UUIDField()
    arrived_body_id = models.UUIDField(null=True)
    theme_id = models.UUIDField(null=True)
    region_id = models.UUIDField(null=True)
    language = models.CharField(max_length=2)
    stage = models.CharField(max_length=10)
    bucket = models.CharField(max_length=20)
    n = models.IntegerField()


class Tally(models.Model):
    """Counters by scope and facet. A public number is Tally plus the deltas not folded yet: exact at any moment."""

    scope = models.CharField(max_length=12)
    scope_id = models.UUIDField()
    facet = models.CharField(max_length=10)
    value = models.CharField(max_length=40)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "scope_id", "facet", "value"], name="one_tally_per_cell")
        ]
