"""Finding what was answered long enough ago to close must not read every question."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_grounds")]
    operations = [
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("stage", "answered")), fields=["answered_at"], name="question_window"
            ),
        ),
    ]
