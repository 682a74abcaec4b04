"""What tests of notices do over and over."""

from datetime import datetime

from django.db import transaction

from sukhbat.kernel import clock
from sukhbat.ledger.actions import number_leaves
from sukhbat.notices.letters import Words, words_of
from sukhbat.notices.models import Letter, Notice
from sukhbat.notices.reactions import react
from tests.people import MONDAY


def number_all() -> None:
    """Give every entry its leaf, as the jobs do each second."""
    with transaction.atomic():
        number_leaves(now=clock.now(), window=None)


def tell(now: datetime = MONDAY) -> int:
    """Number the log and tell everyone of all there is; how many entries were read."""
    number_all()
    total = 0
    while done := react(now=now):
        total += done
    return total


def kinds(person) -> list[str]:
    """What a person was told, in the order of the log."""
    return list(Notice.objects.filter(person=person).order_by("entry_id").values_list("kind", flat=True))


def mailed(person) -> list[str]:
    """The subjects of a person's letters, in the order of the log."""
    return [words_of(letter).subject for letter in Letter.objects.filter(person=person).order_by("entry_id")]


def letter_to(person, kind: str) -> Letter:
    entry = Notice.objects.filter(person=person, kind=kind).latest("entry_id").entry_id
    return Letter.objects.get(person=person, entry_id=entry)


def words_to(person, kind: str) -> Words:
    return words_of(letter_to(person, kind))
