"""A saved search as pages show it: what it is narrowed to in words, where it leads, and the form of its letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sukhbat.notices import addresses
from sukhbat.notices.how_often import Every
from sukhbat.notices.models import SavedSearch
from sukhbat.notices.searches.queries import values_of
from sukhbat.web import words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

EVERY: Mapping[Every, "StrPromise"] = {
    Every.DAY: _("Every day"),
    Every.WEEK: _("Once a week"),
    Every.NEVER: _("No letters for now"),
}


class LettersForm(forms.Form):
    every = forms.ChoiceField(
        label=_("How often"), choices=[(one.value, word) for one, word in EVERY.items()]
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)

    def chosen(self) -> tuple[Every, str]:
        """How often, and the language; of a valid form."""
        return Every(self.cleaned_data["every"]), str(self.cleaned_data["language"])


@dataclass(frozen=True)
class Row:
    """One saved search of the list."""

    search: SavedSearch
    narrowed: list[str]
    url: str
    form: LettersForm

    @property
    def every(self) -> "StrPromise":
        return EVERY[Every(self.search.every)]

    @property
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES)[self.search.language])


def row_of(search: SavedSearch, bound: Mapping[str, str] | None = None) -> Row:
    """The row; ``bound``: what was sent for it and did not do."""
    form = LettersForm(
        bound,
        initial={"every": search.every, "language": search.language},
        auto_id=f"id_{search.pk.hex}_%s",
    )
    return Row(search, narrowed(search), addresses.search(values_of(search), get_language() or "kk"), form)


def narrowed(search: SavedSearch) -> list[str]:
    """What the search is narrowed to, in words of the active language."""
    named = [row.name for row in (search.theme, search.region, search.body) if row is not None]
    language = [str(words.LANGUAGES[search.asked_in])] if search.asked_in else []
    return [*named, *language, *([str(words.STATES[search.state])] if search.state else [])]
