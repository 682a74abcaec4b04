"""An answer given on air, as templates read it."""

from typing import Any

from sukhbat.kernel.clock import on_the_clock

Json = dict[str, Any]


def said(item: Json, *, is_confirmed: bool) -> Json:
    """An item of questions.live_json with its moment as people read it, and whether the signatory confirmed it."""
    return {**item, "clock": on_the_clock(item["second"] or 0), "is_confirmed": is_confirmed}
