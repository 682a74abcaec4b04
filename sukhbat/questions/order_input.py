"""What the published order of a conference is made from: its public questions, their supports, what was on air.

Number, digest, region, language and theme of a question never change, so each process reads them once; every
other time it reads ids and supports only, in one statement.
"""

import json
import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, cast
from uuid import UUID

from django.db import connection

from sukhbat.bodies.queries import region_roots
from sukhbat.conferences.rules import NOT_SAID, Candidate
from sukhbat.ledger.queries import digests_of
from sukhbat.questions.events import QuestionReceived
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import OPEN, AirState, Visibility

AIRED = (AirState.ON_AIR.value, AirState.ANSWERED.value)
_CONFERENCES_KEPT = 4
_AT_ONCE = 5_000
Item = TypeVar("Item")
# Number, digest, region, language, theme.
_Fixed = tuple[str, str, str, str, str]
# A candidate without its digest, which the log keeps.
_Row = tuple[str, int, str, str, str, int | None]

_STANDING = """
SELECT q.id, coalesce(s.n, 0) FROM questions_question q LEFT JOIN (
    SELECT question_id, sum(n) AS n FROM (
        SELECT question_id, n FROM questions_supporttally WHERE conference_id = %(conference)s
        UNION ALL
        SELECT question_id, n FROM questions_supportdelta
    ) AS both_parts GROUP BY 1
) AS s ON s.question_id = q.id
WHERE q.conference_id = %(conference)s AND (
    q.visibility = %(public)s AND q.stage = ANY(%(stages)s) AND q.to_writing_at IS NULL
    OR q.id = ANY(%(aired)s::uuid[])
)
"""

_known: OrderedDict[UUID, dict[UUID, _Fixed]] = OrderedDict()


def candidates_of(conference_id: UUID) -> list[Candidate]:
    """Public questions that wait for an answer on air, and those that were on air, by number."""
    aired = _turns(conference_id)
    standing = _standing(conference_id, list(aired))
    fixed = _fixed(conference_id, [key for key, _n in standing])
    rows = ((fixed[key], n, aired.get(key)) for key, n in standing)
    found = [
        Candidate(number, digest, n, region, language, theme, turn)
        for (number, digest, region, language, theme), n, turn in rows
    ]
    found.sort(key=lambda candidate: candidate.number)
    return found


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


def _turns(conference_id: UUID) -> dict[UUID, int]:
    """Whose turn on air it was or is, 1 for the first; what left the air without an answer had none."""
    rows = Airing.objects.filter(conference_id=conference_id, state__in=AIRED).order_by("on_air_at", "id")
    ids = dict.fromkeys(rows.values_list("question_id", flat=True))
    return {key: turn for turn, key in enumerate(ids, start=1)}


def _standing(conference_id: UUID, aired: Collection[UUID]) -> list[tuple[UUID, int]]:
    with connection.cursor() as cursor:
        asked: dict[str, UUID | str | list[str]] = {
            "conference": conference_id,
            "public": Visibility.PUBLIC.value,
            "stages": sorted(stage.value for stage in OPEN),
            "aired": [str(key) for key in aired],
        }
        cursor.execute(_STANDING, asked)
        return [(row[0], int(row[1])) for row in cursor.fetchall()]


def _fixed(conference_id: UUID, ids: Collection[UUID]) -> dict[UUID, _Fixed]:
    """What never changes of these questions; only those not met before are read."""
    known = _known.setdefault(conference_id, {})
    _known.move_to_end(conference_id)
    while len(_known) > _CONFERENCES_KEPT:
        _known.popitem(last=False)
    if fresh := [key for key in ids if key not in known]:
        roots = region_roots()
        for some in _chunks(fresh):
            known.update(_read(some, roots))
    return known


def _read(ids: Sequence[UUID], roots: dict[UUID, str]) -> Iterator[tuple[UUID, _Fixed]]:
    columns = ("id", "number", "language", "region_id", "theme__slug")
    rows = list(Question.objects.filter(pk__in=ids).values_list(*columns))
    digests = _digests([row[1] for row in rows])
    for key, number, language, region, theme in rows:
        place = roots[region] if region else NOT_SAID
        yield key, (number, digests.get(number, ""), place, language, theme or NOT_SAID)


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
