"""The administrator's forms: names of the site, consent, grounds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.coordination.directory.forms import DayField
from sukhbat.questions.grounds import GroundValues
from sukhbat.questions.models import Ground


class SiteForm(forms.Form):
    """What the installation calls itself and whom people write to."""

    name_kk = CleanText(label=_("Name in Kazakh"), max_length=80)
    name_ru = CleanText(label=_("Name in Russian"), max_length=80)
    name_en = CleanText(label=_("Name in English"), max_length=80)
    contact_email = forms.EmailField(
        label=_("Address for help"), required=False, help_text=_("Shown at the foot of every page.")
    )


class ConsentForm(forms.Form):
    """A new version of the consent."""

    text_kk = CleanText(label=_("Text in Kazakh"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}))
    text_ru = CleanText(
        label=_("Text in Russian"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    text_en = CleanText(
        label=_("Text in English"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    valid_from = DayField(label=_("Valid from"), required=True)


class GroundForm(forms.Form):
    """One ground of a closed list; its code and list stay once it is there."""

    kind = forms.ChoiceField(
        label=_("List"),
        choices=[("hide", _("to hide a text")), ("decline", _("to decline a question"))],
        widget=forms.RadioSelect,
    )
    code = forms.SlugField(
        label=_("Code in the log"), max_length=40, help_text=_("Small Latin letters, digits and dashes.")
    )
    name_kk = CleanText(label=_("Name in Kazakh"), max_length=200)
    name_ru = CleanText(label=_("Name in Russian"), max_length=200)
    name_en = CleanText(label=_("Name in English"), max_length=200)
    article = CleanText(
        label=_("Law and article"),
        max_length=200,
        required=False,
        help_text=_("Empty reads “to be confirmed”."),
    )
    position = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999)
    is_offered = forms.BooleanField(label=_("It can be chosen"), required=False)

    def __init__(self, data: Any = None, *, ground: Ground | None = None) -> None:
        names = [name for name in self.base_fields if name not in {"kind", "code"}]
        stored = {name: getattr(ground, name) for name in names} if ground else None
        super().__init__(data, initial=stored or {"position": 50, "is_offered": True, "kind": "hide"})
        if ground is not None:
            del self.fields["kind"], self.fields["code"]

    def values(self) -> GroundValues:
        data = self.cleaned_data
        return GroundValues(
            name_kk=data["name_kk"],
            name_ru=data["name_ru"],
            name_en=data["name_en"],
            article=data["article"],
            position=data["position"],
            is_offered=data["is_offered"],
        )
