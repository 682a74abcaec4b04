"""Entries, their dense order, and the erasable link from an actor's tag to a person."""

from django.db import models

from sukhbat.kernel.ids import uuid7
from sukhbat.ledger.rules import EntryContent


class Entry(models.Model):
    """One line of the log. Triggers refuse UPDATE, DELETE and TRUNCATE; partitioned by its id's time."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    event = models.TextField()
    subject = models.TextField()
    actor_role = models.TextField()
    actor_tag = models.UUIDField(null=True)
    digest = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict)
    action = models.UUIDField()

    class Meta:
        managed = False
        db_table = "ledger_entry"

    def content(self) -> EntryContent:
        return EntryContent(
            id=self.id,
            at=self.at,
            event=self.event,
            subject=self.subject,
            actor_role=self.actor_role,
            actor_tag=self.actor_tag,
            digest=self.digest,
            facts=self.facts,
        )


class Leaf(models.Model):
    """The dense index an entry got when it was seen committed; reactions and proofs walk it, never ids."""

    index = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    hash = models.BinaryField(max_length=32)


class ActorTag(models.Model):
    """Which person stands behind an opaque tag; fresh for each subject, erased with the person."""

    tag = models.UUIDField(primary_key=True)
    subject = models.TextField()
    person_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "person_id"], name="one_tag_per_subject")]
