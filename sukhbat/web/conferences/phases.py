"""The line of phases of a conference, and what a reader is told about the one it is in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import LINE, Phase
from sukhbat.kernel.clock import local_day
from sukhbat.web.words import PHASES


@dataclass(frozen=True)
class PhaseStep:
    """One phase of the line; ``at`` is when it began or begins, None when that is not decided."""

    label: str | Promise
    code: str
    position: int
    at: datetime | None
    on: date | None
    css: str


def phase_line(conference: Conference, now: datetime) -> list[PhaseStep]:
    """The five phases in order; empty for a conference that was postponed or cancelled."""
    current = conference.phase(now)
    if current not in LINE:
        return []
    begins = {
        Phase.ANNOUNCED: conference.announced_at,
        Phase.COLLECTING: conference.opened_at or conference.collecting_at,
        Phase.LIVE: conference.started_at or conference.starts_at,
        Phase.ANSWERING: conference.ended_at or conference.ends_at,
        Phase.CLOSED: conference.closed_at,
    }
    place = LINE.index(current)
    return [
        PhaseStep(
            label=PHASES[step],
            code=step.value,
            position=number + 1,
            at=begins[step],
            on=local_day(moment) if (moment := begins[step]) else None,
            css="now" if number == place else "done" if number < place else "",
        )
        for number, step in enumerate(LINE)
    ]
