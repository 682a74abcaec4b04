"""What an installation needs before anybody holds a role in it. Called by the command line only."""

from datetime import datetime

from django.db import transaction

from sukhbat.bodies.events import BodyChanged
from sukhbat.bodies.models import Body
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import SYSTEM


@transaction.atomic
def name_coordinator(*, slug: str, now: datetime) -> Body:
    """Make a body the one that coordinates; the same again changes nothing. Raises Body.DoesNotExist."""
    body = Body.objects.select_for_update().get(slug=slug)
    if not body.coordinates:
        Body.objects.filter(coordinates=True).update(coordinates=False)
        body.coordinates = True
        body.save()
        record(event=BodyChanged(fields=("coordinates",)), subject=f"body/{slug}", actor=SYSTEM, now=now)
    return body
