"""The closed lists of grounds, kept by the administrator: which are offered, in what order and words."""

import re
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.policies import may_administer
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.events import GroundChanged
from sukhbat.questions.models import Ground

KINDS = ("hide", "decline")
_CODE = re.compile(r"[-a-z0-9]{1,40}")


@dataclass(frozen=True, kw_only=True)
class GroundValues:
    """What may change about a ground; its code and kind never do, for the log names them."""

    name_kk: str
    name_ru: str
    name_en: str
    article: str = ""
    position: int = 0
    is_offered: bool = True


def all_grounds() -> list[Ground]:
    """Every ground, offered or not, by kind and order."""
    return list(Ground.objects.order_by("kind", "position", "code"))


@transaction.atomic
def change_ground(*, person: Person | None, code: str, values: GroundValues, now: datetime) -> Ground:
    """Change names, article, order or whether it is offered. One that was used stays readable for ever."""
    ensure(may_administer(person, now=now))
    ensure(_incomplete(values))
    ground = Ground.objects.select_for_update().filter(pk=code).first()
    if ground is None:
        raise Refused(Refusal("not_found", _("There is no such ground."), 404))
    changed = tuple(f.name for f in fields(values) if getattr(ground, f.name) != getattr(values, f.name))
    for name in changed:
        setattr(ground, name, getattr(values, name))
    if changed:
        ground.save(update_fields=changed)
        _log(ground, changed, person, now)
    return ground


@transaction.atomic
def add_ground(*, person: Person | None, code: str, kind: str, values: GroundValues, now: datetime) -> Ground:
    """A new ground. Refused: 422 for a code or kind that cannot be, 409 when the code is taken."""
    ensure(may_administer(person, now=now))
    ensure(_incomplete(values))
    if kind not in KINDS or not _CODE.fullmatch(code):
        raise Refused(
            Refusal("bad_code", _("A code has at most 40 small Latin letters, digits and dashes."), 422)
        )
    columns = {field.name: getattr(values, field.name) for field in fields(values)}
    try:
        with transaction.atomic():
            ground = Ground.objects.create(code=code, kind=kind, **columns)
    except IntegrityError as error:
        raise Refused(Refusal("taken", _("There is one with this code already."), 409)) from error
    _log(ground, ("added",), person, now)
    return ground


def _incomplete(values: GroundValues) -> Refusal | None:
    if all(name.strip() for name in (values.name_kk, values.name_ru, values.name_en)):
        return None
    return Refusal("name_missing", _("A ground has its name in all three languages."), 422)


def _log(ground: Ground, changed: tuple[str, ...], person: Person | None, now: datetime) -> None:
    record(
        event=GroundChanged(kind=ground.kind, fields=changed),
        subject=f"ground/{ground.code}",
        actor=Actor("administrator", person.pk if person else None),
        now=now,
    )
