"""What officials fill in on the pages of a concern."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.queries import Written
from sukhbat.answers.rules import STATE_LANGUAGE
from sukhbat.concerns.proposing import REASON_LONGEST, REASON_SHORTEST
from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.desk.workplace.forms import ItemForm, words

LARGEST_NUMBER = 2**31 - 1


class EditorForAll(Editor):
    """The editor of an answer to all: texts are asked for in every language of the askers."""

    def __init__(
        self, languages: Sequence[str], draft: Written | None, data: Any = None, files: Any = None
    ) -> None:
        first = languages[0] if languages else STATE_LANGUAGE
        self._make(first, {*languages, STATE_LANGUAGE}, draft, data, files)


class MergeForm(ItemForm):
    """Which concern this one is the same as; an executor gives the reason, the signatory decides at once."""

    name = "merge"
    into = forms.IntegerField(
        label=_("Number of the other concern"),
        help_text=_("Its questions and these become one concern under that number."),
        min_value=1,
        max_value=LARGEST_NUMBER,
    )


class ProposeForm(MergeForm):
    name = "propose"
    reason = words(
        _("Why they are one"), REASON_SHORTEST, REASON_LONGEST, rows=2, hint=_("Seen by those who decide.")
    )
