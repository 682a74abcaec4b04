"""The signature under an answer to all: one transaction answers every ticked question that is still in work there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sukhbat.answers import collective_policies as policies
from sukhbat.answers import queries, recipients
from sukhbat.answers.actions import CHANGED, put_signature
from sukhbat.answers.collective import EMPTY, Matter, Standing, ensure_complete, fingerprint_of, held
from sukhbat.answers.drafts import give_way
from sukhbat.answers.events import AnswerSignedForAll, CollectiveSigned
from sukhbat.answers.models import Answer
from sukhbat.answers.queries import Written, written
from sukhbat.answers.recipients import Sealed
from sukhbat.answers.rules import Fate, parts_for_one_of_all
from sukhbat.assignments.queries import held_by
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.ledger.actions import Line
from sukhbat.ledger.rules import Actor, content_digest, new_salt
from sukhbat.people.models import Person
from sukhbat.questions.rules import Stage
from sukhbat.questions.together import Held, answer_together, hold

_FATES: Mapping[Stage, Fate] = {
    Stage.WITHDRAWN: Fate.WITHDRAWN,
    Stage.DISPUTED: Fate.DISPUTED,
    Stage.ANSWERED: Fate.ENDED,
    Stage.CLOSED: Fate.ENDED,
    Stage.DECLINED: Fate.ENDED,
}


@transaction.atomic
def sign_for_all(
    *, person: Person, matter: Matter, standing: Standing, seen: str, now: datetime
) -> tuple[Answer, int]:
    """Sign and publish; the answer, and how many questions it answered. ``recipients.report_of`` tells the rest.

    ``seen`` is the fingerprint of the texts and the list that the signatory looked at: Refused (409) for another one,
    and when one of the questions is held by somebody for longer than five seconds. ``standing`` says which of some
    questions still belong to the matter.

    Questions are locked first, in the order of their ids, then the answer, so that nothing deadlocks. Whoever acts
    on one of these questions meanwhile waits until this is done; nobody else waits for anything.
    """
    choices = _listed(person, matter, now=now)
    questions = hold([key for key, is_chosen in choices.items() if is_chosen])
    answer = held(matter)
    ensure(policies.may_sign_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    found = written(answer)
    # Read again, now that nobody can change it: what was locked is what is signed.
    if recipients.choices_of(answer) != choices or seen != fingerprint_of(found, choices):
        raise Refused(CHANGED)
    ensure_complete(found)
    fates = _fates(person, matter, questions, standing)
    going = [question for question in questions if fates[question.id] is Fate.ANSWERED]
    if not going:
        raise Refused(EMPTY)
    sealed = _answer(person, matter, found, going, now=now)
    others = choices.keys() - {row.question for row in sealed}
    recipients.seal(answer, [*sealed, *(Sealed(key, fates.get(key, Fate.UNTICKED)) for key in others)])
    give_way([question.id for question in going])
    return answer, len(going)


def _listed(person: Person, matter: Matter, *, now: datetime) -> dict[UUID, bool]:
    draft = queries.open_answer_to_all(matter.keys, body_id=matter.body.pk)
    ensure(policies.may_sign_for_all(person, matter.body.pk, draft.answer if draft else None, now=now))
    assert draft is not None
    return recipients.choices_of(draft.answer)


def _fates(person: Person, matter: Matter, questions: Sequence[Held], standing: Standing) -> dict[UUID, Fate]:
    """What becomes of each locked question."""
    still = standing([question.id for question in questions])
    own = set(held_by(person).values_list("question_id", flat=True))

    def fate(question: Held) -> Fate:
        if question.stage is Stage.WITHDRAWN:
            return Fate.WITHDRAWN
        if question.body_id != matter.body.pk:
            return Fate.ELSEWHERE
        if not question.may_be_answered:
            return _FATES[question.stage]
        if question.id not in still:
            return Fate.PARTED
        # One item, different people: who executes a question does not sign its answer.
        return Fate.OWN if question.id in own else Fate.ANSWERED

    return {question.id: fate(question) for question in questions}


def _answer(
    person: Person, matter: Matter, found: Written, going: Sequence[Held], *, now: datetime
) -> list[Sealed]:
    """Move the questions, write the entries, sign; what is to be kept at each recipient."""
    answer, salt, actor = found.answer, new_salt(), Actor("signatory", person.pk)
    whole = content_digest(salt, *found.text_parts())
    salts = [new_salt() for _question in going]
    body, languages = matter.body.slug, tuple(found.languages)
    lines = [
        Line(
            AnswerSignedForAll(
                body=body,
                matter=matter.subject,
                languages=languages,
                binding=answer.binding,
                due_on=question.due_on,
                done_by_on=answer.done_by_on,
            ),
            question.number,
            actor,
            content_digest(own_salt, *parts_for_one_of_all(question.number, whole)),
        )
        for question, own_salt in zip(going, salts, strict=True)
    ]
    act = CollectiveSigned(
        body=body,
        languages=languages,
        binding=answer.binding,
        questions=len(going),
        done_by_on=answer.done_by_on,
    )
    lines.append(Line(act, matter.subject, actor, whole))
    *entries, act_entry_id = answer_together(held=going, lines=lines, now=now)
    put_signature(answer, matter.body, person, salt=salt, entry_id=act_entry_id, now=now)
    return [
        Sealed(question.id, Fate.ANSWERED, own_salt, entry_id)
        for question, own_salt, entry_id in zip(going, salts, entries, strict=True)
    ]
