"""A decision about one day of the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.coordination.directory.forms import DayField
from sukhbat.questions.calendar_acts import DayOfCalendar
from sukhbat.terms.calendar_csv import NOTE_MAX, YEARS


class DayForm(forms.Form):
    """The day, whether it is worked, and why."""

    day = DayField(label=_("Day"), required=True)
    is_working = forms.ChoiceField(
        label=_("On this day people"),
        choices=[("0", _("do not work")), ("1", _("work"))],
        widget=forms.RadioSelect,
        initial="0",
    )
    note_kk = CleanText(label=_("Reason in Kazakh"), max_length=NOTE_MAX, required=False)
    note_ru = CleanText(label=_("Reason in Russian"), max_length=NOTE_MAX, required=False)
    note_en = CleanText(label=_("Reason in English"), max_length=NOTE_MAX, required=False)

    def clean_day(self) -> object:
        day = self.cleaned_data["day"]
        if day.year not in YEARS:
            raise forms.ValidationError(_("The year must be between 2000 and 2100."))
        return day

    def decided(self) -> DayOfCalendar:
        data = self.cleaned_data
        notes = {name: data[name] for name in ("note_kk", "note_ru", "note_en")}
        return DayOfCalendar(day=data["day"], is_working=data["is_working"] == "1", **notes)
