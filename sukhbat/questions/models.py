"""The public side of a question, its private side in another table, moderation, access and counters."""

from django.db import models
from django.db.models import F, Q

from sukhbat.kernel.ids import show_number, uuid7
from sukhbat.kernel.localized import localized
from sukhbat.questions.rules import IN_WORK, AirState, Outcome, Source, Stage, Visibility, bucket

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


class Ground(models.Model):
    """A ground of a closed list: to hide a text, or to decline a question. Data of the operator."""

    code = models.SlugField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=10)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    article = models.CharField(max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["hide", "decline"]), name="ground_kind_is_known")
        ]

    @property
    def name(self) -> str:
        return localized(self, "name")


class ModerationClaim(models.Model):
    """A moderator who is looking at a question now; one at a time, released by hand or by time."""

    question = models.OneToOneField(Question, primary_key=True, on_delete=models.PROTECT, related_name="+")
    moderator = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()


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


class Access(models.Model):
    """Who looked behind a mask or a hidden name, when and why; shown to the question's owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    what = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=["original", "name"]), name="access_to_what"),
        ]


class Draft(models.Model):
    """What someone wrote before saying who they are; a row for seven days, opened by cookie or by mail's link."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secret_hash = models.CharField(max_length=64)
    # Becomes the question's idempotency key, so that one draft is one question however often it is sent.
    key = models.UUIDField(unique=True)
    fields = models.JSONField(default=dict)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)


class Reminder(models.Model):
    """That a due date was noted as near or passed: once per question, due date and distance."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    working_days = models.SmallIntegerField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "due_on", "working_days"], name="one_reminder_each")
        ]


class Delta(models.Model):
    """A change of the counters, written by a trigger on Question; folded into Tally by one job."""

    id = models.BigAutoField(primary_key=True)
    conference_id = models.UUIDField(null=True)
    body_id = models.UUIDField()
    arrived_body_id = models.UUIDField(null=True)
    theme_id = models.UUIDField(null=True)
    region_id = models.UUIDField(null=True)
    language = models.CharField(max_length=2)
    stage = models.CharField(max_length=10)
    bucket = models.CharField(max_length=20)
    n = models.IntegerField()


class Tally(models.Model):
    """Counters by scope and facet. A public number is Tally plus the deltas not folded yet: exact at any moment."""

    scope = models.CharField(max_length=12)
    scope_id = models.UUIDField()
    facet = models.CharField(max_length=10)
    value = models.CharField(max_length=40)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "scope_id", "facet", "value"], name="one_tally_per_cell")
        ]


class Support(models.Model):
    """One person wants one question answered. Taking it back or cancelling it by rule keeps the row."""

    pk = models.CompositePrimaryKey("question_id", "person_id")
    # No constraint: its check would hold the question until each batch of supports commits, and two writers and a
    # host who puts it on air wait for each other. Questions are never deleted, and supports.py looks each one up.
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # Keyed hash of the network it came from (kernel.limits), to find brigades without keeping addresses.
    network = models.BinaryField(max_length=16)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        "SupportCancellation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class SupportDelta(models.Model):
    """A change of a question's supports, written by a trigger on Support; folded into SupportTally by one job."""

    id = models.BigAutoField(primary_key=True)
    question_id = models.UUIDField()
    n = models.IntegerField()

    class Meta:
        # A number is read after each batch, while the rows that were folded wait to be cleared away.
        indexes = [models.Index(fields=["question_id"], name="support_delta_by_question")]


class SupportTally(models.Model):
    """Supports by question. The number is the tally plus the deltas not folded yet: exact at any moment."""

    question = models.OneToOneField(Question, primary_key=True, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(
        "conferences.Conference", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    n = models.IntegerField()
    # What the last supports_counted entry of the log said, and when.
    counted = models.IntegerField(default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["conference", "-n"], name="tally_by_conference")]


class SupportCancellation(models.Model):
    """A coordinator cancelled supports of a conference by a rule, after a preview; the rows stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="+")
    # The closed set of facts of the rule: how many from one network within how many seconds, from when to when.
    rule = models.JSONField()
    reason = models.CharField(max_length=500)
    cancelled = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Airing(models.Model):
    """A question in the live part: lined up, on air, and how that ended. At most one is on air."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    # The order of those lined up; a smaller one comes earlier.
    position = models.IntegerField(default=0)
    # Where it stood in the published order when it was chosen (None: it had no place there), and by which part.
    place = models.PositiveIntegerField(null=True)
    chosen_by = models.CharField(max_length=8, blank=True, default="")
    host = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    lined_up_at = models.DateTimeField()
    on_air_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The host's short record of the answer; ``second`` counts from the start of the live part.
    record = models.CharField(max_length=2_000, blank=True, default="")
    record_language = models.CharField(max_length=2, blank=True, default="")
    speaker = models.ForeignKey(
        "conferences.Respondent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    second = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AirState]), name="airing_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(state="on_air"), name="one_question_on_air"
            ),
            models.UniqueConstraint(
                fields=["question"], condition=~Q(state="taken_off"), name="one_airing_per_question"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(record="") & Q(ended_at__isnull=False)),
                name="answered_on_air_with_a_record",
            ),
        ]
        indexes = [models.Index(fields=["conference", "state", "position"], name="airing_by_conference")]


class RecordVersion(models.Model):
    """Each record of an answer on air as it was saved, with the salt that its digest was made with."""

    airing = models.ForeignKey(Airing, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=2_000)
    language = models.CharField(max_length=2)
    speaker = models.ForeignKey(
        "conferences.Respondent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    second = models.PositiveIntegerField()
    salt = models.BinaryField(max_length=32)
    entry_id = models.UUIDField()
    host = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["airing", "number"], name="one_record_per_version"),
        ]


class OrderEdition(models.Model):
    """The published order of a conference as it was computed last; the first and the last ones are kept for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    # Hex SHA-256 of the canonical input, so that an unchanged one is not computed again.
    input_digest = models.CharField(max_length=64)
    # [[number, part, group or null], ...] in order, the leading places only.
    places = models.JSONField()
    # Beside the places: [asked, held] of the group of a place by quota, else null.
    reasons = models.JSONField(default=list)
    # How many questions it was made from, and how many of them had been on air.
    size = models.PositiveIntegerField(default=0)
    aired = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["conference", "-taken_at"], name="edition_by_conference")]


class OrderInput(models.Model):
    """What an edition was made from, packed (questions/order_input.py), so that anybody can make it again."""

    edition = models.OneToOneField(OrderEdition, primary_key=True, on_delete=models.CASCADE, related_name="+")
    packed = models.BinaryField()
