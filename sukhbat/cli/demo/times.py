"""When the sample conferences take place, told from the first start of the demonstration. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from sukhbat.cli.demo.working_time import Office


@dataclass(frozen=True)
class ConferenceTimes:
    """The moments of one conference; None when it has not come to that."""

    announced_at: datetime
    collecting_at: datetime
    starts_at: datetime
    ends_at: datetime
    closed_at: datetime | None = None
    postponed_at: datetime | None = None

    @property
    def ends_on(self) -> date:
        return self.ends_at.date()


# Working days from the first start: announced, collecting, on air, and what ended it.
_DAYS = {
    "internet": (-60, -49, -40, -11),
    "social": (-38, -27, -16, None),
    "city": (-13, -8, 4, None),
    "business": (-3, 6, 17, None),
    "winter": (-15, -2, 5, -4),
}


def conference_times(office: Office, started: datetime) -> dict[str, ConferenceTimes]:
    """The times of each sample conference around the moment of the first start."""
    today = started.astimezone(office.zone).date()
    return {key: _times(office, today, key, *days) for key, days in _DAYS.items()}


def _times(
    office: Office, today: date, key: str, announced: int, collecting: int, live: int, ended: int | None
) -> ConferenceTimes:
    live_on = office.shifted(today, live)
    end = None if ended is None else office.at(office.shifted(today, ended), 16)
    return ConferenceTimes(
        announced_at=office.at(office.shifted(today, announced), 10),
        collecting_at=office.at(office.shifted(today, collecting), 9),
        starts_at=office.at(live_on, 11),
        ends_at=office.at(live_on, 12.5),
        closed_at=end if key == "internet" else None,
        postponed_at=end if key == "winter" else None,
    )
