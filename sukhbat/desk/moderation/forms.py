"""What a moderator fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.findings import pieces
from sukhbat.questions.models import Question
from sukhbat.questions.queries import grounds
from sukhbat.questions.reveals import LONGEST_REASON, SHORTEST_REASON
from sukhbat.understanding.flags import obscene_words


class MaskForm(forms.Form):
    """Which of the found words to cover, and any other words of the text, one piece a line."""

    found = forms.MultipleChoiceField(
        label=_("Found in the text"), widget=forms.CheckboxSelectMultiple, required=False
    )
    more = CleanText(
        label=_("Mask this, too"),
        help_text=_(
            "Words exactly as they stand in the text, each piece on its own line. Every place is masked."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=4_000,
    )

    def __init__(self, data: object, *, question: Question) -> None:
        kind = _("obscene word")
        coarse = [(word, f"{word} · {kind}") for word in obscene_words(question.text)]
        choices = [*pieces(question.text), *coarse]
        super().__init__(data, initial={"found": [piece for piece, _label in choices]})  # type: ignore[arg-type]  # a QueryDict or None
        field = self.fields["found"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        if not choices:
            del self.fields["found"]

    @property
    def fragments(self) -> list[str]:
        """The chosen words; call after is_valid."""
        typed = self.cleaned_data["more"].splitlines()
        return [*self.cleaned_data.get("found", []), *typed]


class HideForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Ground"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the ground for hiding.")},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ground.code, ground.name) for ground in grounds("hide")]


class RevealForm(forms.Form):
    reason = CleanText(
        label=_("Why do you need the original?"),
        help_text=_("The asker will read this reason."),
        widget=forms.Textarea(attrs={"rows": 2}),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
    )
