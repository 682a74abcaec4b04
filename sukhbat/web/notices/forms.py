"""Which mail a person wants; what is owed has no box."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sukhbat.notices.rules import Group
from sukhbat.notices.words import GROUPS


class MailForm(forms.Form):
    """A box for each group of ``among``."""

    def __init__(self, *args: Any, among: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in among:
            label, help_text = GROUPS[group]
            self.fields[group.value] = forms.BooleanField(label=label, help_text=help_text, required=False)

    def wanted(self) -> set[Group]:
        """The groups whose box is ticked."""
        return {Group(name) for name, is_ticked in self.cleaned_data.items() if is_ticked}
