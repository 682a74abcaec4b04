"""Forms of the directory's rows. They give texts; the directory's own reader checks them, as it checks a file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.directory_cells import LONGEST_KIND
from sukhbat.bodies.directory_rows import Table, Values
from sukhbat.bodies.registers import choices
from sukhbat.bodies.rules import Role
from sukhbat.desk.clean_text import CleanText
from sukhbat.desk.coordination.words import ROLES

Choices = Sequence[tuple[str, Any]]


class DayField(forms.DateField):
    """A day, or nothing."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **{"required": False, **options})


class RowForm(forms.Form):
    """A row of one table; what refers to another row is chosen from those in force."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(
        self,
        data: Any = None,
        *,
        table: Table,
        today: date,
        values: Values | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        first = {name: value for name, value in (values or {}).items() if value is not None}
        super().__init__(data, initial={**(initial or {}), **first})
        self.fields |= _FIELDS[table](today, values)
        if values is not None:
            self.fields.pop("slug", None)

    def texts(self) -> dict[str, str]:
        """Every field as text; call after is_valid."""
        return {
            name: value.isoformat() if isinstance(value, date) else str("" if value is None else value)
            for name, value in self.cleaned_data.items()
            if name != "fingerprint"
        }


def _names() -> dict[str, forms.Field]:
    return {
        "name_kk": CleanText(label=_("Name in Kazakh"), max_length=200),
        "name_ru": CleanText(label=_("Name in Russian"), max_length=200),
        "name_en": CleanText(label=_("Name in English"), max_length=200, required=False),
    }


def _slug(help_text: Any) -> forms.Field:
    return forms.SlugField(label=_("Code in the address"), max_length=60, help_text=help_text)


def _kind(table: Table, help_text: Any) -> forms.Field:
    return CleanText(label=_("Kind"), max_length=LONGEST_KIND[table], help_text=help_text)


def _choice(
    label: Any,
    table: Table,
    today: date,
    values: Values | None,
    name: str,
    *,
    empty: Any = "—",
    required: bool = False,
) -> forms.ChoiceField:
    """A choice among rows in force; what stands there now stays, also when it is retired."""
    offered: list[tuple[str, Any]] = [("", empty), *choices(table, on=today)]
    current = str((values or {}).get(name) or "")
    if current and current not in {slug for slug, _label in offered}:
        offered.append((current, current))
    return forms.ChoiceField(label=label, choices=offered, required=required)


def _span() -> dict[str, forms.Field]:
    return {
        "valid_from": DayField(label=_("In force from"), help_text=_("Empty: always was.")),
        "valid_until": DayField(
            label=_("In force until"), help_text=_("The first day it no longer counts. Empty: open.")
        ),
    }


def _region(today: date, values: Values | None) -> dict[str, forms.Field]:
    return {
        "slug": _slug(_("The official code of the place. It never changes.")),
        **_names(),
        "kind": _kind(Table.REGIONS, _("For example oblast, city, district, okrug.")),
        "parent": _choice(_("Belongs to"), Table.REGIONS, today, values, "parent"),
        "tile_row": forms.IntegerField(
            label=_("Row on the tile map"), min_value=1, max_value=99, required=False
        ),
        "tile_col": forms.IntegerField(
            label=_("Column on the tile map"), min_value=1, max_value=99, required=False
        ),
        "population": forms.IntegerField(
            label=_("Population"), min_value=0, max_value=999_999_999, required=False
        ),
        **_span(),
    }


def _body(today: date, values: Values | None) -> dict[str, forms.Field]:
    return {
        "slug": _slug(_("Latin letters, digits and dashes. It never changes.")),
        **_names(),
        "kind": _kind(Table.BODIES, _("For example ministry, committee, akimat.")),
        "parent": _choice(_("Belongs to"), Table.BODIES, today, values, "parent"),
        "region": _choice(_("Region"), Table.REGIONS, today, values, "region"),
        "valid_from": DayField(label=_("In force from"), help_text=_("Empty: always was.")),
    }


def _theme(today: date, values: Values | None) -> dict[str, forms.Field]:
    return {
        "slug": _slug(_("Latin letters, digits and dashes. It never changes.")),
        **_names(),
        "parent": _choice(_("Belongs to"), Table.THEMES, today, values, "parent"),
        "default_body": _choice(_("Answers by default"), Table.BODIES, today, values, "default_body"),
        **_span(),
    }


def _competence(today: date, values: Values | None) -> dict[str, forms.Field]:
    return {
        "body": _choice(_("State body"), Table.BODIES, today, values, "body", required=True),
        "theme": _choice(_("Theme"), Table.THEMES, today, values, "theme", empty=_("any theme")),
        "region": _choice(_("Region"), Table.REGIONS, today, values, "region", empty=_("everywhere")),
        **_span(),
    }


def _officer(today: date, values: Values | None) -> dict[str, forms.Field]:
    languages = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
    return {
        "email": forms.EmailField(
            label=_("E-mail"), help_text=_("Who is new here gets an account and signs in by a code.")
        ),
        "name": CleanText(label=_("Name"), max_length=120, required=False),
        "language": forms.ChoiceField(label=_("Language of letters"), choices=languages, required=False),
        "body": _choice(_("State body"), Table.BODIES, today, values, "body", required=True),
        "role": forms.ChoiceField(
            label=_("Role"), choices=[("", "—"), *((role.value, ROLES[role]) for role in Role)]
        ),
        "post_kk": CleanText(label=_("Post in Kazakh"), max_length=160, required=False),
        "post_ru": CleanText(label=_("Post in Russian"), max_length=160, required=False),
        "post_en": CleanText(label=_("Post in English"), max_length=160, required=False),
        "from_on": DayField(label=_("From"), help_text=_("Empty: from today.")),
        "until_on": DayField(
            label=_("Until"), help_text=_("The first day it is no longer held. Empty: open.")
        ),
    }


_FIELDS = {
    Table.REGIONS: _region,
    Table.BODIES: _body,
    Table.THEMES: _theme,
    Table.COMPETENCES: _competence,
    Table.OFFICERS: _officer,
}


class RetireForm(forms.Form):
    """Until when a body is in force, and who takes over."""

    until = DayField(
        label=_("In force until"), required=True, help_text=_("The first day it no longer counts.")
    )
    successor = forms.ChoiceField(
        label=_("Successor"),
        required=False,
        help_text=_("New questions and, from that day on, the open ones go there. Clocks go on."),
    )

    def __init__(
        self, data: Any = None, *, slug: str, today: date, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        others = [(code, name) for code, name in choices(Table.BODIES, on=today) if code != slug]
        field.choices = [("", _("nobody")), *others]


class EndForm(forms.Form):
    """The day from which something no longer holds."""

    until = DayField(label=_("Ends on"), required=True, help_text=_("The first day it no longer holds."))
