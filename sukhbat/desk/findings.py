"""Personal data found in a text, for the pages on which someone decides what to mask."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.understanding.personal_data import find

KINDS: dict[str, Promise] = {
    "iin": _("IIN"),
    "bin": _("BIN"),
    "phone": _("phone"),
    "card": _("bank card"),
    "iban": _("bank account"),
    "email": _("e-mail"),
    "address": _("home address"),
    "document": _("identity document"),
    "plate": _("car plate"),
    "handle": _("account in a network"),
    "person": _("person's name"),
}


@dataclass(frozen=True)
class Part:
    """A piece of a text; ``kind`` is the code of what was found in it, or empty."""

    text: str
    kind: str = ""

    @property
    def label(self) -> str | Promise:
        """The word for what was found, or the code itself for a kind without a word."""
        return KINDS.get(self.kind, self.kind)


def parts(text: str) -> list[Part]:
    """The text in order, cut around the personal data found in it."""
    cut: list[Part] = []
    at = 0
    for found in find(text):
        cut += [Part(text[at : found.start]), Part(text[found.start : found.end], found.kind)]
        at = found.end
    cut.append(Part(text[at:]))
    return [part for part in cut if part.text]


def pieces(text: str) -> list[tuple[str, str]]:
    """Each found piece once, with a label that shows it and names its kind: choices of a form."""
    found = {part.text: part for part in parts(text) if part.kind}
    return [(piece, f"{piece} · {part.label}") for piece, part in found.items()]
