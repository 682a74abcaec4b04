"""The host's short record of an answer given on air: what it must be like, and what its entry binds."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.understanding.text import clean, length

SHORTEST, LONGEST = 5, 2_000
LANGUAGES = ("kk", "ru", "en")
# No live part lasts longer than a day.
LAST_SECOND = 24 * 3_600 - 1
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")


@dataclass(frozen=True)
class Record:
    """A short record: ``second`` counts from the start of the live part, ``speaker_id`` is a respondent's."""

    text: str
    language: str
    second: int
    speaker_id: int | None = None

    def parts(self) -> tuple[str, ...]:
        """What the digest of its entry is made of, after the salt."""
        return (self.language, self.text, str(self.speaker_id or ""), str(self.second))


def checked(record: Record) -> Record:
    """The record with its text cleaned. Raises Refused (422): ``bad_record``, ``bad_language``, ``bad_second``."""
    text = clean(record.text)
    counted = length(text)
    if counted < SHORTEST or max(counted, len(text)) > LONGEST:
        sentence = _("A record has %(low)s to %(high)s characters; now there are %(counted)s.")
        shown = {"low": SHORTEST, "high": LONGEST, "counted": counted}
        raise Refused(Refusal("bad_record", sentence % shown, 422))
    if record.language not in LANGUAGES:
        raise Refused(Refusal("bad_language", _("Choose the language of the record."), 422))
    if not 0 <= record.second <= LAST_SECOND:
        raise Refused(Refusal("bad_second", _("The time lies within the day of the live part."), 422))
    return replace(record, text=text)


def read_second(typed: str) -> int | None:
    """``12:05`` or ``1:12:05`` as seconds from the start; None when it is neither."""
    match = _CLOCK.fullmatch(typed.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    is_clock = seconds < 60 and (match[1] is None or minutes < 60)
    total = hours * 3_600 + minutes * 60 + seconds
    return total if is_clock and total <= LAST_SECOND else None


def show_second(second: int) -> str:
    """Seconds from the start as ``12:05`` or ``1:12:05``."""
    hours, rest = divmod(second, 3_600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
