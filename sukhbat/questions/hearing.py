"""Are we hearing everyone: who asks in a conference and who came on air, by language, place and theme."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import caches
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.models import Region
from sukhbat.bodies.queries import regions, themes_by_id
from sukhbat.conferences.models import Conference
from sukhbat.questions import counters
from sukhbat.questions.models import Airing
from sukhbat.questions.order_input import AIRED

REGIONS_SECONDS = 60
NOT_SAID = _("not said")
LANGUAGES: Mapping[str, str | Promise] = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
# The kinds of places in a directory; another code is shown as it is.
KINDS: Mapping[str, str | Promise] = {
    "oblast": _("oblasts, nothing closer said"),
    "city": _("large cities"),
    "district": _("districts"),
    "town": _("towns"),
    "rural_okrug": _("villages"),
    "village": _("villages"),
}


@dataclass(frozen=True)
class Share:
    """One value: so many questions received have it, and so many of those put on air. Shares are whole percents."""

    label: str | Promise
    asked: int
    aired: int
    asked_share: int
    aired_share: int

    @property
    def is_behind(self) -> bool:
        """Heard less than half as much as its share of questions, where that says anything (5 % or more)."""
        return self.asked_share >= 5 and self.aired_share * 2 < self.asked_share


@dataclass(frozen=True)
class Facet:
    """The values of one facet, the most asked first."""

    code: str
    label: str | Promise
    shares: list[Share]


@dataclass(frozen=True)
class Hearing:
    """All questions received and all put on air, and their shares; the unit is questions."""

    asked: int
    aired: int
    facets: list[Facet]


def hearing(conference: Conference) -> Hearing:
    """The shares of a conference; three queries at most, and one of all regions each minute."""
    counted = counters.facets("conference", [conference.pk])[conference.pk]
    rows = list(
        Airing.objects.filter(conference=conference, state__in=AIRED).values_list(
            "question__language", "question__region_id", "question__theme_id"
        )
    )
    aired = [Counter(str(value) for value in values if value) for values in zip(*rows, strict=True)]
    languages, regions_, themes = (
        _Pair(Counter(counted.get(facet, {})), aired[index] if aired else Counter())
        for index, facet in enumerate(("language", "region", "theme"))
    )
    places = _places()
    names = themes_by_id(UUID(key) for key in {*themes.asked, *themes.aired})
    totals = _Totals(sum(counted.get("bucket", {}).values()), len(rows))
    found = [
        Facet("language", _("Languages"), _shares(languages, totals, lambda code: LANGUAGES.get(code, code))),
        Facet(
            "region",
            _("Regions"),
            _shares(regions_.by(places.roots), totals, lambda key: places.names[key].name),
        ),
        Facet(
            "kind",
            _("Kinds of places"),
            _shares(regions_.by(places.kinds), totals, lambda kind: KINDS.get(kind, kind)),
        ),
        Facet("theme", _("Themes"), _shares(themes, totals, lambda key: names[UUID(key)].name)),
    ]
    return Hearing(
        totals.asked, totals.aired, [facet for facet in found if facet.code != "kind" or places.has_kinds]
    )


@dataclass(frozen=True)
class _Totals:
    asked: int
    aired: int


@dataclass(frozen=True)
class _Pair:
    """Counts by value, among the questions asked and among those put on air."""

    asked: Counter[str]
    aired: Counter[str]

    def by(self, into: Mapping[str, str]) -> "_Pair":
        """The same counts by what each value belongs to."""
        return _Pair(_summed(self.asked, into), _summed(self.aired, into))


@dataclass(frozen=True)
class _Places:
    """The topmost region and the kind of each region, and the topmost ones themselves, by id."""

    roots: Mapping[str, str]
    kinds: Mapping[str, str]
    names: Mapping[str, Region]

    @property
    def has_kinds(self) -> bool:
        """One kind of place, or none, tells nothing."""
        return len(set(self.kinds.values())) > 1


def _places() -> _Places:
    cache = caches["fragments"]
    found: _Places | None = cache.get("hearing:places")
    if found is None:
        rows = {row.pk: row for row in regions()}
        found = _Places(
            roots={str(key): str(_root(row, rows).pk) for key, row in rows.items()},
            kinds={str(key): row.kind for key, row in rows.items()},
            names={str(key): row for key, row in rows.items() if row.parent_id is None},
        )
        cache.set("hearing:places", found, REGIONS_SECONDS)
    return found


def _root(row: Region, rows: Mapping[UUID, Region]) -> Region:
    return row if row.parent_id is None else _root(rows[row.parent_id], rows)


def _summed(counts: Counter[str], into: Mapping[str, str]) -> Counter[str]:
    total: Counter[str] = Counter()
    for key, n in counts.items():
        if key in into:
            total[into[key]] += n
    return total


def _shares(pair: _Pair, totals: _Totals, name: Callable[[str], str | Promise]) -> list[Share]:
    """A line for each value that somebody named, the most asked first, and one for those who named none."""
    counts = [(name(value), n, pair.aired[value]) for value, n in pair.asked.most_common()]
    counts += [(name(value), 0, n) for value, n in pair.aired.items() if value not in pair.asked]
    rest = totals.asked - pair.asked.total(), totals.aired - pair.aired.total()
    if max(rest) > 0:
        counts.append((NOT_SAID, *rest))
    return [
        Share(label, asked, aired, _percent(asked, totals.asked), _percent(aired, totals.aired))
        for label, asked, aired in counts
    ]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
