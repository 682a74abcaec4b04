"""An answer, every version of its texts, its files, and those an answer to all goes to.

Once signed, triggers refuse any change.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from sukhbat.answers.rules import LANGUAGES, Confirmed, Fate, Kind, State, Text
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.localized import localized
from sukhbat.understanding.file_kind import FileKind

_IS_SIGNED = Q(state=State.SIGNED.value)


class Answer(models.Model):
    """The answer of a question, or of all who asked the same: a draft, waiting for a signature, or signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.OneToOneField(
        "questions.Question", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Instead of a question: the concern that all of them ask about (an app above this one).
    matter = models.UUIDField(null=True)
    # The body that writes it: after a redirect the next one starts anew and sees nothing of this draft.
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=13, default=State.DRAFTING)
    executor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    binding = models.CharField(max_length=2)
    has_facts = models.BooleanField(default=False)
    says_what_is_done = models.BooleanField(default=False)
    done_by_on = models.DateField(null=True)
    names_post = models.BooleanField(default=False)
    says_how_to_complain = models.BooleanField(default=False)
    handed_over_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=2_000, blank=True, default="")
    returned_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    # The signatory's post on that day: later changes of the directory do not rewrite who answered.
    post_kk = models.CharField(max_length=160, blank=True, default="")
    post_ru = models.CharField(max_length=160, blank=True, default="")
    post_en = models.CharField(max_length=160, blank=True, default="")
    salt = models.BinaryField(max_length=32, null=True)
    entry_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="answer_state_is_known"
            ),
            models.CheckConstraint(condition=Q(binding__in=LANGUAGES), name="answer_binding_is_known"),
            models.CheckConstraint(
                condition=Q(question=None, matter__isnull=False) | Q(question__isnull=False, matter=None),
                name="answer_of_one_or_of_all",
            ),
            models.UniqueConstraint(
                fields=["matter", "body"], condition=~_IS_SIGNED, name="one_open_answer_to_all"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("executor")), name="signatory_is_not_executor"
            ),
            models.CheckConstraint(
                condition=(
                    _IS_SIGNED & Q(signed_by__isnull=False, signed_at__isnull=False, entry_id__isnull=False)
                )
                | (~_IS_SIGNED & Q(signed_by=None, signed_at=None, entry_id=None)),
                name="signed_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["body"], condition=Q(state="for_signature"), name="answer_waits_for_signature"
            ),
            models.Index(
                fields=["matter", "signed_at"], condition=Q(matter__isnull=False), name="answer_by_matter"
            ),
        ]

    @property
    def post(self) -> str:
        """The signatory's post in the reader's language."""
        return localized(self, "post")

    @property
    def confirmed(self) -> Confirmed:
        return Confirmed(
            has_facts=self.has_facts,
            says_what_is_done=self.says_what_is_done,
            done_by_on=self.done_by_on,
            names_post=self.names_post,
            says_how_to_complain=self.says_how_to_complain,
        )


class AnswerVersion(models.Model):
    """A text as it was saved; the highest number of a language counts, an empty text removes it."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    text = models.TextField(blank=True)
    legal_ground = models.CharField(max_length=500, blank=True, default="")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "language", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="version_language_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="version_kind_is_known"
            ),
        ]

    @property
    def typed(self) -> Text:
        return Text(text=self.text, legal_ground=self.legal_ground, kind=Kind(self.kind))


class Recipient(models.Model):
    """A question that an answer to all goes to, with what binds the two in the log, or why it got none.

    The list is taken when the draft is handed over and holds what the signatory sees and signs. No constraint on
    the question: its check would hold each of tens of thousands while the list is written, and no question is ever
    deleted.
    """

    id = models.BigAutoField(primary_key=True)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+", db_index=False)
    question = models.ForeignKey(
        "questions.Question", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # In the list: those to look at first come first.
    place = models.PositiveIntegerField()
    is_chosen = models.BooleanField(default=True)
    fate = models.CharField(max_length=10, blank=True, default=Fate.WAITS)
    salt = models.BinaryField(max_length=32, null=True)
    entry_id = models.UUIDField(null=True)
    # When the asker was told; from then on the days of "mine is different" are counted.
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "question"], name="one_place_in_the_list"),
            models.CheckConstraint(
                condition=Q(fate__in=[fate.value for fate in Fate]), name="recipient_fate_is_known"
            ),
            models.CheckConstraint(
                condition=Q(fate="answered", salt__isnull=False, entry_id__isnull=False)
                | (~Q(fate="answered") & Q(salt=None, entry_id=None, told_at=None)),
                name="answered_with_an_entry",
            ),
        ]
        indexes = [
            models.Index(fields=["answer", "place"], name="recipient_by_place"),
            models.Index(fields=["question"], condition=Q(fate="answered"), name="recipient_answered"),
            models.Index(fields=["entry_id"], condition=Q(fate="answered"), name="recipient_by_entry"),
        ]


def random_name(kind: FileKind) -> str:
    """A random name under MEDIA_ROOT: nothing of what was typed reaches the disk."""
    name = uuid4().hex
    return f"answers/{name[:2]}/{name}.{kind.value}"


class Attachment(models.Model):
    """A file of an answer, its kind told by its bytes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    file = models.FileField(max_length=100)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
