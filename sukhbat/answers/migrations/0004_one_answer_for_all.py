import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import sukhbat.answers.rules

_FATES = ["", "answered", "unticked", "withdrawn", "ended", "disputed", "elsewhere", "parted", "own"]


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0003_a_record_may_be_corrected_by_who_confirms_it"),
        ("questions", "0012_those_with_findings"),
    ]

    operations = [
        migrations.AddField(model_name="answer", name="matter", field=models.UUIDField(null=True)),
        migrations.AlterField(
            model_name="answer",
            name="question",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.question",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=Q(("matter__isnull", False)),
                fields=["matter", "signed_at"],
                name="answer_by_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("matter__isnull", False), ("question", None)),
                    Q(("matter", None), ("question__isnull", False)),
                    _connector="OR",
                ),
                name="answer_of_one_or_of_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=Q(("state", "signed"), _negated=True),
                fields=("matter", "body"),
                name="one_open_answer_to_all",
            ),
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.PositiveIntegerField()),
                ("is_chosen", models.BooleanField(default=True)),
                (
                    "fate",
                    models.CharField(blank=True, default=sukhbat.answers.rules.Fate["WAITS"], max_length=10),
                ),
                ("salt", models.BinaryField(max_length=32, null=True)),
                ("entry_id", models.UUIDField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="answers.answer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questions.question",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["answer", "place"], name="recipient_by_place"),
                    models.Index(
                        condition=Q(("fate", "answered")), fields=["question"], name="recipient_answered"
                    ),
                    models.Index(
                        condition=Q(("fate", "answered")), fields=["entry_id"], name="recipient_by_entry"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "question"), name="one_place_in_the_list"),
                    models.CheckConstraint(condition=Q(("fate__in", _FATES)), name="recipient_fate_is_known"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("entry_id__isnull", False), ("fate", "answered"), ("salt__isnull", False)),
                            Q(
                                Q(("fate", "answered"), _negated=True),
                                ("entry_id", None),
                                ("salt", None),
                                ("told_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="answered_with_an_entry",
                    ),
                ],
            },
        ),
    ]
