"""That a question stands in a concern."""

from django.db import migrations, models

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
]


def _kind() -> models.CharField:
    return models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=20)


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_kinds_of_answers_to_all"),
    ]

    operations = [
        migrations.AlterField(model_name="notice", name="kind", field=_kind()),
        migrations.AlterField(model_name="letter", name="kind", field=_kind()),
    ]
