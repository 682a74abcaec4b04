"""What a moderator should look at first, beside what keeps a text from being shown by time."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0012_those_with_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="questionprivate", name="flags", field=models.JSONField(default=list)),
        migrations.AddField(
            model_name="questionprivate",
            name="network",
            field=models.BinaryField(max_length=16, null=True),
        ),
        migrations.AddIndex(
            model_name="questionprivate",
            index=models.Index(
                condition=models.Q(("flags", []), _negated=True),
                fields=["question"],
                name="private_with_flags",
            ),
        ),
    ]
