"""The executor's editor: three languages, what only a person can confirm, and a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.actions import DraftText
from sukhbat.answers.models import AnswerVersion
from sukhbat.answers.queries import Written
from sukhbat.answers.rules import LANGUAGES, LEGAL_GROUND_LONGEST, LONGEST, STATE_LANGUAGE, Confirmed, Kind
from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.templatetags.desk import KINDS
from sukhbat.desk.templatetags.desk import LANGUAGES as NAMES
from sukhbat.questions.models import Question
from sukhbat.understanding.text import clean


class LanguageForm(forms.Form):
    """The text in one language. ``based_on`` is the version shown; ``newer`` one saved meanwhile."""

    newer: AnswerVersion | None = None
    # Whether the text of an earlier answer was taken over just now.
    is_taken = False
    text = CleanText(
        label=_("Answer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "class": "voice"}),
    )
    legal_ground = CleanText(
        label=_("Ground in law"),
        help_text=_("The law or programme by its name; the article if you are sure."),
        required=False,
        max_length=LEGAL_GROUND_LONGEST,
        widget=forms.TextInput,
    )
    kind = forms.ChoiceField(label=_("This text is"), choices=list(KINDS.items()))
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(
        self, data: Any, *, code: str, version: AnswerVersion | None, is_wanted: bool, binding: str
    ) -> None:
        kind = Kind.ORIGINAL if code == binding else Kind.OFFICIAL
        initial: dict[str, Any] = {"kind": kind, "based_on": 0}
        if version is not None:
            initial = {
                "text": version.text,
                "legal_ground": version.legal_ground,
                "kind": version.kind,
                "based_on": version.number,
            }
        super().__init__(data, prefix=code, initial=initial)
        self.code, self.version, self.is_wanted = code, version, is_wanted
        self.fields["text"].widget.attrs["lang"] = code
        self.fields["legal_ground"].widget.attrs["lang"] = code

    @property
    def language(self) -> Any:
        return NAMES[self.code]

    @property
    def is_open(self) -> bool:
        """Whether the fieldset begins unfolded: a language the answer needs, has, or has trouble with."""
        return bool(self.is_wanted or self.version or self.errors or self.newer or self.is_taken)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("legal_ground") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write the answer in this language, too, or clear its ground in law."))
        return data

    def typed(self) -> DraftText:
        """What was typed; call after is_valid."""
        data = self.cleaned_data
        return DraftText(data["text"], data["legal_ground"], Kind(data["kind"]), data["based_on"])

    def take(self, version: AnswerVersion) -> None:
        """Put the text of an earlier answer below what is typed, its ground where none is. Before is_valid."""
        typed = self.data.dict()  # type: ignore[attr-defined]  # a QueryDict
        text, ground = (typed.get(self.add_prefix(name), "") for name in ("text", "legal_ground"))
        if version.text in clean(text):
            return
        taken = {
            "text": f"{text.rstrip()}\n\n{version.text}" if text.strip() else version.text,
            "legal_ground": ground if ground.strip() else version.legal_ground,
        }
        if version.kind == Kind.MACHINE:
            taken["kind"] = Kind.MACHINE.value
        self.data = {**typed, **{self.add_prefix(name): value for name, value in taken.items()}}
        self.is_taken = True

    def show_newer(self, version: AnswerVersion) -> None:
        """Keep what was typed, show what was saved meanwhile, and build the next save on that."""
        self.newer = version
        typed = self.data.dict()  # type: ignore[attr-defined]  # a QueryDict
        self.data = {**typed, self.add_prefix("based_on"): str(version.number)}


class ChecklistForm(forms.Form):
    """Which text binds, and the confirmations the signatory will see."""

    binding = forms.ChoiceField(
        label=_("The text that binds"), choices=list(NAMES.items()), widget=forms.RadioSelect
    )
    has_facts = forms.BooleanField(label=_("It gives concrete facts."), required=False)
    says_what_is_done = forms.BooleanField(label=_("It says what is done."), required=False)
    done_by_on = forms.DateField(
        label=_("Done by this date"),
        help_text=_("A promise with a date is shown to everyone."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    names_post = forms.BooleanField(
        label=_("It names the post of the one who is responsible."), required=False
    )
    says_how_to_complain = forms.BooleanField(label=_("It says how to complain."), required=False)
    file = forms.FileField(
        label=_("Attach a file"),
        help_text=_("PDF, picture, DOCX, XLSX, ODT or plain text, up to 10 MB; five at most."),
        required=False,
        max_length=500,
    )

    def confirmed(self) -> Confirmed:
        """The confirmations; call after is_valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"binding", "file"}}
        return Confirmed(**data)


class Editor:
    """All of it as one form on the page."""

    def __init__(
        self, question: Question, draft: Written | None, data: Any = None, files: Any = None
    ) -> None:
        self._make(question.language, {question.language, STATE_LANGUAGE}, draft, data, files)

    def _make(self, first: str, wanted: set[str], draft: Written | None, data: Any, files: Any) -> None:
        binding = draft.answer.binding if draft else first
        versions: Mapping[str, AnswerVersion] = draft.versions if draft else {}
        self.languages = [
            LanguageForm(
                data, code=code, version=versions.get(code), is_wanted=code in wanted, binding=binding
            )
            for code in sorted(LANGUAGES, key=lambda code: code != first)
        ]
        initial = {"binding": binding, **(vars(draft.answer.confirmed) if draft else {})}
        self.checklist = ChecklistForm(data, files, initial=initial)

    def is_valid(self) -> bool:
        # Every form is asked, so that all errors come back at once.
        checked = [form.is_valid() for form in [*self.languages, self.checklist]]
        return all(checked)

    def texts(self) -> dict[str, DraftText]:
        return {form.code: form.typed() for form in self.languages}

    def language(self, code: str) -> LanguageForm:
        return next(form for form in self.languages if form.code == code)

    def take(self, answer: Written) -> None:
        """Put the texts of an earlier answer into the form that was sent; nothing typed is lost."""
        for form in self.languages:
            if (version := answer.versions.get(form.code)) is not None:
                form.take(version)

    @property
    def problems(self) -> list[forms.Form]:
        """The forms that hold an error, for the summary above them."""
        return [form for form in [*self.languages, self.checklist] if form.errors]
