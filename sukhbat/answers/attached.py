"""Reading the files of answers: one by its address, who attached them, who reads them."""

from uuid import UUID

from sukhbat.answers.models import Answer, Attachment, Recipient
from sukhbat.answers.rules import Fate
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Visibility


def attachment(attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.select_related("answer__question").filter(pk=attachment_id).first()


def attachment_of(question: Question, attachment_id: UUID) -> Attachment | None:
    """A file of an answer that the question got: of its own, or of one to all."""
    found = attachment(attachment_id)
    if found is None or found.answer.question_id == question.pk:
        return found
    got = Recipient.objects.filter(question=question, answer_id=found.answer_id, fate=Fate.ANSWERED)
    return found if got.exists() else None


def is_read_by_everyone(answer: Answer) -> bool:
    """Whether one of the questions that got an answer to all is public, and the answer with it."""
    got = Recipient.objects.filter(answer=answer, fate=Fate.ANSWERED)
    return got.filter(question__visibility=Visibility.PUBLIC).exists()


def attachers_of(answer: Answer) -> set[UUID]:
    """Everyone who attached one of the answer's files."""
    return set(Attachment.objects.filter(answer=answer).values_list("added_by_id", flat=True))
