"""The rule that a coordinator looks at, and the same rule with a reason as it is carried out."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.coordination.conferences.forms import MomentField
from sukhbat.questions.support_review import FEWEST, LONGEST, LONGEST_REASON, MOST, SHORTEST_REASON, Rule


class RuleForm(forms.Form):
    """Asked by GET: looking changes nothing."""

    per_network = forms.IntegerField(
        label=_("At least so many supports of one question from one network"),
        help_text=_("Mobile operators put thousands of people on one network: choose a large number."),
        min_value=FEWEST,
        max_value=MOST,
        initial=30,
    )
    within_seconds = forms.IntegerField(
        label=_("within so many seconds"),
        help_text=_("Counted from the first of them to the last."),
        min_value=1,
        max_value=LONGEST,
        initial=10,
    )
    from_at: forms.DateTimeField = MomentField(
        label=_("From the moment"), required=False, help_text=_("Empty: from the first support on.")
    )
    until_at: forms.DateTimeField = MomentField(
        label=_("Until the moment"), required=False, help_text=_("Empty: until this moment.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("from_at"), cleaned.get("until_at")
        if begins and ends and begins >= ends:
            self.add_error("until_at", _("The end must come after the beginning."))
        return cleaned

    def rule(self, *, now: datetime) -> Rule:
        """The rule of a valid form; supports after this moment are none of its business."""
        return Rule(
            per_network=self.cleaned_data["per_network"],
            within_seconds=self.cleaned_data["within_seconds"],
            from_at=self.cleaned_data["from_at"],
            until_at=min(self.cleaned_data["until_at"] or now, now),
        )


class CancelForm(RuleForm):
    """The rule exactly as it was looked at, what was seen, and why."""

    from_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    until_at = forms.DateTimeField(widget=forms.HiddenInput)
    per_network = forms.IntegerField(min_value=FEWEST, max_value=MOST, widget=forms.HiddenInput)
    within_seconds = forms.IntegerField(min_value=1, max_value=LONGEST, widget=forms.HiddenInput)
    seen = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    reason = CleanText(
        label=_("Reason"),
        help_text=_("It is kept with the act and read by coordinators and auditors."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
