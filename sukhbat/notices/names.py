"""The names behind the codes of many notices, read at once."""

from collections.abc import Iterable, Mapping

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import bodies_by_slug
from sukhbat.questions.models import Ground
from sukhbat.questions.queries import ground

_BODIES = ("body", "from_body", "to_body")


class Names:
    """Bodies and grounds by their codes; each is named in the language that is active when asked."""

    def __init__(self, facts: Iterable[Mapping[str, object]]) -> None:
        facts = list(facts)
        slugs = {str(fact[key]) for fact in facts for key in _BODIES if key in fact}
        self.bodies: dict[str, Body] = bodies_by_slug(slugs) if slugs else {}
        codes = {str(fact["ground"]) for fact in facts if "ground" in fact}
        self.grounds: dict[str, Ground | None] = {code: ground(code) for code in codes}

    def body(self, slug: str) -> str:
        """A body's name, or its slug when the directory does not know it."""
        found = self.bodies.get(slug)
        return found.name if found else slug

    def ground(self, code: str) -> str:
        """A ground's name, or its code when the list does not have it any more."""
        found = self.grounds.get(code)
        return found.name if found else code
