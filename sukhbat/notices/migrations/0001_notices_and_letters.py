"""Notices partitioned by the time in their entry's id, the outbox, preferences and cursors."""

from datetime import UTC, datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sukhbat.kernel.ids
from sukhbat.kernel.partitions import ensure_quarters

KINDS = (
    "received", "published", "masked", "hidden", "assigned", "redirected", "extended", "due_moved",
    "due_recounted", "succeeded", "answered", "declined", "withdrawn", "closed", "new", "arrived", "left",
    "taken_back", "yours", "not_yours", "to_sign", "sent_back", "signed", "unassigned", "inherited",
    "new_date", "due_near", "overdue",
)  # fmt: skip
GROUPS = ("progress", "new", "work", "deadlines")
STATES = ["waiting", "sent", "bounced", "given_up"]

NOTICE = """
CREATE TABLE notices_notice (
    entry_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED,
    kind varchar(20) NOT NULL,
    number varchar(9) NOT NULL,
    language varchar(2) NOT NULL,
    params jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (entry_id, person_id)
) PARTITION BY RANGE (entry_id);
CREATE INDEX notices_notice_person ON notices_notice (person_id, entry_id DESC);
CREATE INDEX notices_notice_unread ON notices_notice (person_id) WHERE read_at IS NULL;
"""


def make_partitions(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        ensure_quarters(cursor, "notices_notice", start=datetime(2026, 1, 1, tzinfo=UTC), count=12)


def _choices(values):
    return [(value, value) for value in values]


def _key():
    return models.UUIDField(
        default=sukhbat.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
    )


def _person(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **options,
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_people_and_consent")]
    operations = [
        # Django cannot say "partitioned", so the table is made by hand and the model is told of it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "entry_id",
                                "person_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("entry_id", models.UUIDField()),
                        ("kind", models.CharField(choices=_choices(KINDS), max_length=20)),
                        ("number", models.CharField(max_length=9)),
                        ("language", models.CharField(max_length=2)),
                        ("params", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("person", _person(db_index=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-entry_id"], name="notices_notice_person"),
                            models.Index(
                                condition=models.Q(("read_at", None)),
                                fields=["person"],
                                name="notices_notice_unread",
                            ),
                        ],
                    },
                )
            ],
            database_operations=[migrations.RunSQL(NOTICE, "DROP TABLE notices_notice")],
        ),
        migrations.RunPython(make_partitions, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", _key()),
                ("entry_id", models.UUIDField()),
                (
                    "group",
                    models.CharField(blank=True, choices=_choices(GROUPS), default="", max_length=10),
                ),
                ("to", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(max_length=250)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, default="", max_length=200)),
                ("person", _person()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry_id", "person"), name="one_letter_per_person_and_entry"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(state__in=STATES), name="letter_state_is_known"
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(state="waiting"),
                        fields=["next_try_at", "id"],
                        name="letter_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting"), _negated=True),
                        fields=["created_at"],
                        name="letter_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(choices=_choices(GROUPS), max_length=10)),
                ("by_mail", models.BooleanField(default=True)),
                ("person", _person()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "group"), name="one_preference_per_group")
                ],
            },
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("reaction", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("index", models.BigIntegerField(default=-1)),
            ],
        ),
        migrations.CreateModel(
            name="Unfinished",
            fields=[
                ("entry_id", models.UUIDField(primary_key=True, serialize=False)),
                ("index", models.BigIntegerField(unique=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(db_index=True)),
                ("failure", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="DemoMail",
            fields=[
                ("id", _key()),
                ("at", models.DateTimeField()),
                ("to", models.CharField(db_index=True, max_length=320)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True, default="")),
                ("headers", models.JSONField(default=dict)),
            ],
        ),
    ]
