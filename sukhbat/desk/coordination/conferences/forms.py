"""What a coordinator writes about a conference."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import URLValidator
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.models import Body, Theme
from sukhbat.conferences.actions import NewTimes
from sukhbat.conferences.slugs import slug_from
from sukhbat.conferences.values import (
    FIXED_ONCE_ANNOUNCED,
    LANGUAGES,
    TEXTS,
    TIMES,
    ConferenceValues,
    RespondentValues,
)
from sukhbat.desk.clean_text import CleanText

MOST_RESPONDENTS = 12
# Addresses that are pages of their own, and none at all.
RESERVED = {"", "new"}
MOMENT = "%Y-%m-%dT%H:%M"
_POSTS = tuple(f"{part}_{language}" for part in ("name", "post") for language in LANGUAGES)


class MomentField(forms.DateTimeField):
    """A local day and time of the operator's zone, to the minute."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"], **options)


class LinkField(forms.URLField):
    """An https address or nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=200,
            assume_scheme="https",
            validators=[URLValidator(schemes=["https"])],
            error_messages={"invalid": _("Write a whole address that begins with https.")},
            **options,
        )


class ConferenceForm(forms.Form):
    """Texts in three languages, the body, themes, times, addresses; what is fixed once announced is left out."""

    body = forms.ChoiceField(label=_("State body that holds it"))
    slug = forms.SlugField(
        label=_("Address of its page"),
        max_length=60,
        required=False,
        help_text=_("Latin letters, digits and dashes. Left empty, it is made of the title."),
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    collecting_at = MomentField(label=_("Collecting begins"))
    starts_at = MomentField(label=_("Live part begins"))
    ends_at = MomentField(label=_("Live part ends"))
    stream_url = LinkField(label=_("Address of the stream"))
    recording_url = LinkField(label=_("Address of the recording"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        bodies: Sequence[Body],
        themes: Sequence[Theme],
        is_announced: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for language in LANGUAGES:
            self.fields[f"title_{language}"] = CleanText(label=_("Title"), required=False, max_length=160)
            self.fields[f"summary_{language}"] = CleanText(
                label=_("Summary"),
                required=False,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("One or two sentences for lists."),
            )
            self.fields[f"description_{language}"] = CleanText(
                label=_("Description"),
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        self._body_ids = {body.slug: body.pk for body in bodies}
        self._theme_ids = {theme.slug: theme.pk for theme in themes}
        _choices(self.fields["body"], [("", "—"), *((body.slug, body.name) for body in bodies)])
        _choices(self.fields["themes"], [(theme.slug, theme.name) for theme in themes])
        if is_announced:
            for name in ("slug", "body", *TIMES):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        titles = [cleaned.get(f"title_{language}", "") for language in ("en", "ru", "kk")]
        if not any(titles):
            self.add_error("title_kk", _("Write the title in one language at least."))
        if "slug" in self.fields and not self.errors:
            cleaned["slug"] = (cleaned.get("slug") or slug_from(*titles)).lower()
            if cleaned["slug"] in RESERVED:
                self.add_error("slug", _("Please write another address of Latin letters."))
        return cleaned

    def values(
        self, respondents: tuple[RespondentValues, ...], stored: ConferenceValues | None = None
    ) -> ConferenceValues:
        """What was written, over what is stored where it is fixed; call after is_valid."""
        data = self.cleaned_data
        fixed = {name: getattr(stored, name) for name in FIXED_ONCE_ANNOUNCED} if stored else {}
        if "slug" in self.fields:
            fixed = {"slug": data["slug"], "body_id": self._body_ids[data["body"]]}
            fixed |= {name: data[name] for name in TIMES}
        texts = {name: data[name] for name in (*TEXTS, "stream_url", "recording_url")}
        theme_ids = tuple(self._theme_ids[slug] for slug in data["themes"])
        return ConferenceValues(**fixed, **texts, theme_ids=theme_ids, respondents=respondents)


class RespondentForm(forms.Form):
    """One who answers in the live part."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.ChoiceField(label=_("State body"))
    name_kk = CleanText(label=_("Name in Kazakh"), max_length=120)
    name_ru = CleanText(label=_("Name in Russian"), max_length=120)
    name_en = CleanText(label=_("Name in English"), max_length=120)
    post_kk = CleanText(label=_("Post in Kazakh"), max_length=200)
    post_ru = CleanText(label=_("Post in Russian"), max_length=200)
    post_en = CleanText(label=_("Post in English"), max_length=200)

    def __init__(self, *args: Any, bodies: Sequence[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self._ids: dict[str, UUID] = {body.slug: body.pk for body in bodies}
        _choices(self.fields["body"], [("", "—"), *((body.slug, body.name) for body in bodies)])

    def values(self) -> RespondentValues:
        data = self.cleaned_data
        texts = {name: data[name] for name in _POSTS}
        return RespondentValues(id=data.get("id"), body_id=self._ids[data["body"]], **texts)


_Respondents = formset_factory(
    RespondentForm,
    extra=0,
    can_delete=True,
    max_num=MOST_RESPONDENTS,
    absolute_max=MOST_RESPONDENTS,
    validate_max=True,
)


def respondent_forms(
    data: QueryDict | None = None,
    *,
    bodies: Sequence[Body],
    initial: list[dict[str, Any]] | None = None,
) -> "BaseFormSet[RespondentForm]":
    """The forms of all who answer, each with a box to remove it; one that is left empty counts as none."""
    if data is not None:
        data = data.copy()
        data["respondents-INITIAL_FORMS"] = "0"
    return _Respondents(data, initial=initial, prefix="respondents", form_kwargs={"bodies": bodies})


def written(formset: "BaseFormSet[RespondentForm]") -> tuple[RespondentValues, ...]:
    """Who remains, in order; call after is_valid."""
    return tuple(
        form.values() for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
    )


class PostponeForm(forms.Form):
    """New times, or none yet."""

    starts_at = MomentField(label=_("Live part begins"), required=False)
    ends_at = MomentField(label=_("Live part ends"), required=False)
    without_date = forms.BooleanField(label=_("There is no new date yet"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("without_date"):
            for name in ("starts_at", "ends_at"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Write the new time, or say that there is none yet."))
        return cleaned

    def times(self) -> NewTimes | None:
        data = self.cleaned_data
        return None if data["without_date"] else NewTimes(data["starts_at"], data["ends_at"])


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
