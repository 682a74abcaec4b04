"""Keeping the directory: adding, changing, retiring, granting roles, and imports with a dry run first.

One keeper at a time: every change holds the same lock, so that what was checked is what is written.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import caches
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies import policies, registers
from sukhbat.bodies.applying import Ended, write
from sukhbat.bodies.directory_cells import UnreadableError, row_from_texts
from sukhbat.bodies.directory_csv import File, plan_directory, plan_rows
from sukhbat.bodies.directory_rows import DirectoryPlan, Place, Table, fingerprint
from sukhbat.bodies.events import BodyRetired, BodySucceeded, ImportApplied, OfficerChanged
from sukhbat.bodies.models import Body, ImportPlan, Officer, Succession
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.locks import wait_for
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import Line, record, record_all
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.people.models import Person

LOCK = "bodies.directory"
IMPORT_KEPT = timedelta(days=1)
STALE = "stale"


@dataclass(frozen=True)
class Applied:
    """What an import or an edit came to, and the executors whose role ended by it."""

    plan: DirectoryPlan
    ended: list[Ended] = field(default_factory=list)


@transaction.atomic
def keep_row(
    *,
    person: Person | None,
    table: Table,
    texts: Mapping[str, str],
    opened_on: str | None,
    now: datetime,
) -> Applied:
    """Add a row (``opened_on`` None) or change one, from a form's texts.

    ``opened_on`` is the fingerprint of the values that the form was opened on. Refused: 422 with the reason
    of a value, 409 when the slug is taken or somebody changed the row meanwhile (code ``stale``).
    """
    if table is Table.OFFICERS:
        ensure(policies.may_grant_to(person, texts.get("email", ""), now=now))
    else:
        ensure(policies.may_keep_directory(person, now=now))
    wait_for(LOCK)
    known = registers.known()
    try:
        row = row_from_texts(table, texts, Place(), today=local_day(now))
    except UnreadableError as error:
        raise Refused(Refusal("bad_value", error.reason, 422)) from error
    before = known.of(table).get(row.key)
    ensure(_crossed(before is not None, opened_on, fingerprint(before) if before else ""))
    plan = plan_rows([row], known, granted_by=_granted_by(table, person))
    if plan.refused:
        raise Refused(Refusal("bad_value", plan.refused[0].reason, 422))
    return _apply(plan, actor=_actor(person, table), now=now)


def _crossed(exists: bool, opened_on: str | None, current: str) -> Refusal | None:
    if opened_on is None:
        return Refusal("taken", _("There is one with this code already."), 409) if exists else None
    if current != opened_on:
        return Refusal(STALE, _("Somebody changed this meanwhile. Look at both and save again."), 409)
    return None


def apply_directory(*, plan: DirectoryPlan, actor: Actor = SYSTEM, now: datetime) -> Applied:
    """Write a plan made under ``LOCK``. The caller asked the policy and holds a transaction."""
    return _apply(plan, actor=actor, now=now)


@transaction.atomic
def import_directory(
    *, files: Sequence[File], actor: Actor = SYSTEM, granted_by: str = "", now: datetime
) -> Applied:
    """Apply files at once: every good line, and a report of the others. For the command line."""
    wait_for(LOCK)
    plan = plan_directory(files, registers.known(), today=local_day(now), granted_by=granted_by)
    applied = _apply(plan, actor=actor, now=now)
    record(event=_imported(plan, _sha256(files)), subject="import/directory", actor=actor, now=now)
    return applied


def dry_run(*, files: Sequence[File], granted_by: str = "", now: datetime) -> DirectoryPlan:
    """What the files would do. Writes nothing."""
    return plan_directory(files, registers.known(), today=local_day(now), granted_by=granted_by)


@transaction.atomic
def keep_import(*, person: Person | None, kind: str, files: Sequence[File], now: datetime) -> ImportPlan:
    """Keep uploaded files for a day, so that exactly they are applied. Forgets older uploads."""
    ensure(policies.may_coordinate(person, now=now))
    assert person is not None
    ImportPlan.objects.filter(uploaded_at__lt=now - IMPORT_KEPT).delete()
    return ImportPlan.objects.create(
        kind=kind,
        files=[
            {"name": file.name, "content": base64.b64encode(file.content).decode("ascii")} for file in files
        ],
        sha256=_sha256(files),
        uploaded_by=person,
        uploaded_at=now,
    )


@transaction.atomic
def apply_import(*, person: Person | None, plan_id: UUID, now: datetime) -> tuple[ImportPlan, Applied]:
    """Apply the uploaded files of a dry run to the directory as it is now; a second time is refused."""
    kept = claim_import(person=person, plan_id=plan_id, kind="directory", now=now)
    wait_for(LOCK)
    plan = planned(kept, person=person, now=now)
    if Table.OFFICERS in plan.tables:
        ensure(policies.may_keep_roles(person, now=now))
    if plan.tables - {Table.OFFICERS}:
        ensure(policies.may_keep_directory(person, now=now))
    actor = _actor(person, Table.OFFICERS if plan.tables == {Table.OFFICERS} else Table.BODIES)
    applied = _apply(plan, actor=actor, now=now)
    record(event=_imported(plan, kept.sha256), subject="import/directory", actor=actor, now=now)
    finish_import(
        kept,
        {"added": len(plan.added), "changed": len(plan.changed), "same": len(plan.same)},
        [(row.place.file, row.place.line, row.text, str(row.reason)) for row in plan.refused],
        now=now,
    )
    return kept, applied


def planned(kept: ImportPlan, *, person: Person | None, now: datetime) -> DirectoryPlan:
    """What the kept files would do to the directory as it is now."""
    return dry_run(files=files_of(kept), granted_by=_granted_by(Table.OFFICERS, person), now=now)


def claim_import(*, person: Person | None, plan_id: UUID, kind: str, now: datetime) -> ImportPlan:
    """The upload, locked, when it is the person's own and not applied yet. Inside a transaction."""
    ensure(policies.may_coordinate(person, now=now))
    kept = ImportPlan.objects.select_for_update().filter(pk=plan_id, kind=kind, uploaded_by=person).first()
    if kept is None or kept.uploaded_at < now - IMPORT_KEPT:
        raise Refused(Refusal("not_found", _("This upload is gone. Please upload the file again."), 404))
    if kept.applied_at is not None:
        raise Refused(Refusal("applied", _("These files were applied already."), 409))
    return kept


def finish_import(
    kept: ImportPlan,
    counts: Mapping[str, int],
    refused: Sequence[tuple[str, int, str, str]],
    *,
    now: datetime,
) -> None:
    """Keep the report of a claimed import beside its files."""
    kept.applied_at = now
    kept.report = {**counts, "refused": [list(line) for line in refused]}
    kept.save(update_fields=["applied_at", "report"])


def files_of(kept: ImportPlan) -> list[File]:
    return [File(file["name"], base64.b64decode(file["content"])) for file in kept.files]


@transaction.atomic
def retire_body(
    *, person: Person | None, slug: str, until: date, successor: str | None, now: datetime
) -> Body:
    """End a body from a day on (exclusive); with a successor, new questions go there.

    Its open questions move by questions.succession.hand_over: the same face calls it in the same transaction.
    """
    ensure(policies.may_keep_directory(person, now=now))
    wait_for(LOCK)
    body = Body.objects.select_for_update().filter(slug=slug).first()
    if body is None:
        raise Refused(Refusal("not_found", _("There is no such body."), 404))
    heir = Body.objects.filter(slug=successor).first() if successor else None
    ensure(_may_retire(body, heir, wanted=successor, until=until))
    if (body.valid_until, body.successor_id) == (until, heir.pk if heir else None):
        return body
    body.valid_until, body.successor = until, heir
    body.save(update_fields=["valid_until", "successor"])
    record(
        event=BodyRetired(until=until, successor=successor or None),
        subject=f"body/{slug}",
        actor=_actor(person, Table.BODIES),
        now=now,
    )
    _forget(now)
    return body


def _may_retire(body: Body, heir: Body | None, *, wanted: str | None, until: date) -> Refusal | None:
    if body.coordinates:
        return Refusal("coordinates", _("The coordinating body cannot be retired."), 409)
    if body.valid_from is not None and until <= body.valid_from:
        return Refusal("bad_until", _("The last day must be after the first one."), 422)
    if wanted and heir is None:
        return Refusal("bad_successor", _("There is no such successor."), 422)
    seen = heir
    while seen is not None:
        if seen.pk == body.pk:
            return Refusal("bad_successor", _("A body cannot succeed itself."), 422)
        seen = seen.successor
    if heir is not None and heir.valid_until is not None and heir.valid_until <= until:
        return Refusal("bad_successor", _("The successor is retired itself by then."), 422)
    return None


def note_succession(
    *, body: Body, successor: Body, moved: int, actor: Actor, now: datetime
) -> Succession | None:
    """Keep how many open questions went over, so that both balances still close. Inside a transaction."""
    if not moved:
        return None
    event = BodySucceeded(successor=successor.slug, moved=moved)
    record(event=event, subject=f"body/{body.slug}", actor=actor, now=now)
    return Succession.objects.create(body=body, successor=successor, moved=moved, at=now)


@transaction.atomic
def end_role(
    *, person: Person | None, officer_id: UUID, until: date, now: datetime
) -> tuple[Officer, list[Ended]]:
    """End a role from a day on (exclusive), never in the past. The same day again changes nothing.

    The executor, when this was their role and it is over today, so that the face returns what they hold.
    """
    ensure(policies.may_keep_roles(person, now=now))
    wait_for(LOCK)
    officer = (
        Officer.objects.select_for_update(of=("self",))
        .select_related("person", "body")
        .filter(pk=officer_id)
        .first()
    )
    if officer is None:
        raise Refused(Refusal("not_found", _("There is no such role."), 404))
    today = local_day(now)
    if officer.until_on is not None and officer.until_on <= today:
        raise Refused(Refusal("ended", _("This role has ended already."), 409))
    if until < today:
        raise Refused(Refusal("past", _("A role ends today or later, not in the past."), 422))
    if officer.until_on != until:
        _end(officer, until, person, now=now)
    is_over = officer.role == Role.EXECUTOR and until <= today
    return officer, [Ended(officer.person, officer.body)] if is_over else []


def _end(officer: Officer, until: date, person: Person | None, *, now: datetime) -> None:
    if until <= officer.from_on:
        # A role that never began: the row would have no day, so it goes; the log keeps that it was granted.
        officer.delete()
    else:
        officer.until_on = until
        officer.save(update_fields=["until_on"])
    record(
        event=OfficerChanged(role=officer.role, fields=("until_on",), until_on=until),
        subject=f"body/{officer.body.slug}",
        actor=_actor(person, Table.OFFICERS),
        now=now,
    )


def _apply(plan: DirectoryPlan, *, actor: Actor, now: datetime) -> Applied:
    lines, ended = write(plan, actor=actor, today=local_day(now))
    _record(lines, now)
    _forget(now)
    return Applied(plan, ended)


def _record(lines: Sequence[Line], now: datetime) -> None:
    if lines:
        record_all(lines=lines, now=now)


def _imported(plan: DirectoryPlan, sha256: str) -> ImportApplied:
    return ImportApplied(
        sha256=sha256, added=len(plan.added), changed=len(plan.changed), refused=len(plan.refused)
    )


def _sha256(files: Sequence[File]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(len(file.content).to_bytes(8, "big") + file.content)
    return digest.hexdigest()


def _granted_by(table: Table, person: Person | None) -> str:
    return (person.email or "") if person is not None and table is Table.OFFICERS else ""


def _actor(person: Person | None, table: Table) -> Actor:
    role = Role.ADMINISTRATOR if table is Table.OFFICERS else Role.COORDINATOR
    return Actor(role.value, person.pk if person else None)


def _forget(now: datetime) -> None:
    """This process sees the change at once; the others within five seconds."""
    today = local_day(now)

    def forget() -> None:
        caches["fragments"].delete_many([f"directory:{today}", f"slugs:{today}"])

    forget()
    transaction.on_commit(forget)
