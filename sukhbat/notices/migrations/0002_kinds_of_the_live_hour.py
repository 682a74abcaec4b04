"""What people are told of the live hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_notices_and_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "received"),
                    ("published", "published"),
                    ("masked", "masked"),
                    ("hidden", "hidden"),
                    ("name_hidden", "name_hidden"),
                    ("assigned", "assigned"),
                    ("redirected", "redirected"),
                    ("extended", "extended"),
                    ("due_moved", "due_moved"),
                    ("due_recounted", "due_recounted"),
                    ("succeeded", "succeeded"),
                    ("on_air", "on_air"),
                    ("answered_live", "answered_live"),
                    ("in_writing", "in_writing"),
                    ("confirmed", "confirmed"),
                    ("answered", "answered"),
                    ("declined", "declined"),
                    ("withdrawn", "withdrawn"),
                    ("closed", "closed"),
                    ("new", "new"),
                    ("remainder", "remainder"),
                    ("arrived", "arrived"),
                    ("left", "left"),
                    ("taken_back", "taken_back"),
                    ("yours", "yours"),
                    ("not_yours", "not_yours"),
                    ("to_sign", "to_sign"),
                    ("sent_back", "sent_back"),
                    ("signed", "signed"),
                    ("unassigned", "unassigned"),
                    ("inherited", "inherited"),
                    ("new_date", "new_date"),
                    ("due_near", "due_near"),
                    ("overdue", "overdue"),
                ],
                max_length=20,
            ),
        ),
    ]
