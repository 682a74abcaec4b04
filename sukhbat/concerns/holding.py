"""One writer at a time in the concerns of a body, and where the numbers of merged concerns lead."""

from collections.abc import Iterable
from uuid import UUID

from sukhbat.concerns.models import Concern
from sukhbat.kernel.locks import wait_for


def hold(bodies: Iterable[UUID]) -> None:
    """Inside a transaction: wait until this one alone may change who stands in the concerns of the bodies.

    The order of all writers: first questions (by key), then bodies (by key, here), then rows of this app. Regrouping
    and streaming lock no question, so that whoever answers or redirects one never waits for them.
    """
    for body in sorted(set(bodies)):
        wait_for(f"concerns.{body}")


class Lines:
    """The merged concerns of some bodies: each leads to the concern at the end of its line."""

    def __init__(self, bodies: Iterable[UUID]) -> None:
        merged = Concern.objects.filter(body_id__in=set(bodies), merged_into__isnull=False)
        self._into: dict[UUID, UUID] = {
            key: into for key, into in merged.values_list("id", "merged_into_id") if into is not None
        }

    def end(self, concern: UUID) -> UUID:
        """The concern in which the questions of ``concern`` stand: itself unless it was merged."""
        while (further := self._into.get(concern)) is not None:
            concern = further
        return concern

    def merge(self, concern: UUID, into: UUID) -> None:
        """Look ahead: as if the two were merged already."""
        self._into[concern] = into

    def part(self, concern: UUID) -> None:
        """Look ahead: as if the concern were merged no more."""
        self._into.pop(concern, None)

    def leading_to(self, concern: UUID) -> set[UUID]:
        """The concern and all whose line passes through it."""
        found = {concern}
        while more := {key for key, into in self._into.items() if into in found} - found:
            found |= more
        return found
