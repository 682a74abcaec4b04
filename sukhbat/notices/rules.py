"""Who is told what, by which event, and how a letter is tried again. Pure tables and arithmetic."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a notice says; each has its sentence and, where mailed, its folder of letter templates."""

    RECEIVED = "received"
    PUBLISHED = "published"
    MASKED = "masked"
    HIDDEN = "hidden"
    NAME_HIDDEN = "name_hidden"
    ASSIGNED = "assigned"
    REDIRECTED = "redirected"
    EXTENDED = "extended"
    DUE_MOVED = "due_moved"
    DUE_RECOUNTED = "due_recounted"
    SUCCEEDED = "succeeded"
    ON_AIR = "on_air"
    ANSWERED_LIVE = "answered_live"
    IN_WRITING = "in_writing"
    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    ANSWERED_FOR_ALL = "answered_for_all"
    BACK_IN_WORK = "back_in_work"
    TOGETHER = "together"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    NEW = "new"
    REMAINDER = "remainder"
    ARRIVED = "arrived"
    LEFT = "left"
    TAKEN_BACK = "taken_back"
    YOURS = "yours"
    NOT_YOURS = "not_yours"
    TO_SIGN = "to_sign"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    CAME_BACK = "came_back"
    ALL_TO_SIGN = "all_to_sign"
    ALL_SENT_BACK = "all_sent_back"
    ALL_SIGNED = "all_signed"
    UNASSIGNED = "unassigned"
    INHERITED = "inherited"
    NEW_DATE = "new_date"
    DUE_NEAR = "due_near"
    OVERDUE = "overdue"


# The kind of a letter that no notice stands beside: what is new in a saved search.
SAVED_SEARCH = "saved_search"


class Group(StrEnum):
    """What a person may switch off as mail; the notice on the site stays. OWED cannot be switched off."""

    OWED = ""
    PROGRESS = "progress"
    NEW = "new"
    WORK = "work"
    DEADLINES = "deadlines"


CITIZEN_GROUPS = (Group.PROGRESS,)
STAFF_GROUPS = (Group.NEW, Group.WORK, Group.DEADLINES)


class Audience(StrEnum):
    """A circle of people around a question, found when the entry is read."""

    AUTHOR = "author"
    DISPATCHERS = "dispatchers"
    OLD_DISPATCHERS = "old_dispatchers"
    EXECUTOR = "executor"
    OLD_EXECUTOR = "old_executor"
    EXECUTOR_OR_DISPATCHERS = "executor_or_dispatchers"
    SIGNATORIES = "signatories"


@dataclass(frozen=True)
class Telling:
    """One circle told one thing; ``group`` None means on the site only."""

    audience: Audience
    kind: Kind
    group: Group | None = None


def _author(kind: Kind, group: Group | None = None) -> Telling:
    return Telling(Audience.AUTHOR, kind, group)


# Whoever stands in two circles of one event is told once: what the first line says.
TELLINGS: Mapping[str, tuple[Telling, ...]] = {
    "question:received": (
        _author(Kind.RECEIVED, Group.OWED),
        Telling(Audience.DISPATCHERS, Kind.NEW, Group.NEW),
    ),
    "question:published": (_author(Kind.PUBLISHED),),
    "question:masked": (_author(Kind.MASKED, Group.OWED),),
    "question:hidden": (_author(Kind.HIDDEN, Group.OWED),),
    "question:name_hidden": (_author(Kind.NAME_HIDDEN, Group.OWED),),
    "question:put_on_air": (_author(Kind.ON_AIR),),
    "question:answered_live": (_author(Kind.ANSWERED_LIVE, Group.OWED),),
    "question:goes_to_writing": (_author(Kind.IN_WRITING, Group.OWED),),
    # After a live part one letter for each body, not one for each of its questions.
    "conference:remainder": (Telling(Audience.DISPATCHERS, Kind.REMAINDER, Group.NEW),),
    "question:assigned": (
        _author(Kind.ASSIGNED, Group.PROGRESS),
        Telling(Audience.EXECUTOR, Kind.YOURS, Group.WORK),
    ),
    "question:reassigned": (
        Telling(Audience.EXECUTOR, Kind.YOURS, Group.WORK),
        Telling(Audience.OLD_EXECUTOR, Kind.NOT_YOURS),
    ),
    "question:returned": (Telling(Audience.DISPATCHERS, Kind.UNASSIGNED, Group.WORK),),
    "question:redirected": (
        _author(Kind.REDIRECTED, Group.OWED),
        Telling(Audience.DISPATCHERS, Kind.ARRIVED, Group.NEW),
        Telling(Audience.OLD_DISPATCHERS, Kind.LEFT, Group.WORK),
        Telling(Audience.OLD_EXECUTOR, Kind.LEFT, Group.WORK),
    ),
    "question:extended": (
        _author(Kind.EXTENDED, Group.PROGRESS),
        Telling(Audience.EXECUTOR, Kind.NEW_DATE),
    ),
    "question:due_moved": (
        _author(Kind.DUE_MOVED, Group.PROGRESS),
        Telling(Audience.EXECUTOR_OR_DISPATCHERS, Kind.NEW_DATE),
    ),
    "question:due_recounted": (
        _author(Kind.DUE_RECOUNTED),
        Telling(Audience.EXECUTOR_OR_DISPATCHERS, Kind.NEW_DATE),
    ),
    # One act moves all of a body's questions: its successor reads of them at the desk, not in a flood of mail.
    "question:succeeded": (
        _author(Kind.SUCCEEDED, Group.PROGRESS),
        Telling(Audience.DISPATCHERS, Kind.INHERITED),
    ),
    "question:declined": (_author(Kind.DECLINED, Group.OWED),),
    "question:withdrawn": (
        _author(Kind.WITHDRAWN, Group.OWED),
        Telling(Audience.EXECUTOR_OR_DISPATCHERS, Kind.TAKEN_BACK, Group.WORK),
    ),
    "question:closed": (_author(Kind.CLOSED),),
    "answer:handed_over": (Telling(Audience.SIGNATORIES, Kind.TO_SIGN, Group.WORK),),
    "answer:returned": (Telling(Audience.EXECUTOR, Kind.SENT_BACK, Group.WORK),),
    "answer:signed": (
        _author(Kind.ANSWERED, Group.OWED),
        Telling(Audience.EXECUTOR, Kind.SIGNED),
    ),
    "answer:confirmed": (_author(Kind.CONFIRMED, Group.OWED),),
    # One answer to tens of thousands: its officials read of the whole act, never of each question.
    "answer:signed_for_all": (_author(Kind.ANSWERED_FOR_ALL, Group.OWED),),
    "question:said_different": (
        _author(Kind.BACK_IN_WORK, Group.OWED),
        Telling(Audience.DISPATCHERS, Kind.CAME_BACK, Group.NEW),
    ),
    "collective_answer:handed_over": (Telling(Audience.SIGNATORIES, Kind.ALL_TO_SIGN, Group.WORK),),
    "collective_answer:returned": (Telling(Audience.EXECUTOR, Kind.ALL_SENT_BACK, Group.WORK),),
    "collective_answer:signed": (Telling(Audience.EXECUTOR, Kind.ALL_SIGNED),),
    "question:due_near": (Telling(Audience.EXECUTOR_OR_DISPATCHERS, Kind.DUE_NEAR, Group.DEADLINES),),
    "question:overdue": (
        Telling(Audience.EXECUTOR, Kind.OVERDUE, Group.DEADLINES),
        Telling(Audience.DISPATCHERS, Kind.OVERDUE, Group.DEADLINES),
        Telling(Audience.SIGNATORIES, Kind.OVERDUE, Group.DEADLINES),
    ),
}
# What no entry tells of: where a program put a question (notices/together.py).
WITHOUT_ENTRY = frozenset({Kind.TOGETHER})
AUTHOR_KINDS = WITHOUT_ENTRY | frozenset(
    telling.kind
    for tellings in TELLINGS.values()
    for telling in tellings
    if telling.audience is Audience.AUTHOR
)
MAILED = frozenset(
    telling.kind for tellings in TELLINGS.values() for telling in tellings if telling.group is not None
)


class State(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENT = "sent"
    BOUNCED = "bounced"
    GIVEN_UP = "given_up"


BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None when it is time to give up."""
    return BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None


def message_id(entry_id: UUID, person_id: UUID, domain: str) -> str:
    """RFC 5322 Message-ID: the same at each attempt, and saying nothing about the person."""
    digest = hashlib.sha256(f"{entry_id}:{person_id}".encode()).hexdigest()[:32]
    return f"<{digest}@{domain}>"
