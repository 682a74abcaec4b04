"""The names behind the codes of many notices, read at once."""

from collections.abc import Iterable, Mapping

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import bodies_by_slug
from sukhbat.concerns.models import Concern
from sukhbat.concerns.queries import concern_by_number
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import conferences_by_slug
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import Fact
from sukhbat.questions.models import Ground
from sukhbat.questions.queries import ground

_BODIES = ("body", "from_body", "to_body")
# A whole conference is ``conference/<slug>`` in the log, a whole concern ``concern/<number>``.
_WHOLE = ("conference", "concern")


def facts_of(entry: Entry) -> dict[str, Fact]:
    """What an entry says, and for one about a whole conference or concern also which."""
    kind, _slash, name = entry.subject.partition("/")
    return {**entry.facts, kind: name} if kind in _WHOLE else dict(entry.facts)


class Names:
    """Bodies, conferences and grounds by their codes; each is named in the language that is active when asked."""

    def __init__(self, facts: Iterable[Mapping[str, object]]) -> None:
        facts = list(facts)
        slugs = {str(fact[key]) for fact in facts for key in _BODIES if key in fact}
        self.bodies: dict[str, Body] = bodies_by_slug(slugs) if slugs else {}
        codes = {str(fact["ground"]) for fact in facts if "ground" in fact}
        conferences = {str(fact["conference"]) for fact in facts if "conference" in fact}
        self.conferences = conferences_by_slug(conferences) if conferences else {}
        self.grounds: dict[str, Ground | None] = {code: ground(code) for code in codes}

    def whole(self, entry: Entry) -> Conference | Concern | None:
        """The conference or the concern that an entry is about as a whole, or None when it is about a question."""
        kind, _slash, name = entry.subject.partition("/")
        if kind == "concern":
            return concern_by_number(int(name))
        return self.conferences.get(name) if kind == "conference" else None

    def body(self, slug: str) -> str:
        """A body's name, or its slug when the directory does not know it."""
        found = self.bodies.get(slug)
        return found.name if found else slug

    def conference(self, slug: str) -> str:
        """A conference's title, or its address when there is none any more."""
        found = self.conferences.get(slug)
        return found.title if found else slug

    def ground(self, code: str) -> str:
        """A ground's name, or its code when the list does not have it any more."""
        found = self.grounds.get(code)
        return found.name if found else code
