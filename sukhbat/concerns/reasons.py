"""Why a question stands where it stands, what people decided about its concern, and where numbers lead."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q

from sukhbat.concerns.deciding import CITIZEN, in_force
from sukhbat.concerns.holding import Lines
from sukhbat.concerns.models import Concern, Decision, Membership, MergeProposal, PastMembership
from sukhbat.concerns.queries import membership_of, part_until
from sukhbat.concerns.rules import How, Verdict
from sukhbat.questions.models import Question

# So many acts and members are read at once.
PAGE = 30


@dataclass(frozen=True)
class WhyHere:
    """Why a question stands in a concern.

    ``score`` is how near it was to the concern when it came, by the embedder ``version``; a person's word has none.
    ``merged`` is the concern the machine found, where people merged that one into this. ``part_until``: the last day
    to say that it is different; None while its asker was not told, which leaves it open.
    """

    concern: Concern
    how: How
    score: float | None
    version: str
    since_at: datetime
    told_at: datetime | None
    part_until: date | None
    merged: Concern | None


@dataclass(frozen=True)
class Act:
    """What somebody decided about a concern: merge, split or part. A citizen's act has no person.

    ``questions`` were taken out by it; ``other`` is the other concern of a merge.
    """

    act: UUID
    what: str
    at: datetime
    role: str
    by_id: UUID | None
    questions: int
    other: Concern | None
    is_undone: bool


def why_here(question: Question) -> WhyHere | None:
    """Why a question stands where it stands; None while it stands alone."""
    found = membership_of(question)
    if found is None:
        return None
    return WhyHere(
        concern=found.concern,
        how=How(found.how),
        score=found.score,
        version=found.version,
        since_at=found.since_at,
        told_at=found.told_at,
        part_until=part_until(found.told_at) if found.told_at else None,
        merged=found.origin if found.origin_id != found.concern_id else None,
    )


def own_parting(question: Question) -> Decision | None:
    """That its asker said it is different, while that is in force: what they may take back (undoing.undo_decision)."""
    found = in_force().filter(first=question, left__isnull=False, role=CITIZEN)
    return found.select_related("left").order_by("-pk").first()


def members(
    concern: Concern, *, page: int = 1, outliers: bool = False, limit: int = PAGE
) -> tuple[list[Membership], bool]:
    """A page of all that stand in a concern, for those who work on it, and whether more follow; one query.

    The newest first, or ``outliers``: those furthest from the middle first, which an official checks before others.
    """
    found = Membership.objects.select_related("question").filter(
        concern=concern, question__body_id=concern.body_id
    )
    found = found.order_by("score", "question_id") if outliers else found.order_by("-question_id")
    start = (page - 1) * limit
    rows = list(found[start : start + limit + 1])
    return rows[:limit], len(rows) > limit


def acts_about(concern: Concern, *, limit: int = PAGE) -> list[Act]:
    """What people decided about a concern and those merged into it, the last first; three queries."""
    line = Lines([concern.body_id]).leading_to(concern.pk)
    about = Q(left__in=line) | Q(merged__in=line) | Q(into__in=line, merged__isnull=False)
    rows = (
        Decision.objects.filter(about)
        .values("act", "role", "by_id", "merged_id", "into_id", "at")
        .annotate(rows=Count("pk"), undone=Count("undoing"), last=Max("pk"))
        .order_by("-last")[:limit]
    )
    found = list(rows)
    named = {row[name] for row in found for name in ("merged_id", "into_id")}
    concerns = Concern.objects.select_related("body").in_bulk(named - {None})
    return [
        Act(
            act=row["act"],
            what="merge" if row["merged_id"] else "part" if row["role"] == CITIZEN else "split",
            at=row["at"],
            role=row["role"],
            by_id=row["by_id"],
            questions=0 if row["merged_id"] else row["rows"],
            other=concerns.get(row["into_id"] if row["merged_id"] == concern.pk else row["merged_id"]),
            is_undone=row["undone"] == row["rows"],
        )
        for row in found
    ]


def open_proposals(bodies: list[UUID]) -> list[MergeProposal]:
    """The proposals to merge that wait for a decision and touch one of the bodies, the oldest first; one query."""
    found = MergeProposal.objects.select_related("concern__body", "into__body", "by")
    of_bodies = Q(concern__body_id__in=bodies) | Q(into__body_id__in=bodies)
    return list(found.filter(of_bodies, verdict=Verdict.OPEN).order_by("at", "pk"))


def proposals_across_bodies(*, limit: int) -> list[MergeProposal]:
    """Those that only the coordinator may decide, the oldest first; one query."""
    found = MergeProposal.objects.select_related("concern__body", "into__body").filter(verdict=Verdict.OPEN)
    return list(found.exclude(concern__body=F("into__body")).order_by("at", "pk")[:limit])


def kin_of(concern: Concern) -> list[Concern]:
    """The concerns of other bodies that the coordinator said are the same matter, as their numbers lead now."""
    line = Lines([concern.body_id]).leading_to(concern.pk)
    rows = in_force().filter(merged__isnull=False).select_related("merged__body", "into__body")
    rows = rows.filter(Q(merged__in=line) | Q(into__in=line))
    others = [row.into if row.merged_id in line else row.merged for row in rows]
    away = [other for other in others if other is not None and other.body_id != concern.body_id]
    lines = Lines(other.body_id for other in away)
    ends = {lines.end(other.pk) for other in away}
    return list(Concern.objects.select_related("body").filter(pk__in=ends).order_by("number"))


def led_to(concern: Concern) -> Concern | None:
    """Where most questions of a concern that ended stand now; None when they stand alone."""
    past = PastMembership.objects.filter(concern=concern).values("question_id")
    now = Membership.objects.filter(question_id__in=past).exclude(concern=concern)
    most = now.values("concern_id").annotate(n=Count("pk")).order_by("-n", "concern_id").first()
    return Concern.objects.select_related("body").get(pk=most["concern_id"]) if most else None
