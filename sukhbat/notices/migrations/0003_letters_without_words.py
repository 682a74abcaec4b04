"""A letter of the outbox holds no words any more; what it tells is its kind, which its notice knows."""

from django.db import migrations, models

from sukhbat.notices.rules import Kind

KIND_OF_ITS_NOTICE = """
    UPDATE notices_letter AS letter SET kind = notice.kind FROM notices_notice AS notice
    WHERE notice.entry_id = letter.entry_id AND notice.person_id = letter.person_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_kinds_of_the_live_hour"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[(kind.value, kind.value) for kind in Kind], default="", max_length=20
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(KIND_OF_ITS_NOTICE, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="letter", name="subject"),
        migrations.RemoveField(model_name="letter", name="text"),
        migrations.RemoveField(model_name="letter", name="html"),
    ]
