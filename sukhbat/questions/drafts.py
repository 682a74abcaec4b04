"""Drafts: what someone wrote before saying who they are. Kept for seven days, sent once, lost never."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.actions import Received, submit_question
from sukhbat.questions.draft_fields import DraftFields
from sukhbat.questions.draft_plan import plan_draft
from sukhbat.questions.models import Draft

KEPT_FOR = timedelta(days=7)
NO_CONSENT = Refusal("no_consent", _("Without your consent we may not take the question."), 422)


def secret_hash(secret: str) -> str:
    """What the table holds of a draft's secret: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_draft(
    draft_id: UUID, *, held: Mapping[UUID, str], person: Person | None, now: datetime
) -> Draft | None:
    """A draft of the person, or of this browser, which holds its secret; None when it is neither or too old.

    A draft that belongs to a person is closed to everyone else who is signed in at the same browser.
    """
    found = (
        Draft.objects.select_related("question").filter(pk=draft_id, touched_at__gt=now - KEPT_FOR).first()
    )
    if found is None:
        return None
    if person is not None and found.person_id == person.pk:
        return found
    if person is not None and found.person_id is not None:
        return None
    holds = hmac.compare_digest(secret_hash(held.get(draft_id, "")), found.secret_hash)
    return found if holds else None


def drafts_of(person: Person, *, now: datetime) -> QuerySet[Draft]:
    """The person's drafts that were not sent, the last touched first."""
    mine = Draft.objects.filter(person=person, question=None, touched_at__gt=now - KEPT_FOR)
    return mine.order_by("-touched_at")


def start_draft(*, kept: DraftFields, person: Person | None, now: datetime) -> tuple[Draft, str]:
    """Keep a new draft; the draft, and the secret that opens it."""
    secret = secrets.token_urlsafe(32)
    draft = Draft.objects.create(
        secret_hash=secret_hash(secret),
        key=uuid4(),
        fields=kept.to_json(),
        person=person,
        created_at=now,
        touched_at=now,
    )
    return draft, secret


def keep_draft(*, draft: Draft, kept: DraftFields, person: Person | None, now: datetime) -> None:
    """Keep what changed. A draft that was sent meanwhile stays as it was sent."""
    draft.fields, draft.person = kept.to_json(), draft.person or person
    Draft.objects.filter(pk=draft.pk, question=None).update(
        fields=draft.fields, person=draft.person, touched_at=now
    )


@transaction.atomic
def send_draft(*, person: Person, draft_id: UUID, now: datetime, body: str = "") -> Received:
    """Make a draft a question, once: a second press gets the first question.

    ``body`` is the slug of a body that answers instead of the one the draft names: that of the concern it joins.
    The caller has opened the draft (open_draft). Raises Refused for length, missing consent, closed intake
    and overload, and when someone else sent it meanwhile. The row's lock makes two presses at once wait for
    each other.
    """
    # The lock joins nothing: a joined row would be the one from before the wait.
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.question is not None:
        if draft.person_id != person.pk:
            raise Refused(policies.NOT_YOURS)
        return Received(draft.question, is_new=False)
    kept = DraftFields.from_json(draft.fields)
    if kept.consent is None:
        raise Refused(NO_CONSENT)
    if body:
        kept = replace(kept, body=body)
    plan = plan_draft(kept, key=draft.key, person=person, now=now)
    received = submit_question(person=person, submission=plan.submission, conference=plan.conference, now=now)
    # The words now live in the question and its private part alone.
    draft.question, draft.person, draft.fields, draft.touched_at = received.question, person, {}, now
    draft.save(update_fields=["question", "person", "fields", "touched_at"])
    return received


def forget_old_drafts(*, now: datetime) -> int:
    """Remove drafts untouched for seven days; how many went. A job runs it daily."""
    return Draft.objects.filter(touched_at__lte=now - KEPT_FOR).delete()[0]
