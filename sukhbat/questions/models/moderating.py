"""What moderators write: grounds of what they did, and who looks at what."""

from django.db import models
from django.db.models import Q

from sukhbat.kernel.localized import localized
from sukhbat.questions.models.question import Question


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
