"""What rises, as rows: the concern as the list has it, how much it rises, its languages and its weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sukhbat.concerns.public.rising import Rising
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.rising import Rise
from sukhbat.kernel.clock import local_day
from sukhbat.web.concerns.asked import Asked, cell_words
from sukhbat.web.concerns.rows import ShownRow, shown_rows
from sukhbat.web.concerns.weeks import Weeks, trend_of


@dataclass(frozen=True)
class ShownRise:
    """``languages`` are in words, those of most people first; those that are hidden are missing."""

    row: ShownRow
    rise: Rise
    languages: Sequence[str]
    trend: Weeks


def shown_rises(found: Rising | None, *, now: datetime) -> list[ShownRise]:
    if found is None:
        return []
    rows = shown_rows([listed for listed, _risen in found.rows], Asked(), now=now)
    return [
        ShownRise(
            row=row,
            rise=risen.rise,
            languages=[
                cell_words(Facet.LANGUAGE, code, now=now)
                for code in sorted(risen.languages, key=lambda code: -risen.languages[code])
            ],
            trend=trend_of(risen.weeks, today=local_day(now)),
        )
        for row, (_listed, risen) in zip(rows, found.rows, strict=True)
    ]
