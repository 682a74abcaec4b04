"""The counters: exact at any moment, at a cost that does not grow with the number of questions.

A statement trigger on Question writes deltas; ``fold`` adds them into Tally under a lock; a reader
sums both in one snapshot.
"""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.db import connection

from sukhbat.kernel.locks import held_or_skipped
from sukhbat.questions.rules import Balance

NOWHERE = UUID(int=0)
FOLD_BATCH = 20_000

_CELLS = """
LATERAL (VALUES
    ('all', '00000000-0000-0000-0000-000000000000'::uuid, 'bucket', d.bucket),
    ('all', '00000000-0000-0000-0000-000000000000'::uuid, 'stage', d.stage),
    ('all', '00000000-0000-0000-0000-000000000000'::uuid, 'theme', d.theme_id::text),
    ('all', '00000000-0000-0000-0000-000000000000'::uuid, 'region', d.region_id::text),
    ('all', '00000000-0000-0000-0000-000000000000'::uuid, 'language', d.language),
    ('conference', d.conference_id, 'bucket', d.bucket),
    ('conference', d.conference_id, 'stage', d.stage),
    ('conference', d.conference_id, 'theme', d.theme_id::text),
    ('conference', d.conference_id, 'region', d.region_id::text),
    ('conference', d.conference_id, 'language', d.language),
    ('body', d.body_id, 'bucket', d.bucket),
    ('body', d.body_id, 'stage', d.stage),
    ('theme', d.theme_id, 'bucket', d.bucket),
    ('region', d.region_id, 'bucket', d.bucket),
    ('arrived', d.arrived_body_id, 'bucket', 'arrived')
) AS cell(scope, scope_id, facet, value)
"""

_FOLD = f"""
WITH gone AS (
    DELETE FROM questions_delta WHERE id IN (SELECT id FROM questions_delta ORDER BY id LIMIT %s)
    RETURNING *
), sums AS (
    SELECT cell.scope, cell.scope_id, cell.facet, cell.value, sum(d.n) AS n
    FROM gone d, {_CELLS}
    WHERE cell.scope_id IS NOT NULL AND cell.value IS NOT NULL
    GROUP BY 1, 2, 3, 4
), added AS (
    INSERT INTO questions_tally (scope, scope_id, facet, value, n)
    SELECT scope, scope_id, facet, value, n FROM sums
    ON CONFLICT (scope, scope_id, facet, value) DO UPDATE SET n = questions_tally.n + excluded.n
)
SELECT count(*) FROM gone
"""

_READ = f"""
SELECT scope_id, facet, value, sum(n) FROM (
    SELECT scope_id, facet, value, n FROM questions_tally WHERE scope = %(scope)s AND scope_id = ANY(%(ids)s)
    UNION ALL
    SELECT cell.scope_id, cell.facet, cell.value, d.n FROM questions_delta d, {_CELLS}
    WHERE cell.scope = %(scope)s AND cell.scope_id = ANY(%(ids)s) AND cell.value IS NOT NULL
) AS both_parts GROUP BY 1, 2, 3
"""

Facets = Mapping[str, Mapping[str, int]]


def fold() -> int:
    """Add waiting deltas into the tally; how many were folded. Run in a transaction; one writer at a time."""
    with held_or_skipped("questions.fold") as mine:
        if not mine:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_FOLD, [FOLD_BATCH])
            row = cursor.fetchone()
            return int(row[0]) if row else 0


def facets(scope: str, ids: list[UUID]) -> dict[UUID, dict[str, dict[str, int]]]:
    """Counts by scope id, facet and value in one query; facets are bucket, stage, theme, region, language."""
    found: dict[UUID, dict[str, dict[str, int]]] = {scope_id: {} for scope_id in ids}
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"scope": scope, "ids": ids})
        for scope_id, facet, value, n in cursor.fetchall():
            if n:
                found[scope_id].setdefault(facet, {})[value] = int(n)
    return found


def balance_of(counted: Facets) -> Balance:
    """The balance in the ``bucket`` facet of a scope."""
    buckets = counted.get("bucket", {})
    parts = {name: buckets.get(name, 0) for name in asdict(Balance()) if name != "received"}
    return Balance(received=sum(buckets.values()), **parts)


def balances(scope: str, ids: list[UUID]) -> dict[UUID, Balance]:
    """The balances of conferences, bodies, themes or regions; one query."""
    return {scope_id: balance_of(counted) for scope_id, counted in facets(scope, ids).items()}


def total_balance() -> Balance:
    """The balance of the whole installation."""
    return balances("all", [NOWHERE])[NOWHERE]


def arrived(ids: list[UUID]) -> dict[UUID, int]:
    """How many questions were routed to each body when they arrived."""
    return {body: sum(counted.get("bucket", {}).values()) for body, counted in facets("arrived", ids).items()}


def recount() -> list[str]:
    """Compare the counters with the questions themselves; a line for each cell that differs (none is right)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH rows AS (
                SELECT conference_id, body_id, first_body_id AS arrived_body_id, theme_id, region_id, language, stage,
                       CASE WHEN stage IN ('received', 'assigned', 'disputed') THEN 'in_work' ELSE outcome END
                           AS bucket, count(*) AS n
                FROM questions_question GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
            ), counted AS (
                SELECT cell.scope, cell.scope_id, cell.facet, cell.value, sum(d.n) AS n FROM rows d, {_CELLS}
                WHERE cell.scope_id IS NOT NULL AND cell.value IS NOT NULL GROUP BY 1, 2, 3, 4
            ), kept AS (
                SELECT scope, scope_id, facet, value, sum(n) AS n FROM (
                    SELECT scope, scope_id, facet, value, n FROM questions_tally
                    UNION ALL
                    SELECT cell.scope, cell.scope_id, cell.facet, cell.value, d.n FROM questions_delta d, {_CELLS}
                    WHERE cell.scope_id IS NOT NULL AND cell.value IS NOT NULL
                ) AS parts GROUP BY 1, 2, 3, 4
            )
            SELECT scope, scope_id, facet, value, coalesce(kept.n, 0), coalesce(counted.n, 0)
            FROM kept FULL JOIN counted USING (scope, scope_id, facet, value)
            WHERE coalesce(kept.n, 0) <> coalesce(counted.n, 0) ORDER BY 1, 2, 3, 4 LIMIT 100
            """
        )
        return [
            f"{scope} {scope_id} {facet}={value}: counters say {kept}, questions say {counted}"
            for scope, scope_id, facet, value, kept, counted in cursor.fetchall()
        ]
