"""What a body had begun to answer goes on with its successor: drafts, their versions and their files."""

from django.db import transaction

from sukhbat.answers.models import Answer, AnswerVersion, Attachment
from sukhbat.answers.rules import State
from sukhbat.bodies.models import Body


@transaction.atomic
def hand_over_drafts(*, body: Body, successor: Body) -> int:
    """Give every unsigned draft to the successor; how many. Signed answers keep the body that gave them.

    A draft that waited for a signature is being written again: its question needs an executor first. Run in
    the transaction of assignments.succession.hand_over_work, whose caller asked the policy.
    """
    ids = list(Answer.objects.filter(body=body).exclude(state=State.SIGNED).values_list("pk", flat=True))
    for parts in (AnswerVersion, Attachment):
        parts.objects.filter(answer_id__in=ids, body=body).update(body=successor)
    drafts = Answer.objects.filter(pk__in=ids)
    return drafts.update(body=successor, state=State.DRAFTING, handed_over_at=None)
