"""The few texts in which personal data was found are found by an index of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0011_narrower_indexes_of_intake"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="questionprivate",
            index=models.Index(
                condition=models.Q(("findings", []), _negated=True),
                fields=["question"],
                name="private_with_findings",
            ),
        ),
    ]
