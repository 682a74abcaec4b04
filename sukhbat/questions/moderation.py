"""The visibility of questions: publish, mask, hide, show again; and taking away a name that may not be shown.

The stage goes on meanwhile: nothing here touches it. What is written to the log is bound to the text as
published by a salted digest; the text and its salt are kept in PublishedVersion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.kernel.signals import AIR, COUNTS, LEADING, signal_conference
from sukhbat.kernel.switches import PUBLISH_BY_TIME, is_on
from sukhbat.ledger.actions import Line, record, record_all
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import SYSTEM, Actor, content_digest, new_salt
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.claims import taken
from sukhbat.questions.events import NameHidden, QuestionHidden, QuestionMasked, QuestionPublished
from sukhbat.questions.marks import marks_again
from sukhbat.questions.masking import mask_fragments
from sukhbat.questions.models import ModerationClaim, PublishedVersion, Question, QuestionPrivate
from sukhbat.questions.queries import grounds, pending_publication
from sukhbat.questions.rules import VISIBILITY_CHANGES, Stage, Visibility
from sukhbat.questions.waiting import marks_on

ROLE = "moderator"


@dataclass(frozen=True)
class Bulk:
    """How many of the chosen questions became public, and why each of the others did not, by number."""

    published: int
    left: dict[str, Refusal]


@transaction.atomic
def publish_question(*, person: Person, number: str, now: datetime, clean_only: bool = False) -> Question:
    """Show a waiting question as it stands. Raises Refused when it is no longer waiting.

    ``clean_only`` refuses a text that is marked: someone has to look at it.
    """
    question = taken(person=person, number=number, now=now)
    _ensure_change(question, Visibility.PUBLIC, only_from=Visibility.PENDING)
    if clean_only and marks_on(question).any:
        raise Refused(
            Refusal("has_findings", _("Something was found in this text: please open it and look."), 409)
        )
    _show(question, question.text, QuestionPublished(), person, now)
    return question


def publish_questions(*, person: Person, numbers: Sequence[str], now: datetime) -> Bulk:
    """Show many waiting questions without marks, each in a transaction of its own."""
    ensure(policies.may_moderate(person, now=now))
    left: dict[str, Refusal] = {}
    numbers = list(dict.fromkeys(numbers))
    for number in numbers:
        try:
            publish_question(person=person, number=number, now=now, clean_only=True)
        except Refused as refused:
            left[number] = refused.refusal
    return Bulk(len(numbers) - len(left), left)


@transaction.atomic
def mask_question(*, person: Person, number: str, fragments: Sequence[str], now: datetime) -> Question:
    """Cover words of the text and show it. Raises Refused when one is not in the text, or none is named.

    Works on the text as it would be published, so that nothing the asker or the machine covered comes back.
    The original stays in QuestionPrivate.
    """
    question = taken(person=person, number=number, now=now)
    if question.visibility != Visibility.PUBLIC:
        _ensure_change(question, Visibility.PUBLIC)
    masked = mask_fragments(question.text, fragments)
    if masked.missing:
        words = ", ".join(f"«{fragment[:60]}»" for fragment in masked.missing[:5])
        sentence = _("Not found in the text as whole words: %(words)s. Please copy them from the text.")
        raise Refused(Refusal("fragment_missing", sentence % {"words": words}, 422))
    if not masked.kinds:
        raise Refused(Refusal("nothing_to_mask", _("Please choose or type what to mask."), 422))
    question.is_masked = True
    left = marks_again(masked.text)
    QuestionPrivate.objects.filter(question=question).update(findings=left.findings, flags=left.flags)
    _show(question, masked.text, QuestionMasked(kinds=masked.kinds), person, now)
    return question


@transaction.atomic
def hide_question(*, person: Person, number: str, ground: str, now: datetime) -> Question:
    """Take the text from the public on a ground of the closed list; a stub with number and dates stays."""
    question = taken(person=person, number=number, now=now)
    if not grounds("hide").filter(pk=ground).exists():
        raise Refused(Refusal("no_ground", _("Please choose the ground for hiding."), 422))
    _ensure_change(question, Visibility.HIDDEN)
    question.hidden_ground = ground
    _save(question, Visibility.HIDDEN)
    record(
        event=QuestionHidden(ground=ground), subject=question.number, actor=Actor(ROLE, person.pk), now=now
    )
    return question


@transaction.atomic
def unhide_question(*, person: Person, number: str, now: datetime) -> Question:
    """Show a hidden question again, as it stood."""
    question = taken(person=person, number=number, now=now)
    _ensure_change(question, Visibility.PUBLIC, only_from=Visibility.HIDDEN)
    _show(question, question.text, QuestionPublished(), person, now)
    return question


@transaction.atomic
def hide_name(*, person: Person, number: str, now: datetime) -> Question:
    """Take an obscene or telling name from the question; its text stays as it is, and the asker is told."""
    question = taken(person=person, number=number, now=now)
    if not question.asker_name:
        raise Refused(Refusal("no_name", _("No name is shown with this question."), 409))
    question.asker_name = ""
    question.version += 1
    question.save(update_fields=["asker_name", "version"])
    QuestionPrivate.objects.filter(question=question).update(hide_name=True)
    record(event=NameHidden(), subject=question.number, actor=Actor(ROLE, person.pk), now=now)
    return question


@transaction.atomic
def publish_overdue(*, now: datetime, limit: int = 500) -> int:
    """Show what was not checked in time and has no finding; how many became public. Run by a job.

    A moderator's claim does not stop it: the promise is a time, not an intention.
    """
    if not is_on(PUBLISH_BY_TIME):
        return 0
    ids = [question.pk for question in pending_publication(now=now, limit=limit)]
    waiting = Question.objects.select_for_update(of=("self",), skip_locked=True)
    rows = waiting.filter(pk__in=ids, visibility=Visibility.PENDING).exclude(stage=Stage.WITHDRAWN)
    # A waiting question was never shown before, so this is its first published version.
    versions = [
        PublishedVersion(question=row, number=1, text=row.text, salt=new_salt(), published_at=now)
        for row in rows
    ]
    event = QuestionPublished(by_time=True)
    entries = record_all(
        lines=[Line(event, row.question.number, SYSTEM, _digest(row)) for row in versions], now=now
    )
    for version, entry in zip(versions, entries, strict=True):
        version.entry_id = entry.id
    PublishedVersion.objects.bulk_create(versions)
    shown = [version.question_id for version in versions]
    Question.objects.filter(pk__in=shown).update(visibility=Visibility.PUBLIC, version=F("version") + 1)
    ModerationClaim.objects.filter(question_id__in=shown).delete()
    for conference_id in {row.conference_id for row in rows if row.conference_id}:
        signal_conference(conference_id, COUNTS, LEADING)
    return len(shown)


def _ensure_change(question: Question, target: Visibility, *, only_from: Visibility | None = None) -> None:
    here = Visibility(question.visibility)
    # What was taken back before anyone saw it stays unshown, and an erased text (erasure.py) cannot come back.
    is_gone = (here is Visibility.PENDING and question.stage == Stage.WITHDRAWN) or not question.text
    if (
        (here, target) not in VISIBILITY_CHANGES
        or (only_from and here != only_from)
        or (target is Visibility.PUBLIC and is_gone)
    ):
        raise Refused(
            Refusal("wrong_visibility", _("Meanwhile this was decided. Please look at it again."), 409)
        )


def _show(question: Question, text: str, event: Event, person: Person, now: datetime) -> None:
    """Make the text public with its entry; a text that was public before keeps its version and its salt."""
    last = PublishedVersion.objects.filter(question=question).order_by("-number").first()
    if last is None or last.text != text:
        number = last.number + 1 if last else 1
        version = PublishedVersion(
            question=question, number=number, text=text, salt=new_salt(), published_at=now
        )
    else:
        version = last
    actor = Actor(ROLE, person.pk)
    entry = record(event=event, subject=question.number, actor=actor, now=now, digest=_digest(version))
    if version is not last:
        version.entry_id = entry.id
        version.save()
    question.text, question.hidden_ground = text, ""
    _save(question, Visibility.PUBLIC)


def _save(question: Question, visibility: Visibility) -> None:
    question.visibility = visibility
    question.version += 1
    question.save(update_fields=["visibility", "text", "hidden_ground", "is_masked", "version"])
    ModerationClaim.objects.filter(question=question).delete()
    if question.conference_id:
        # Open pages drop a hidden text at once, as fast as they follow the air.
        at_once = [AIR] if visibility is Visibility.HIDDEN else []
        signal_conference(question.conference_id, COUNTS, LEADING, *at_once)


def _digest(version: PublishedVersion) -> str:
    return content_digest(bytes(version.salt), version.text)
