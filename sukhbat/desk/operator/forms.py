"""A caller's question as the operator types it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.models import Body, Region, Theme
from sukhbat.bodies.queries import bodies, regions, themes
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import conference, open_conferences
from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.findings import pieces
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import ConsentText
from sukhbat.questions.intake import Submission
from sukhbat.questions.masking import mask_fragments
from sukhbat.questions.rules import LONGEST, LONGEST_NAME, Source
from sukhbat.understanding.text import clean

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LONGEST_CONTACT = 200
NOT_NAMED = _("Not named")


class CallerForm(forms.Form):
    """Everything of one question; asks a second time, once, when personal data was found in the text."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = CleanText(
        label=_("The question, in the caller's words"),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    mask = forms.MultipleChoiceField(
        label=_("Mask before it is published"), widget=forms.CheckboxSelectMultiple, required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the question"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    to = forms.CharField(label=_("To whom"), widget=forms.Select, required=False)
    theme = forms.CharField(label=_("Theme"), widget=forms.Select, required=False)
    region = forms.CharField(label=_("Region"), widget=forms.Select, required=False)
    name = CleanText(label=_("Caller's name"), required=False, max_length=LONGEST_NAME)
    hide_name = forms.BooleanField(label=_("Hide the name from the public"), required=False, initial=True)
    contact = CleanText(
        label=_("Caller's phone or e-mail"),
        help_text=_("Seen only by those who answer."),
        required=False,
        max_length=LONGEST_CONTACT,
    )
    consent = forms.BooleanField(
        label=_("I read the consent aloud and the caller agreed"),
        error_messages={"required": _("Without the caller's consent the question cannot be entered.")},
    )

    def __init__(self, data: Any = None, *, now: datetime, **options: Any) -> None:
        super().__init__(data, **options)
        today = local_day(now)
        self.now = now
        self.conference: Conference | None = None
        self._bodies: dict[str, Body] = {body.slug: body for body in bodies(on=today)}
        self._themes: dict[str, Theme] = {theme.slug: theme for theme in themes(on=today)}
        self._regions: dict[str, Region] = {region.slug: region for region in regions()}
        self._offer("theme", [(slug, theme.name) for slug, theme in self._themes.items()])
        self._offer("region", [(slug, region.name) for slug, region in self._regions.items()])
        self._offer_addressees()
        # What was found in the text as it was sent.
        self.pieces = pieces(clean(self.data.get("text", ""))[: LONGEST * 2])
        self._offer_masks()

    def clean_to(self) -> UUID | None:
        """The chosen body's id; a chosen conference is kept apart, also one that closed meanwhile."""
        kind, _colon, slug = str(self.cleaned_data["to"]).partition(":")
        if kind == "conference" and (found := conference(slug, now=self.now)):
            self.conference = found
            return None
        if kind == "body" and slug in self._bodies:
            return self._bodies[slug].pk
        if kind:
            raise forms.ValidationError(_("Please choose from the list."))
        return None

    def clean_theme(self) -> UUID | None:
        return self._chosen("theme", self._themes)

    def clean_region(self) -> UUID | None:
        return self._chosen("region", self._regions)

    @property
    def has_unseen_findings(self) -> bool:
        """Whether personal data stands in the text that the operator was not asked about; after is_valid."""
        return "mask" in self.fields and self.cleaned_data["seen"] != _digest(self.cleaned_data["text"])

    def ask_about_findings(self) -> None:
        """Show the findings of the valid text, all chosen to be masked."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["seen"] = _digest(self.cleaned_data["text"])
        data.setlist("mask", [piece for piece, _label in self.pieces])
        self.data = data

    def submission(self, consent: ConsentText) -> Submission:
        """The valid form as intake takes it."""
        told = self.cleaned_data
        published = mask_fragments(told["text"], told["mask"]).text if "mask" in self.fields else None
        return Submission(
            key=told["key"],
            text=told["text"],
            published_text=published,
            language=told["language"],
            source=Source.OPERATOR,
            theme_id=told["theme"],
            region_id=told["region"],
            chosen_body_id=told["to"],
            name=told["name"],
            hide_name=told["hide_name"],
            contact=told["contact"],
            consent_version=consent.version,
        )

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]], *, none: Any = NOT_NAMED) -> None:
        widget = self.fields[name].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [("", none), *choices]

    def _offer_addressees(self) -> None:
        open_now = [(f"conference:{c.slug}", c.title) for c in open_conferences(now=self.now)]
        in_force = [(f"body:{slug}", body.name) for slug, body in self._bodies.items()]
        groups = [(_("Conferences that take questions"), open_now), (_("State bodies"), in_force)]
        self._offer("to", groups, none=_("The body that the theme and the region name"))

    def _offer_masks(self) -> None:
        field = self.fields["mask"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = self.pieces
        if not self.pieces:
            del self.fields["mask"]

    def _chosen(self, name: str, offered: dict[str, Any]) -> UUID | None:
        slug = self.cleaned_data[name]
        if slug and slug not in offered:
            raise forms.ValidationError(_("Please choose from the list."))
        return offered[slug].pk if slug else None


def _digest(text: str) -> str:
    """Names the text whose findings were shown; no secret, only told apart from another text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
