import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sukhbat.concerns.rules
import sukhbat.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0002_successions_and_imports"),
        ("questions", "0012_those_with_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE concerns_number AS integer", "DROP SEQUENCE concerns_number"),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sukhbat.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        db_default=models.Func(
                            models.Value("concerns_number"),
                            function="nextval",
                            output_field=models.BigIntegerField(),
                        ),
                        unique=True,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("concern_id", models.UUIDField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("act", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=8)),
                ("role", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questions.question"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questions.question"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernCell",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("facet", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=40)),
                ("questions", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("public_questions", models.PositiveIntegerField()),
                ("public_people", models.PositiveIntegerField()),
                (
                    "concern",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Undoing",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="undoing",
                        serialize=False,
                        to="concerns.decision",
                    ),
                ),
                ("act", models.UUIDField()),
                ("role", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questions.question",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeaningVector",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="questions.question",
                    ),
                ),
                ("version", models.CharField(max_length=64)),
                ("packed", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["version", "question"], name="vector_by_version")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="questions.question",
                    ),
                ),
                ("score", models.FloatField(null=True)),
                ("version", models.CharField(blank=True, default="", max_length=64)),
                ("how", models.CharField(max_length=6)),
                ("since_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "concern",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MergeProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sukhbat.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True, default=sukhbat.concerns.rules.Verdict["OPEN"], max_length=8
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="concerns.concern"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="concerns.concern"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PastMembership",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("score", models.FloatField(null=True)),
                ("version", models.CharField(blank=True, default="", max_length=64)),
                ("how", models.CharField(max_length=6)),
                ("since_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField()),
                ("why", models.CharField(max_length=10)),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="concerns.concern"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="concerns.concern",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questions.question",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernTally",
            fields=[
                (
                    "concern",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="concerns.concern",
                    ),
                ),
                ("questions", models.PositiveIntegerField(default=0)),
                ("people", models.PositiveIntegerField(default=0)),
                ("in_work", models.PositiveIntegerField(default=0)),
                ("public_questions", models.PositiveIntegerField(default=0)),
                ("public_people", models.PositiveIntegerField(default=0)),
                ("due_on", models.DateField(null=True)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["-public_people"], name="tally_by_public_people")],
            },
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="concern_not_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("ended_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="concern_ends_later",
            ),
        ),
        migrations.AddIndex(
            model_name="concerncell",
            index=models.Index(fields=["facet", "value"], name="cell_by_value"),
        ),
        migrations.AddConstraint(
            model_name="concerncell",
            constraint=models.UniqueConstraint(
                fields=("concern", "facet", "value"), name="one_cell_per_value"
            ),
        ),
        migrations.AddConstraint(
            model_name="concerncell",
            constraint=models.CheckConstraint(
                condition=models.Q(("facet__in", ["language", "region", "theme", "week"])),
                name="cell_facet_is_known",
            ),
        ),
        migrations.AddField(
            model_name="undoing",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["together", "apart"])), name="decision_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True),
                name="decision_of_two_questions",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("into", None), ("kind", "apart"), ("left__isnull", False), ("merged", None)),
                    models.Q(("into__isnull", False), ("kind", "together"), ("left", None)),
                    _connector="OR",
                ),
                name="apart_leaves_together_joins",
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(fields=("concern", "language"), name="one_label_per_language"),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["kk", "ru", "en"])), name="label_language_known"
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["concern", "question"], name="membership_by_concern"),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                condition=models.Q(("told_at", None)), fields=["since_at"], name="membership_untold"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["stream", "bulk", "person"])), name="membership_how_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("told_at", None), ("told_at__gte", models.F("since_at")), _connector="OR"
                ),
                name="told_after_it_stood_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="mergeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("concern", models.F("into")), _negated=True), name="merge_of_two_concerns"
            ),
        ),
        migrations.AddConstraint(
            model_name="mergeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("verdict", "")),
                    models.Q(("decided_at__isnull", False), ("verdict__in", ["merged", "declined"])),
                    _connector="OR",
                ),
                name="proposal_verdict_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mergeproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "")),
                fields=("concern", "into"),
                name="one_open_proposal_for_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why__in", ["regrouped", "parted", "joined", "merged", "split", "undone", "redirected"])
                ),
                name="left_for_a_known_reason",
            ),
        ),
    ]
