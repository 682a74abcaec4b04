"""Concerns, who stands in which, what people decided about them, and their counters.

Questions are named without a constraint in the database: its check would hold each question until the transaction
ends. Whoever answers or redirects one would wait for a regrouping, and an asker who holds a question and waits for the
body would wait for an official who holds the body and names the question. Questions are never deleted.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

from sukhbat.concerns.rules import Facet, How, Kind, Left, Verdict
from sukhbat.kernel.ids import uuid7


def _next_number() -> Func:
    """The next public number; none is given twice, and some are skipped."""
    return Func(Value("concerns_number"), function="nextval", output_field=models.BigIntegerField())


class Concern(models.Model):
    """A matter that one answer would serve, at one body.

    ``merged_into`` is people's word that two are one: its questions stand in the concern at the end of the line,
    and its number leads on there. ``ended_at``: since when no question stands in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveIntegerField(unique=True, db_default=_next_number())
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="concern_not_into_itself"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")), name="concern_ends_later"
            ),
        ]


class Membership(models.Model):
    """A question stands in one concern: the key is the question.

    ``origin`` is where the machine put it; it differs from ``concern`` when people merged the origin into that, so
    that regrouping finds the parts again and a merge can be taken back. ``score`` and ``version`` (of the
    embedder) say how near it was; a person's join has none.
    """

    question = models.OneToOneField(
        "questions.Question",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
    )
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+", db_index=False)
    origin = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+", db_index=False)
    score = models.FloatField(null=True)
    version = models.CharField(max_length=64, blank=True, default="")
    how = models.CharField(max_length=6)
    since_at = models.DateTimeField()
    # When the asker was told; from then on the days of "mine is different" are counted.
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=[how.value for how in How]), name="membership_how_is_known"
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(told_at__gte=F("since_at")), name="told_after_it_stood_there"
            ),
        ]
        indexes = [
            models.Index(fields=["concern", "question"], name="membership_by_concern"),
            models.Index(fields=["since_at"], condition=Q(told_at=None), name="membership_untold"),
        ]


class PastMembership(models.Model):
    """A membership that ended, as it was, and why it ended."""

    id = models.BigAutoField(primary_key=True)
    question = models.ForeignKey(
        "questions.Question", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    origin = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+", db_index=False)
    score = models.FloatField(null=True)
    version = models.CharField(max_length=64, blank=True, default="")
    how = models.CharField(max_length=6)
    since_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField()
    why = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=[why.value for why in Left]), name="left_for_a_known_reason"
            ),
        ]


class Decision(models.Model):
    """What a person said of two questions; append-only. The rows of one act share ``act``.

    Apart: ``first`` left the concern ``left`` and never comes back into it, nor to ``second``. Together: ``first``
    joined ``second`` in the concern ``into``; or ``merged`` became one with ``into``, and two questions stand for them.
    """

    id = models.BigAutoField(primary_key=True)
    act = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8)
    first = models.ForeignKey(
        "questions.Question", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    second = models.ForeignKey(
        "questions.Question", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    left = models.ForeignKey(Concern, null=True, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Concern, null=True, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Concern, null=True, on_delete=models.PROTECT, related_name="+")
    # Empty for citizens: the log's erasable tag says who it was.
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="decision_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="decision_of_two_questions"),
            models.CheckConstraint(
                condition=Q(kind="apart", left__isnull=False, merged=None, into=None)
                | Q(kind="together", left=None, into__isnull=False),
                name="apart_leaves_together_joins",
            ),
        ]


class Undoing(models.Model):
    """A decision that was taken back; append-only, too."""

    decision = models.OneToOneField(
        Decision, primary_key=True, on_delete=models.PROTECT, related_name="undoing"
    )
    act = models.UUIDField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    at = models.DateTimeField()


class MergeProposal(models.Model):
    """An executor says that two concerns are one; a signatory decides inside a body, the coordinator across."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2_000)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=8, blank=True, default=Verdict.OPEN)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(concern=F("into")), name="merge_of_two_concerns"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None)
                | Q(verdict__in=["merged", "declined"], decided_at__isnull=False),
                name="proposal_verdict_is_known",
            ),
            models.UniqueConstraint(
                fields=["concern", "into"], condition=Q(verdict=""), name="one_open_proposal_for_two"
            ),
        ]


class Label(models.Model):
    """What a concern is called in one language: a real question, and words that its questions have in common."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=2)
    question = models.ForeignKey(
        "questions.Question", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    keywords = ArrayField(models.CharField(max_length=60), default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "language"], name="one_label_per_language"),
            models.CheckConstraint(condition=Q(language__in=["kk", "ru", "en"]), name="label_language_known"),
        ]


class MeaningVector(models.Model):
    """The vector of a question's text; vectors of two versions are never compared."""

    question = models.OneToOneField(
        "questions.Question",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
    )
    version = models.CharField(max_length=64)
    packed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["version", "question"], name="vector_by_version")]


class ConcernTally(models.Model):
    """A concern's numbers as counted last; those that changed since have a ConcernChange and are counted anew."""

    concern = models.OneToOneField(Concern, primary_key=True, on_delete=models.PROTECT, related_name="+")
    questions = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    in_work = models.PositiveIntegerField(default=0)
    public_questions = models.PositiveIntegerField(default=0)
    public_people = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-public_people"], name="tally_by_public_people")]


class ConcernCell(models.Model):
    """Questions and people of a concern by language, region, theme or week (its Monday)."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+", db_index=False)
    facet = models.CharField(max_length=8)
    value = models.CharField(max_length=40)
    questions = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    public_questions = models.PositiveIntegerField()
    public_people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "facet", "value"], name="one_cell_per_value"),
            models.CheckConstraint(
                condition=Q(facet__in=[facet.value for facet in Facet]), name="cell_facet_is_known"
            ),
        ]
        indexes = [models.Index(fields=["facet", "value"], name="cell_by_value")]


class ConcernChange(models.Model):
    """That something of a concern changed since it was counted; written by triggers, cleared by the count."""

    id = models.BigAutoField(primary_key=True)
    concern_id = models.UUIDField(db_index=True)
