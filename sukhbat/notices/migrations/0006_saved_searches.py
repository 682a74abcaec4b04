"""Searches that people save, and what letters told of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sukhbat.kernel.ids

KINDS = [
    "received",
    "published",
    "masked",
    "hidden",
    "name_hidden",
    "assigned",
    "redirected",
    "extended",
    "due_moved",
    "due_recounted",
    "succeeded",
    "on_air",
    "answered_live",
    "in_writing",
    "confirmed",
    "answered",
    "answered_for_all",
    "back_in_work",
    "together",
    "declined",
    "withdrawn",
    "closed",
    "new",
    "remainder",
    "arrived",
    "left",
    "taken_back",
    "yours",
    "not_yours",
    "to_sign",
    "sent_back",
    "signed",
    "came_back",
    "all_to_sign",
    "all_sent_back",
    "all_signed",
    "unassigned",
    "inherited",
    "new_date",
    "due_near",
    "overdue",
    "saved_search",
]


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0002_successions_and_imports"),
        ("notices", "0005_kind_of_concerns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=20),
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sukhbat.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("query", models.CharField(max_length=200)),
                ("asked_in", models.CharField(blank=True, default="", max_length=2)),
                ("state", models.CharField(blank=True, default="", max_length=20)),
                ("language", models.CharField(max_length=2)),
                (
                    "every",
                    models.CharField(
                        choices=[("day", "day"), ("week", "week"), ("never", "never")], max_length=5
                    ),
                ),
                ("told_up_to", models.BigIntegerField()),
                ("next_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.region",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.theme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sukhbat.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("up_to", models.BigIntegerField()),
                (
                    "questions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("total", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="notices.savedsearch",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="savedsearch",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="saved_search_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                fields=("person", "query", "theme", "region", "body", "asked_in", "state"),
                name="one_saved_search_of_a_kind",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["kk", "ru", "en"])),
                name="saved_search_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("every", "never"), ("next_at", None)),
                    models.Q(("every__in", ["day", "week"]), ("next_at__isnull", False)),
                    _connector="OR",
                ),
                name="saved_search_has_its_time",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["created_at"], name="finding_by_age"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("search", "up_to"), name="one_finding_per_round"),
        ),
    ]
