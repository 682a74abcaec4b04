"""What the published order of a conference is made from: its public questions, their supports, what was on air.

Number, digest, region, language and theme of a question never change, so each process reads them once; every
other time it reads numbers and supports only, in one statement.
"""

import json
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter
from typing import TypeVar, cast
from uuid import UUID

from django.db import connection

from sukhbat.bodies.queries import region_roots
from sukhbat.conferences.rules import NOT_SAID, Candidate, draw
from sukhbat.ledger.queries import digests_of
from sukhbat.questions.events import QuestionReceived
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import OPEN, AirState, Visibility

AIRED = (AirState.ON_AIR.value, AirState.ANSWERED.value)
_CONFERENCES_KEPT = 4
_AT_ONCE = 5_000
Item = TypeVar("Item")
# A candidate without its digest, which the log keeps.
_Row = tuple[str, int, str, str, str, int | None]

_STANDING = """
SELECT q.number, coalesce(s.n, 0)::integer FROM questions_question q LEFT JOIN (
    SELECT question_id, sum(n) AS n FROM (
        SELECT question_id, n FROM questions_supporttally WHERE conference_id = %(conference)s
        UNION ALL
        SELECT question_id, n FROM questions_supportdelta
    ) AS both_parts GROUP BY 1
) AS s ON s.question_id = q.id
WHERE q.conference_id = %(conference)s AND (
    q.visibility = %(public)s AND q.stage = ANY(%(stages)s) AND q.to_writing_at IS NULL
    OR q.number = ANY(%(aired)s)
)
"""


@dataclass
class _Met:
    """The candidates of a conference as they were met last, and their lots, by number."""

    candidates: dict[str, Candidate] = field(default_factory=dict)
    lots: dict[str, bytes] = field(default_factory=dict)


_met: OrderedDict[UUID, _Met] = OrderedDict()


def candidates_of(conference_id: UUID) -> list[Candidate]:
    """Public questions that wait for an answer on air, and those that were on air, by number."""
    turns = _turns(conference_id)
    standing = _standing(conference_id, list(turns))
    known = _remembered(conference_id).candidates
    known.update(_read([number for number, _n in standing if number not in known]))
    found = []
    for number, supports in standing:
        candidate, turn = known[number], turns.get(number)
        if candidate.supports != supports or candidate.aired != turn:
            candidate = known[number] = replace(candidate, supports=supports, aired=turn)
        found.append(candidate)
    found.sort(key=attrgetter("number"))
    return found


def lots_of(conference_id: UUID, candidates: Iterable[Candidate], seed: bytes) -> Mapping[str, bytes]:
    """The draws of the candidates by number, each made once in this process: a conference has one seed for ever."""
    lots = _remembered(conference_id).lots
    lots.update((c.number, draw(seed, c.digest)) for c in candidates if c.number not in lots)
    return lots


def packed(candidates: Sequence[Candidate]) -> bytes:
    """Candidates sorted by number as canonical bytes: JSON without spaces. Their digests are in the log."""
    rows = [[c.number, c.supports, c.region, c.language, c.theme, c.aired] for c in candidates]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False).encode()


def squeezed(data: bytes) -> bytes:
    """As it is kept: half of a fresh edition is numbers that hardly shrink, so little effort is made."""
    return zlib.compress(data, 1)


def unpacked(kept: bytes) -> list[Candidate]:
    """The candidates again, with their digests from the log."""
    rows = cast(list[_Row], json.loads(zlib.decompress(kept)))
    digests = _digests([row[0] for row in rows])
    return [
        Candidate(number, digests.get(number, ""), n, region, language, theme, turn)
        for number, n, region, language, theme, turn in rows
    ]


def _turns(conference_id: UUID) -> dict[str, int]:
    """Whose turn on air it was or is, 1 for the first; what left the air without an answer had none."""
    rows = Airing.objects.filter(conference_id=conference_id, state__in=AIRED).order_by("on_air_at", "id")
    numbers = dict.fromkeys(rows.values_list("question__number", flat=True))
    return {number: turn for turn, number in enumerate(numbers, start=1)}


def _standing(conference_id: UUID, aired: list[str]) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        asked: dict[str, UUID | str | list[str]] = {
            "conference": conference_id,
            "public": Visibility.PUBLIC.value,
            "stages": sorted(stage.value for stage in OPEN),
            "aired": aired,
        }
        cursor.execute(_STANDING, asked)
        return [(number, supports) for number, supports in cursor.fetchall()]


def _remembered(conference_id: UUID) -> _Met:
    met = _met.setdefault(conference_id, _Met())
    _met.move_to_end(conference_id)
    while len(_met) > _CONFERENCES_KEPT:
        _met.popitem(last=False)
    return met


def _read(numbers: Sequence[str]) -> Iterator[tuple[str, Candidate]]:
    """What never changes of questions, by number; supports and turn are filled in by whoever asked."""
    if not numbers:
        return
    roots = region_roots()
    digests = _digests(numbers)
    for some in _chunks(numbers):
        rows = Question.objects.filter(number__in=some)
        for number, language, region, theme in rows.values_list(
            "number", "language", "region_id", "theme__slug"
        ):
            place = roots[region] if region else NOT_SAID
            digest = digests.get(number, "")
            yield number, Candidate(number, digest, 0, place, language, theme or NOT_SAID)


def _digests(numbers: Sequence[str]) -> dict[str, str]:
    """The digests of the entries of their arrival, by number."""
    found: dict[str, str] = {}
    for some in _chunks(numbers):
        found.update(digests_of(some, event=QuestionReceived.name))
    return found


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
