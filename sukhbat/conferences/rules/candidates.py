"""What the published order is made from: the questions with all that is public of them. Pure."""

from dataclasses import dataclass

# The value of a facet that the asker did not name; it has its quota like any other.
NOT_SAID = "-"
FACETS = ("region", "language", "theme")
Group = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be taken on air, or was: ``aired`` is its turn there, 1 for the first.

    ``digest`` is the hex digest of its entry in the log. A region or theme not named is NOT_SAID.
    """

    number: str
    digest: str
    supports: int
    region: str
    language: str
    theme: str
    aired: int | None = None

    @property
    def group(self) -> Group:
        """Its values of FACETS."""
        return (self.region, self.language, self.theme)
