"""A question: its public side, its private side in another table, and what was published of it."""

from django.db import models
from django.db.models import F, Q

from sukhbat.kernel.ids import show_number, uuid7
from sukhbat.questions.rules import IN_WORK, Outcome, Source, Stage, Visibility, bucket

_IN_WORK = sorted(stage.value for stage in IN_WORK)


def _values(enum: type[Stage] | type[Outcome] | type[Visibility] | type[Source]) -> list[str]:
    return [member.value for member in enum]


class Question(models.Model):
    """Only what may be public. Stage, body, due date and outcome are written by actions.advance alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=9)
    text = models.TextField()
    asker_name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=2)
    detected = models.CharField(max_length=8, blank=True, default="")
    region = models.ForeignKey(
        "bodies.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    theme = models.ForeignKey(
        "bodies.Theme", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    conference = models.ForeignKey(
        "conferences.Conference", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+", db_index=False)
    first_body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+", db_index=False)
    routed_by = models.CharField(max_length=16)
    stage = models.CharField(max_length=10, default=Stage.RECEIVED)
    outcome = models.CharField(max_length=20, blank=True, default=Outcome.NONE)
    visibility = models.CharField(max_length=8, default=Visibility.PENDING)
    received_at = models.DateTimeField()
    registered_on = models.DateField()
    body_since_at = models.DateTimeField()
    due_on = models.DateField()
    due_calculation = models.JSONField()
    answered_at = models.DateTimeField(null=True)
    # Since when it is decided that a conference's question is answered in writing, not on air.
    to_writing_at = models.DateTimeField(null=True)
    publish_by = models.DateTimeField()
    hidden_ground = models.CharField(max_length=40, blank=True, default="")
    is_masked = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_question_per_number"),
            models.CheckConstraint(condition=Q(stage__in=_values(Stage)), name="question_stage_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=_values(Outcome)), name="question_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=_values(Visibility)), name="question_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["kk", "ru", "en"]), name="question_language_known"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=_IN_WORK) | ~Q(outcome=""), name="ended_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("registered_on")), name="due_after_registration"
            ),
            models.CheckConstraint(
                condition=~Q(visibility="hidden") | ~Q(hidden_ground=""), name="hidden_on_a_ground"
            ),
        ]
        indexes = [
            models.Index(fields=["conference", "visibility", "-id"], name="question_by_conference"),
            models.Index(fields=["conference", "theme", "-id"], name="question_by_conf_theme"),
            models.Index(fields=["conference", "region", "-id"], name="question_by_conf_region"),
            models.Index(fields=["conference", "stage", "outcome"], name="question_by_conf_state"),
            models.Index(fields=["theme", "visibility", "-id"], name="question_by_theme"),
            models.Index(fields=["body", "stage", "due_on"], name="question_by_body_due"),
            models.Index(fields=["body", "visibility", "-id"], name="question_by_body"),
            models.Index(fields=["visibility", "-id"], name="question_by_visibility"),
            models.Index(fields=["due_on"], condition=Q(stage__in=_IN_WORK), name="question_in_work_due"),
            models.Index(fields=["publish_by"], condition=Q(visibility="pending"), name="question_pending"),
            models.Index(fields=["answered_at"], condition=Q(stage="answered"), name="question_window"),
            models.Index(
                fields=["-answered_at"], condition=Q(visibility="public"), name="question_just_answered"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        return show_number(self.number)

    @property
    def bucket(self) -> str:
        return bucket(Stage(self.stage), Outcome(self.outcome))

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def in_work(self) -> bool:
        return self.stage in IN_WORK


class QuestionPrivate(models.Model):
    """What must never reach a list, the search, the API or an export. Read by desk queries alone."""

    question = models.OneToOneField(Question, primary_key=True, on_delete=models.PROTECT, related_name="+")
    # The client's key makes sending idempotent: the second press finds the first receipt.
    key = models.UUIDField(unique=True)
    source = models.CharField(max_length=10)
    source_id = models.CharField(max_length=120, null=True)
    author = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    original = models.TextField()
    name = models.CharField(max_length=120, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    hide_name = models.BooleanField(default=True)
    salt = models.BinaryField(max_length=32)
    entry_id = models.UUIDField()
    consent_version = models.PositiveIntegerField(null=True)
    # What keeps the text from being shown by time, and what else a moderator should look at first (marks.py).
    findings = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    # Keyed hash of the network a question of a live hour came from (kernel.limits), to find brigades.
    network = models.BinaryField(max_length=16, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=_values(Source)), name="source_is_known"),
            # Most have neither: what is empty is in no index.
            models.UniqueConstraint(
                fields=["source_id"],
                condition=Q(source_id__isnull=False),
                name="one_question_per_source_id",
            ),
        ]
        indexes = [
            # The few in which personal data or obscenity was found: they alone are not shown by time.
            models.Index(fields=["question"], condition=~Q(findings=[]), name="private_with_findings"),
            models.Index(fields=["question"], condition=~Q(flags=[]), name="private_with_flags"),
            models.Index(
                fields=["entered_by"], condition=Q(entered_by__isnull=False), name="private_by_operator"
            ),
        ]


class PublishedVersion(models.Model):
    """Each text that was public or went to the log, with the salt that its digest was made with."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    salt = models.BinaryField(max_length=32)
    entry_id = models.UUIDField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_text_per_version")]
