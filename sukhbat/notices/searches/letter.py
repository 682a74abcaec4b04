"""The words of a letter about a saved search, of what holds when it goes out."""

from dataclasses import dataclass

from django.utils.translation import override

from sukhbat.kernel.ids import show_number
from sukhbat.notices import addresses
from sukhbat.notices.how_often import Every
from sukhbat.notices.models import Finding, Letter, SavedSearch
from sukhbat.notices.searches.queries import values_of
from sukhbat.notices.wording import NothingLeftError, Words, worded
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id
from sukhbat.questions.rules import Stage

_FOLDER = "saved_search"


@dataclass(frozen=True)
class Told:
    """One question of the letter, and where it stands."""

    question: Question
    url: str

    @property
    def number(self) -> str:
        return show_number(self.question.number)


def words_of_finding(letter: Letter) -> Words:
    """The words of a letter of the outbox; what was hidden or taken back meanwhile is left out.

    NothingLeftError when that is all of it, the search was deleted, or its letters were stopped.
    """
    found = Finding.objects.filter(pk=letter.entry_id)
    finding = found.select_related("search__theme", "search__region", "search__body").first()
    if finding is None or finding.search.every == Every.NEVER:
        raise NothingLeftError
    told = _told(finding, letter.language)
    if not told:
        raise NothingLeftError
    search = finding.search
    more = finding.total - len(finding.questions)
    with override(letter.language):
        context = {
            "search": search,
            "narrowed": " · ".join(_narrowed(search)),
            "told": told,
            "total": len(told) + more,
            "more": more,
            "url": addresses.absolute(addresses.search(values_of(search), letter.language)),
            "mine_url": addresses.absolute(addresses.my_searches(letter.language)),
            "stop_url": addresses.stop_search(search.pk),
        }
        return worded(_FOLDER, context, letter.language)


def _told(finding: Finding, language: str) -> list[Told]:
    rows = questions_by_id(finding.questions)
    public = [rows[key] for key in finding.questions if key in rows and _is_shown(rows[key])]
    return [
        Told(row, addresses.absolute(addresses.question(row.number, language, at_desk=False)))
        for row in public
    ]


def _is_shown(question: Question) -> bool:
    return question.is_public and question.stage != Stage.WITHDRAWN


def _narrowed(search: SavedSearch) -> list[str]:
    """The names of the theme, the region and the body it is narrowed to, in the active language."""
    return [row.name for row in (search.theme, search.region, search.body) if row is not None]
