"""A text cut into pieces for the page: plain ones, and found personal data with its kind in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.questions.draft_fields import span
from sukhbat.questions.draft_plan import Plan
from sukhbat.understanding.personal_data import Kind

KINDS: dict[Kind, Promise] = {
    Kind.IIN: _("IIN (personal number)"),
    Kind.BIN: _("BIN (business number)"),
    Kind.PHONE: _("phone number"),
    Kind.CARD: _("card number"),
    Kind.IBAN: _("bank account"),
    Kind.EMAIL: _("e-mail address"),
    Kind.ADDRESS: _("home address"),
    Kind.DOCUMENT: _("identity document"),
    Kind.PLATE: _("car plate"),
    Kind.HANDLE: _("name in a messenger"),
    Kind.PERSON: _("person's name"),
}


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; a found one has its kind, its place as the form names it, its mask."""

    text: str
    kind: Promise | str = ""
    place: str = ""
    is_masked: bool = False


def marked(plan: Plan) -> list[Piece]:
    """The text of a plan in pieces, in order."""
    pieces, at = [], 0
    for finding in plan.findings:
        pieces.append(Piece(plan.original[at : finding.start]))
        words = KINDS.get(finding.kind, finding.kind)
        is_masked = finding in plan.masked
        pieces.append(Piece(plan.original[finding.start : finding.end], words, span(finding), is_masked))
        at = finding.end
    pieces.append(Piece(plan.original[at:]))
    return [piece for piece in pieces if piece.text]
