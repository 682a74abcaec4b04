"""The record of an answer on air as a signatory corrects it: a text for each language, the record's own first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.drafts import DraftText
from sukhbat.answers.queries import Written
from sukhbat.answers.rules import LANGUAGES, LONGEST, SHORTEST, Kind
from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.templatetags.desk import LANGUAGES as NAMES


class ConfirmForm(forms.Form):
    """``text_<language>``, and which version of it the signatory saw."""

    def __init__(self, draft: Written, data: Any = None) -> None:
        super().__init__(data)
        self.draft = draft
        binding = draft.answer.binding
        for code in (binding, *(code for code in LANGUAGES if code != binding)):
            self._add(code, is_binding=code == binding)

    def texts(self) -> Mapping[str, DraftText]:
        """What was typed, by language; call after is_valid."""
        return {code: self._typed(code) for code in LANGUAGES}

    def on_top_of(self, draft: Written) -> "ConfirmForm":
        """The same typed texts over a draft that was changed meanwhile; call after is_valid."""
        typed = {name: value for name, value in self.data.items() if name.startswith("text_")}
        seen = {f"seen_{code}": version.number for code, version in draft.versions.items()}
        return ConfirmForm(draft, {**{f"seen_{code}": 0 for code in LANGUAGES}, **seen, **typed})

    def _add(self, code: str, *, is_binding: bool) -> None:
        version = self.draft.versions.get(code)
        label = (
            _("Text in %(language)s, binding") if is_binding else _("Text in %(language)s, if you have it")
        )
        self.fields[f"text_{code}"] = CleanText(
            label=label % {"language": NAMES[code]},
            required=is_binding,
            min_length=SHORTEST,
            max_length=LONGEST,
            initial=version.text if version else "",
            widget=forms.Textarea(attrs={"rows": 6 if is_binding else 3, "class": "voice", "lang": code}),
        )
        self.fields[f"seen_{code}"] = forms.IntegerField(
            widget=forms.HiddenInput,
            initial=version.number if version else 0,
            min_value=0,
            max_value=2**31 - 1,
        )

    def _typed(self, code: str) -> DraftText:
        version = self.draft.versions.get(code)
        return DraftText(
            text=self.cleaned_data[f"text_{code}"],
            legal_ground=version.legal_ground if version else "",
            kind=Kind(version.kind) if version else Kind.OFFICIAL,
            based_on=self.cleaned_data[f"seen_{code}"],
        )
