"""The operator's calendar days, and the terms with the product's defaults.

Laws and articles stay empty until a lawyer of the operator names them: they read "to be confirmed".
"""

from datetime import UTC, date, datetime

from django.db import migrations, models

KINDS = (
    ("answer", 15, "working", "conference_end"),
    ("assign", 1, "working", "conference_end"),
    ("redirect", 3, "working", "registration"),
    ("arbitration", 1, "working", "event"),
    ("extension", 10, "working", "event"),
    ("moderation", 1, "working", "registration"),
    ("judgement_window", 10, "working", "event"),
    ("dispute", 5, "working", "registration"),
    ("second_look", 5, "working", "event"),
    ("fix_grouping", 3, "working", "event"),
    ("announce", 10, "working", "event"),
    ("collect", 7, "calendar", "event"),
)
UNITS = ("working", "calendar")
STARTS = ("registration", "conference_end", "event")
# Long before any installation: every day a person can ask on has its terms.
SINCE = date(2000, 1, 1)
WRITTEN_AT = datetime(2026, 11, 23, tzinfo=UTC)


def add_defaults(apps, schema_editor):
    rule = apps.get_model("terms", "TermRule")
    rule.objects.bulk_create(
        rule(kind=kind, days=days, unit=unit, start=start, valid_from=SINCE, updated_at=WRITTEN_AT)
        for kind, days, unit, start in KINDS
    )


def _text():
    return models.TextField(blank=True, default="")


def _choices(values):
    return models.TextField(choices=[(value, value) for value in values])


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("is_working", models.BooleanField()),
                ("note_kk", _text()),
                ("note_ru", _text()),
                ("note_en", _text()),
                ("updated_at", models.DateTimeField()),
            ],
            options={"ordering": ("day",)},
        ),
        migrations.CreateModel(
            name="TermRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", _choices(kind for kind, *_rest in KINDS)),
                ("days", models.PositiveSmallIntegerField()),
                ("unit", _choices(UNITS)),
                ("start", _choices(STARTS)),
                ("law_kk", _text()),
                ("law_ru", _text()),
                ("law_en", _text()),
                ("article", _text()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("kind", "valid_from"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "valid_from"), name="one_term_rule_per_kind_and_start"
                    ),
                    models.CheckConstraint(condition=models.Q(days__gte=1), name="a_term_has_days"),
                    models.CheckConstraint(
                        condition=models.Q(valid_until__isnull=True)
                        | models.Q(valid_until__gte=models.F("valid_from")),
                        name="a_term_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(unit__in=list(UNITS)), name="a_known_term_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(start__in=list(STARTS)), name="a_known_term_start"
                    ),
                ],
            },
        ),
        migrations.RunPython(add_defaults, migrations.RunPython.noop),
    ]
