"""Reading what narrows a list out of its address; what cannot be read narrows nothing."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from sukhbat.answers.rules import LANGUAGES
from sukhbat.desk.workplace.names import names
from sukhbat.questions.workload import Narrow
from sukhbat.understanding.text import clean

MOST_WORDS = 8
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Asked:
    """What the reader chose, as it stands in the address."""

    theme: str
    region: str
    language: str
    conference: str
    text: str
    page: int

    @property
    def filters(self) -> int:
        """How many filters are set."""
        return sum(map(bool, (self.theme, self.region, self.language, self.conference)))

    def narrow(self, *, on: date) -> Narrow:
        """The filter of the query; an unknown slug is no filter."""
        known = names(on=on)
        return Narrow(
            theme_id=next((row.pk for row in known.themes if row.slug == self.theme), None),
            region_id=next((row.pk for row in known.regions if row.slug == self.region), None),
            language=self.language or None,
            conference_id=next((row.pk for row in known.conferences if row.slug == self.conference), None),
            words=tuple(self.text.split()[:MOST_WORDS]),
        )


def asked(request: HttpRequest) -> Asked:
    """What narrows the list in this request."""
    page = request.GET.get("page", "")
    language = request.GET.get("language", "")
    return Asked(
        theme=request.GET.get("theme", ""),
        region=request.GET.get("region", ""),
        language=language if language in LANGUAGES else "",
        conference=clean(request.GET.get("conference", ""))[:60],
        text=clean(request.GET.get("q", ""))[:200],
        page=min(max(int(page), 1), LAST_PAGE)
        if page.isascii() and page.isdecimal() and len(page) < 9
        else 1,
    )
