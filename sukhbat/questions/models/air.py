"""On air: turns, records of live answers, and the published order with what it was made from."""

from django.db import models
from django.db.models import Q

from sukhbat.kernel.ids import uuid7
from sukhbat.questions.models.question import Question
from sukhbat.questions.rules import AirState


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
