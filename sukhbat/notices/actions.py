"""What a person does with their notices and mail, and what time does with old letters."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.notices.models import Letter, Notice, Preference
from sukhbat.notices.rules import Group, State
from sukhbat.notices.tokens import read_token
from sukhbat.people.models import Person

KEPT_DAYS = 30
BAD_TOKEN = Refusal(
    "bad_token", _("This link is damaged. You can switch mail off on your notices page."), 404
)


def mark_read(*, person: Person, entry_id: UUID, now: datetime) -> None:
    """Note that the person has read a notice; another's or a second time changes nothing."""
    Notice.objects.filter(person=person, entry_id=entry_id, read_at=None).update(read_at=now)


def mark_all_read(*, person: Person, now: datetime) -> int:
    """Note that the person has read all there is; how many were unread."""
    return Notice.objects.filter(person=person, read_at=None).update(read_at=now)


def mark_read_by_all(*, now: datetime) -> int:
    """Note that everybody has read all there is; for the history a demonstration begins with."""
    return Notice.objects.filter(read_at=None).update(read_at=now)


def set_mail(*, person: Person, wanted: Collection[Group], among: Collection[Group]) -> None:
    """Which groups of ``among`` the person wants as mail. What is owed is no group and always comes."""
    for group in among:
        if group is not Group.OWED:
            _prefer(person.pk, group, by_mail=group in wanted)


def stop_mail(*, token: str) -> Group:
    """One click on a letter: no more mail of its group. Raises Refused for a token that is none of ours."""
    if (read := read_token(token)) is None:
        raise Refused(BAD_TOKEN)
    person_id, group = read
    _prefer(person_id, group, by_mail=False)
    return group


def _prefer(person_id: UUID, group: Group, *, by_mail: bool) -> None:
    Preference.objects.update_or_create(person_id=person_id, group=group.value, defaults={"by_mail": by_mail})


def forget_old_letters(*, now: datetime) -> int:
    """Drop letters that are done with for 30 days: their notice stays, the address need not."""
    done = Letter.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).exclude(state=State.WAITING)
    return done.delete()[0]


def forget_letters(*, person_id: UUID) -> int:
    """Drop every letter to a person who had themselves erased: they hold an address."""
    return Letter.objects.filter(person_id=person_id).delete()[0]
