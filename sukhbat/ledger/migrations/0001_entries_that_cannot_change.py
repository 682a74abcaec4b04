"""The log: partitioned by the time in its key, guarded by triggers, numbered in a table beside it."""

from datetime import UTC, datetime

from django.db import migrations, models

import sukhbat.kernel.ids
from sukhbat.kernel.partitions import ensure_quarters

ENTRY = """
CREATE TABLE ledger_entry (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    event text NOT NULL,
    subject text NOT NULL,
    actor_role text NOT NULL,
    actor_tag uuid,
    digest text NOT NULL DEFAULT '' CHECK (digest ~ '^([0-9a-f]{64})?$'),
    facts jsonb NOT NULL,
    action uuid NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX ledger_entry_subject ON ledger_entry (subject, id);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries of the log cannot be changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_is_final BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entry_stays BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

UNDO = "DROP TABLE ledger_entry; DROP FUNCTION ledger_refuse_change();"


def make_partitions(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for name in ensure_quarters(cursor, "ledger_entry", start=datetime(2026, 1, 1, tzinfo=UTC), count=12):
            cursor.execute(
                f"CREATE TRIGGER {name}_stays BEFORE TRUNCATE ON {name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
            )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=sukhbat.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("event", models.TextField()),
                ("subject", models.TextField()),
                ("actor_role", models.TextField()),
                ("actor_tag", models.UUIDField(null=True)),
                ("digest", models.TextField(blank=True, default="")),
                ("facts", models.JSONField(default=dict)),
                ("action", models.UUIDField()),
            ],
            options={"db_table": "ledger_entry", "managed": False},
        ),
        migrations.RunSQL(ENTRY, UNDO),
        migrations.RunPython(make_partitions, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.UUIDField(unique=True)),
                ("hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="ActorTag",
            fields=[
                ("tag", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("person_id", models.UUIDField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "person_id"), name="one_tag_per_subject")
                ],
            },
        ),
    ]
