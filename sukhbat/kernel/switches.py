"""Kill switches: rows that stop a part of the product at once and in every process."""

from datetime import datetime

from django.db import connection

from sukhbat.kernel.models import Switch

# Each stops what it names: taking questions in, showing unchecked texts when their time is up, sending
# letters. One that has no row is on.
INTAKE, PUBLISH_BY_TIME, MAIL = "intake", "publish_by_time", "mail"
NAMES = (INTAKE, PUBLISH_BY_TIME, MAIL)


def all_switches() -> dict[str, bool]:
    """Every switch and whether it is on."""
    rows = dict(Switch.objects.values_list("name", "is_on"))
    return {name: rows.get(name, True) for name in NAMES}


def is_on(name: str) -> bool:
    """Whether what the switch names may run now; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM kernel_switch WHERE name = %s AND NOT is_on", [name])
        return cursor.fetchone() is None


def turn(name: str, *, is_on: bool, now: datetime) -> bool:
    """Turn a switch; False when it stood so already. Who may is asked by the callers."""
    row = Switch.objects.select_for_update().filter(pk=name).first()
    if (row.is_on if row else True) == is_on:
        return False
    Switch.objects.update_or_create(name=name, defaults={"is_on": is_on, "changed_at": now})
    return True
