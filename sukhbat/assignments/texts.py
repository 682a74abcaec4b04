"""Checking what officials type as a reason, an explanation or a note."""

from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.understanding.text import clean, length


def checked(field: str, text: str, *, low: int, high: int) -> str:
    """The cleaned text. Raises Refused (422, code ``bad_<field>``) when it is too short or too long."""
    words = clean(text)
    counted = length(words)
    if counted < low:
        sentence = _("Please write at least %(low)s characters; now there are %(counted)s.")
        raise Refused(Refusal(f"bad_{field}", sentence % {"low": low, "counted": counted}, 422))
    if counted > high or len(words) > high:
        sentence = _("Please write at most %(high)s characters; now there are %(counted)s.")
        raise Refused(
            Refusal(f"bad_{field}", sentence % {"high": high, "counted": max(counted, len(words))}, 422)
        )
    return words
