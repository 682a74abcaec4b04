"""Rows without a domain: the installation's own names, switches and the buckets of rate limits."""

from django.db import models


class Site(models.Model):
    """The one installation: what it calls itself and whom it writes as. Always row 1."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name_kk = models.CharField(max_length=80, default="Сұхбат")
    name_ru = models.CharField(max_length=80, default="Сұхбат")
    name_en = models.CharField(max_length=80, default="Sukhbat")
    contact_email = models.EmailField(blank=True, default="")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_site")]


class Switch(models.Model):
    """A kill switch: a row that is off stops what it names, at once and in every process."""

    name = models.CharField(max_length=40, primary_key=True)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()


class Bucket(models.Model):
    """How often one key did one thing within one window; counted by upsert, swept by a job."""

    key = models.CharField(max_length=64)
    window_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_at"], name="one_bucket_per_window")]
        indexes = [models.Index(fields=["window_at"], name="bucket_window")]


class LoopRun(models.Model):
    """When a loop of the jobs process last came round, so that its silence can be seen."""

    name = models.CharField(max_length=40, primary_key=True)
    ran_at = models.DateTimeField()
    done = models.BigIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, default="")
