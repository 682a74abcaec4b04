"""What was found in a text, in words: a chip in the list, a sentence on the question's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.questions.marks import OBSCENE
from sukhbat.questions.waiting import Marked

# Kinds of personal data share one chip and one sentence.
PERSONAL = "personal"
_CHIPS: dict[str, Promise] = {
    PERSONAL: _("Personal data found"),
    OBSCENE: _("Obscene words"),
    "abuse": _("Insult or threat"),
    "spam": _("Advertisement or noise"),
    "repeated": _("Sent again"),
    "brigade": _("Sent by many"),
    "often": _("Sends often"),
}
_SENTENCES: dict[str, Promise] = {
    PERSONAL: _("Personal data was found. The text is not shown by itself: it waits for you."),
    OBSCENE: _("Obscene words were found. The text is not shown by itself: it waits for you."),
    "abuse": _(
        "Somebody seems to be insulted, cursed or threatened here. Sharp criticism of an official is no ground "
        "for hiding."
    ),
    "spam": _("This looks like an advertisement, a chain letter or random typing."),
    "repeated": _("Its author sent nearly the same text before, within an hour."),
    "brigade": _(
        "Nearly the same text came from several people or one network within an hour. People may agree on a text: "
        "this alone is no ground for hiding."
    ),
    "often": _("Its author sent ten texts or more within an hour."),
}
# These keep a text from being shown by itself.
_HOLDING = frozenset({PERSONAL, OBSCENE})


@dataclass(frozen=True)
class Chip:
    """``holds``: the text waits for a moderator however long that takes."""

    word: str | Promise
    holds: bool


def chips(marks: Marked) -> list[Chip]:
    """The chips of a question, those that hold it first."""
    return [Chip(_CHIPS.get(code, code), code in _HOLDING) for code in _codes(marks)]


def sentences(marks: Marked) -> list[str | Promise]:
    """What a moderator is told about a question."""
    return [_SENTENCES.get(code, code) for code in _codes(marks)]


def holds(marks: Marked) -> bool:
    """Whether the text is shown only by a moderator."""
    return bool(marks.findings)


def _codes(marks: Marked) -> Iterable[str]:
    if any(code != OBSCENE for code in marks.findings):
        yield PERSONAL
    if OBSCENE in marks.findings:
        yield OBSCENE
    yield from marks.flags
