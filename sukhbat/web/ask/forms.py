"""The two forms of asking: what one writes, and what one checks before it is sent."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.questions.draft_fields import DraftFields, kept_text, span
from sukhbat.questions.draft_plan import Reference
from sukhbat.questions.rules import LONGEST, LONGEST_NAME, SHORTEST
from sukhbat.understanding.personal_data import Finding, find
from sukhbat.understanding.text import clean, length, validate_length

Choices = list[tuple[Any, Any]]


class CleanText(forms.CharField):
    """A text field whose value passed the one door of texts: what nobody sees is gone before any check."""

    def to_python(self, value: object) -> str:
        return clean(str(value)) if value else ""


class AskForm(forms.Form):
    """The question and where it goes. ``to`` is "conference:slug", "body:slug" or empty."""

    text = CleanText(
        label=_("Your question"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        help_text=_("Write as you speak: what happened, where, and what you want to know."),
    )
    to = forms.ChoiceField(label=_("Where it goes"), required=False)
    keep_private = forms.BooleanField(
        label=_("Show it to nobody but me and the body that answers"),
        required=False,
        help_text=_("Such a question has no public page; it is counted and answered like any other."),
    )

    chosen: Conference | None = None

    def __init__(
        self, *args: Any, conferences: Sequence[Conference], known: Reference, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _places(conferences, known)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if problem := validate_length(text, low=SHORTEST, high=LONGEST):
            raise forms.ValidationError(_length_sentence(problem, text), code=problem)
        return text

    def typed(self) -> str:
        """The text as it is kept, also when it is too long or too short."""
        return kept_text(str(self.data.get("text", "")))

    def place(self) -> tuple[str, str]:
        """The conference's and the body's slug, one of them or both empty."""
        kind, _colon, slug = str(self.cleaned_data.get("to") or "").partition(":")
        return (slug if kind == "conference" else ""), (slug if kind == "body" else "")


class ReviewForm(forms.Form):
    """What is decided before sending: proposals to correct, masks, the name, the consent."""

    language = forms.ChoiceField(label=_("Language of the question"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    mask = forms.MultipleChoiceField(required=False)
    show_name = forms.ChoiceField(
        label=_("Your name on the public page"),
        choices=[("no", _("Hide it")), ("yes", _("Show it"))],
        widget=forms.RadioSelect,
    )
    name = CleanText(
        label=_("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("The body that answers you may ask to see it; each look is shown to you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Without your consent we may not take the question.")},
    )

    def __init__(self, *args: Any, known: Reference, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("theme", _named(_("No theme: the rules decide"), known.themes)),
            ("region", _named(_("No region"), known.regions)),
            ("mask", [(span(finding), span(finding)) for finding in findings]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("show_name") == "yes" and not cleaned.get("name"):
            self.add_error("name", _("Write the name to show, or hide it."))
        # Nobody checks a name before it is shown, and moderators do not see it.
        if cleaned.get("show_name") == "yes" and find(cleaned.get("name", "")):
            self.add_error(
                "name",
                _("Everyone would see a telephone, an address or a number in it. Write only the name."),
            )
        return cleaned


def ask_initial(kept: DraftFields) -> dict[str, object]:
    to = f"conference:{kept.conference}" if kept.conference else f"body:{kept.body}" if kept.body else ""
    return {"text": kept.text, "to": to, "keep_private": kept.keep_private}


def _places(conferences: Sequence[Conference], known: Reference) -> Choices:
    choices: Choices = [("", _("To whoever must answer it: the rules decide"))]
    if conferences:
        choices.append((_("Conferences"), [(f"conference:{row.slug}", row.title) for row in conferences]))
    choices.append((_("State bodies"), [(f"body:{slug}", row.name) for slug, row in known.bodies.items()]))
    return choices


def _named(nothing: object, rows: dict[str, Any]) -> Choices:
    return [("", nothing), *((slug, row.name) for slug, row in rows.items())]


def _length_sentence(problem: str, text: str) -> str:
    if problem == "too_long":
        sentence = _(
            "The question has %(n)s characters; at most %(high)s can be sent. Please shorten it: it is kept."
        )
        return sentence % {"n": length(text), "high": LONGEST}
    if problem == "no_letters":
        return str(_("Please write the question in words."))
    return _("Please write at least %(low)s characters, so that the question can be understood.") % {
        "low": SHORTEST
    }
