"""What a host fills in: the short record of an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.hosting import second_of
from sukhbat.conferences.models import Conference
from sukhbat.desk.clean_text import CleanText
from sukhbat.questions.models import Airing
from sukhbat.questions.records import LANGUAGES, LONGEST, SHORTEST, Record, read_second, show_second

NAMES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


class RecordForm(forms.Form):
    """Text, language, who answered, and the second of the live part from which it can be watched."""

    text = CleanText(
        label=_("Short record of the answer"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "voice", "data-key": "a", "data-record": ""}),
        min_length=SHORTEST,
        max_length=LONGEST,
    )
    language = forms.ChoiceField(label=_("Language"), choices=[(c, NAMES[c]) for c in LANGUAGES])
    speaker = forms.ChoiceField(label=_("Who answered"), required=False)
    second = forms.CharField(
        label=_("Watch from (min:sec)"),
        max_length=9,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "num"}),
    )

    def __init__(self, data: Any, *, conference: Conference, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="record-%s")
        people = [(str(row.pk), row.name) for row in conference.respondents.all()]
        field = self.fields["speaker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Not named")), *people]
        if data is None and len(people) == 1:
            self.initial.setdefault("speaker", people[0][0])

    def clean_second(self) -> int:
        second = read_second(self.cleaned_data["second"])
        if second is None:
            raise forms.ValidationError(_("Write the time as 12:05 or 1:12:05."))
        return second

    def record(self) -> Record:
        """What was typed; call after is_valid."""
        typed = self.cleaned_data
        speaker = int(typed["speaker"]) if typed["speaker"] else None
        return Record(typed["text"], typed["language"], typed["second"], speaker)


def fresh_form(conference: Conference, airing: Airing) -> RecordForm:
    """The empty record of what is on air; it can be watched from the moment it came on air."""
    began = second_of(conference, airing.on_air_at or airing.lined_up_at)
    initial = {"language": airing.question.language, "second": show_second(began)}
    return RecordForm(None, conference=conference, initial=initial)


def form_of(conference: Conference, airing: Airing) -> RecordForm:
    """The form of a record that stands."""
    initial = {
        "text": airing.record,
        "language": airing.record_language,
        "speaker": str(airing.speaker_id or ""),
        "second": show_second(airing.second or 0),
    }
    return RecordForm(None, conference=conference, initial=initial)
