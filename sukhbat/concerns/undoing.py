"""Taking back what was decided: the rows stay, new ones say that they are no longer in force."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.concerns import policies
from sukhbat.concerns.deciding import CITIZEN, decisions_of, take_back
from sukhbat.concerns.detaching import detach
from sukhbat.concerns.events import DecisionUndone, QuestionRejoined
from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Concern, Decision, Membership
from sukhbat.concerns.moving import Step, make_steps, note_ends
from sukhbat.concerns.official import official, subject
from sukhbat.concerns.rules import How, Kind, Left
from sukhbat.concerns.rules.settling import Place, settled
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.groupable import bodies_of_groupable

NO_ACT = Refusal("no_act", _("There is no such decision here."), 404)
UNDONE = Refusal("undone", _("This decision was already taken back."), 409)


@transaction.atomic
def undo_decision(*, person: Person, act: UUID, now: datetime) -> int:
    """Take back a merge, a split or that a question is different; how many questions moved back at once.

    The questions stand again where the decision found them, as far as other decisions allow. A join is taken back by
    saying that the question is different (part_question). Raises Refused when the policy says no, or it was undone.
    """
    rows = list(Decision.objects.select_related("first").filter(act=act).order_by("pk"))
    if not rows or (rows[0].kind == Kind.TOGETHER and rows[0].merged_id is None):
        raise Refused(NO_ACT)
    concern, target = _concerns(rows[0])
    hold({concern.body_id, target.body_id})
    concern, target = _concerns(rows[0])
    ensure(policies.may_undo(person, rows, concern, now=now))
    in_force = list(Decision.objects.filter(act=act, undoing=None))
    is_led = concern.merged_into_id == target.pk and rows[0].merged_id == concern.pk
    if not in_force and not is_led:
        raise Refused(UNDONE)
    citizen = rows[0].role == CITIZEN
    actor = Actor(CITIZEN, person.pk) if citizen else official(person, [concern.body_id], now=now)
    take_back(act=uuid7(), rows=in_force, actor=actor, now=now)
    if rows[0].merged_id is not None:
        moved = _unmerge(concern, target, actor=actor, now=now) if is_led else 0
    else:
        moved = _return(in_force, concern, now=now)
    event, about = _event(rows[0], concern, moved)
    record(event=event, subject=about, actor=actor, now=now)
    return moved


def _concerns(row: Decision) -> tuple[Concern, Concern]:
    """The concern that an act was about, and the one it was merged into (itself when it was left)."""
    rows = Concern.objects.select_related("body")
    about = row.merged_id if row.left_id is None else row.left_id
    assert about is not None  # the table's constraints: a merge has the one, a parting the other
    concern = rows.get(pk=about)
    return concern, rows.get(pk=row.into_id) if row.into_id else concern


def _event(row: Decision, concern: Concern, moved: int) -> tuple[Event, str]:
    if row.role == CITIZEN:
        return QuestionRejoined(concern=concern.number, body=concern.body.slug), row.first.number
    what = "merge" if row.merged_id else "split"
    return DecisionUndone(body=concern.body.slug, what=what, questions=moved), subject(concern)


def _unmerge(concern: Concern, target: Concern, *, actor: Actor, now: datetime) -> int:
    """The questions of the merged concern stand in it again."""
    lines = Lines([concern.body_id])
    place = lines.end(target.pk)
    Concern.objects.filter(pk=concern.pk).update(merged_into=None)
    lines.part(concern.pk)
    rows = Membership.objects.filter(concern_id=place)
    origins = dict(rows.values_list("question_id", "origin_id"))
    wanted: dict[UUID, Place] = {question: lines.end(origin) for question, origin in origins.items()}
    back = {question for question in wanted if wanted[question] != place}
    known = decisions_of(concern.body_id)
    detach(known, back, wanted.keys() - back, act=uuid7(), actor=actor, now=now)
    return _put(wanted, dict.fromkeys(origins, place), origins, concern.body_id, lines, now=now)


def _return(rows: Collection[Decision], concern: Concern, *, now: datetime) -> int:
    """Who left the concern stands in it again, when it still has questions and their body still is its."""
    lines = Lines([concern.body_id])
    place = lines.end(concern.pk)
    bodies = bodies_of_groupable((row.first_id for row in rows), now=now)
    back = [question for question, body in bodies.items() if body == concern.body_id]
    stands = set(Membership.objects.filter(question_id__in=back).values_list("concern_id", flat=True))
    here = Membership.objects.filter(concern_id__in={place, *stands}, concern__body_id=concern.body_id)
    present: dict[UUID, UUID] = dict(here.values_list("question_id", "concern_id"))
    if place not in present.values():
        return 0
    wanted: dict[UUID, Place] = {**present, **dict.fromkeys(back, place)}
    return _put(wanted, present, {}, concern.body_id, lines, now=now)


def _put(
    wanted: Mapping[UUID, Place],
    present: Mapping[UUID, UUID],
    origins: Mapping[UUID, UUID],
    body: UUID,
    lines: Lines,
    *,
    now: datetime,
) -> int:
    """Move questions where they are wanted, as far as the decisions in force allow; how many moved."""
    known = decisions_of(body)
    places = settled(wanted, present, known.closure, known.barred(lines))
    steps = [
        Step(question, present.get(question), place, origins.get(question))
        for question, place in places.items()
        if place != present.get(question)
    ]
    _left, moved = make_steps(steps, how=How.PERSON, why=Left.UNDONE, now=now)
    touched = {place for step in steps for place in (step.source, step.target) if place is not None}
    note_ends(touched, now=now)
    return moved
