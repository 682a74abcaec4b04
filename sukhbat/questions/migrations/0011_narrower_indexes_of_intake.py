"""Each question costs less to store: no index for LIKE that nobody asks, none of what is mostly empty."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0002_successions_and_imports"),
        ("conferences", "0004_order_stays_as_published"),
        ("questions", "0010_what_an_order_is_made_from"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="number",
            field=models.CharField(max_length=9),
        ),
        migrations.AlterField(
            model_name="questionprivate",
            name="entered_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="questionprivate",
            name="source_id",
            field=models.CharField(max_length=120, null=True),
        ),
        migrations.AddIndex(
            model_name="questionprivate",
            index=models.Index(
                condition=models.Q(("entered_by__isnull", False)),
                fields=["entered_by"],
                name="private_by_operator",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("number",), name="one_question_per_number"),
        ),
        migrations.AddConstraint(
            model_name="questionprivate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id__isnull", False)),
                fields=("source_id",),
                name="one_question_per_source_id",
            ),
        ),
    ]
