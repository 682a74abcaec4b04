"""What officials fill in on the page of a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.assignments.queries import redirect_targets
from sukhbat.assignments.rules import (
    DECLINE_EXPLANATION_SHORTEST,
    NOTE_LONGEST,
    REASON_LONGEST,
    REDIRECT_REASON_SHORTEST,
    RETURN_REASON_SHORTEST,
)
from sukhbat.bodies.models import Officer
from sukhbat.desk.clean_text import CleanText
from sukhbat.kernel.clock import local_day
from sukhbat.questions.models import Question
from sukhbat.questions.queries import grounds
from sukhbat.questions.reveals import LONGEST_REASON, SHORTEST_REASON
from sukhbat.questions.rules import EXTENSION_REASON_SHORTEST


def words(label: Any, low: int, high: int = REASON_LONGEST, *, rows: int = 3, hint: Any = "") -> CleanText:
    """A text field of officials with its bounds in characters."""
    return CleanText(
        label=label,
        help_text=hint,
        min_length=low,
        max_length=high,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ItemForm(forms.Form):
    """A form that shares its page with others: its fields get ids of their own."""

    name = "form"

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id=f"id_{self.name}_%s", **options)


class AssignForm(ItemForm):
    name = "assign"
    executor = forms.ChoiceField(label=_("Executor"))

    def __init__(self, data: Any = None, *, executors: list[Officer]) -> None:
        super().__init__(data)
        field = self.fields["executor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose"))] + [
            (str(row.person_id), f"{row.person.name} · {row.post}" if row.post else row.person.name)
            for row in executors
        ]


class ReturnForm(ItemForm):
    name = "return"
    reason = words(
        _("Why it goes back"), RETURN_REASON_SHORTEST, rows=2, hint=_("Seen inside the body only.")
    )


class RedirectForm(ItemForm):
    name = "redirect"
    to_body = forms.ChoiceField(label=_("Competent body"))
    reason = words(
        _("Reason"),
        REDIRECT_REASON_SHORTEST,
        hint=_("Everyone can read it: the asker and the next body, too."),
    )

    def __init__(self, data: Any = None, *, question: Question, now: Any) -> None:
        super().__init__(data)
        targets = redirect_targets(question, on=local_day(now))
        near = [(str(row.body.pk), row.body.name) for row in targets if row.is_proposed]
        rest = [(str(row.body.pk), row.body.name) for row in targets if not row.is_proposed]
        field = self.fields["to_body"]
        assert isinstance(field, forms.ChoiceField)
        groups = [(_("By theme and region"), near), (_("All bodies"), rest)]
        field.choices = [("", _("Choose")), *(group for group in groups if group[1])]


class ExtendForm(ItemForm):
    name = "extend"
    days = forms.TypedChoiceField(label=_("By how many working days"), coerce=int)
    reason = words(
        _("Reason"),
        EXTENSION_REASON_SHORTEST,
        rows=4,
        hint=_("Everyone can read it. At least 100 characters."),
    )

    def __init__(self, data: Any = None, *, most: int) -> None:
        super().__init__(data)
        field = self.fields["days"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(n, n) for n in range(1, most + 1)]


class DeclineForm(ItemForm):
    name = "decline"
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    explanation = words(
        _("Explanation"),
        DECLINE_EXPLANATION_SHORTEST,
        rows=4,
        hint=_("Everyone can read it. Say why this ground fits and where else the person may turn."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.code, row.name) for row in grounds("decline")]


class NoteForm(ItemForm):
    name = "note"
    text = words(
        _("New note"), 1, NOTE_LONGEST, rows=2, hint=_("Only those who work on it in this body see it.")
    )


class RevealForm(ItemForm):
    name = "reveal"
    reason = words(
        _("Why do you need it?"),
        SHORTEST_REASON,
        LONGEST_REASON,
        rows=2,
        hint=_("The asker will read this reason."),
    )


class SendBackForm(ItemForm):
    name = "send_back"
    reason = words(
        _("What must be changed"),
        RETURN_REASON_SHORTEST,
        rows=2,
        hint=_("The executor reads it, nobody else."),
    )
