"""The process that compares meanings: whether it answers, and with which model. Without it pages do with letters."""

from django.conf import settings

from sukhbat.cli.doctor.findings import Finding, ok, warn
from sukhbat.similar import client

NAME = "meanings"
_WITHOUT = "until then texts are compared by their letters, and new questions find no concern."


def meanings() -> Finding:
    """One finding; never a failure, for everything else works without."""
    if not settings.SIMILAR_SOCKET:
        return warn(NAME, "Switched off.", "Name a path in SIMILAR_SOCKET and start `sukhbat similar`.")
    said = client.health(timeout=2)
    if said is None:
        return warn(
            NAME, f"Nobody answers at {settings.SIMILAR_SOCKET}.", f"Start `sukhbat similar`; {_WITHOUT}"
        )
    if said.get("status") == "no_model":
        return warn(NAME, f"There is no model: {said.get('why')}.", f"Install what is missing; {_WITHOUT}")
    figures = (
        f"{said.get('questions')} questions, {said.get('concerns')} concerns, {said.get('memory_mib')} MiB"
    )
    if said.get("embedder") != "trained":
        return warn(
            NAME,
            f"Only the table of words compares ({said.get('why')}): {figures}.",
            "See docs/understanding.md.",
        )
    return ok(NAME, f"{said.get('version')}, {said.get('status')}: {figures}.")
