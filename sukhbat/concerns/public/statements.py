"""The statements that read tallies and cells. ``hidden_cells`` (rules/numbers.py) stands here a second time, as SQL:
a test holds the two together.
"""

# Of the cells of one facet of one concern: how many are of few, their people, and the smallest of the others.
_FEW = """
    count(*) FILTER (WHERE other.public_people BETWEEN 1 AND %(fewest)s - 1) AS cells,
    coalesce(sum(other.public_people) FILTER (WHERE other.public_people < %(fewest)s), 0) AS people,
    min(other.public_people) FILTER (WHERE other.public_people >= %(fewest)s) AS smallest
"""
_IS_SHOWN = """
    cell.public_people >= %(fewest)s AND (
        few.cells = 0 OR cell.public_people > few.smallest
        OR (few.cells > 1 AND few.people >= %(fewest)s AND few.people > few.cells
            AND few.people < few.cells * (%(fewest)s - 1)))
"""

# The concerns of a page, those with most people first; all of them, or those in a cell.
ALL = """
SELECT t.concern_id
FROM concerns_concerntally t JOIN concerns_concern c ON c.id = t.concern_id
WHERE t.public_people >= %(fewest)s AND c.merged_into_id IS NULL AND c.ended_at IS NULL
ORDER BY t.public_people DESC, c.number LIMIT %(limit)s OFFSET %(offset)s
"""

# Every wanted cell must be shown; the list goes by the first one. The inner order stays: the outer one is the same.
IN_CELLS = f"""
SELECT d.concern_id FROM (
    SELECT cell.concern_id, cell.public_people, c.number
    FROM concerns_concerncell cell JOIN concerns_concern c ON c.id = cell.concern_id
    WHERE cell.facet = %(facet)s AND cell.value = %(value)s AND cell.public_people >= %(fewest)s
      AND c.merged_into_id IS NULL AND c.ended_at IS NULL
    ORDER BY cell.public_people DESC, c.number
) AS d
WHERE NOT EXISTS (
    SELECT FROM unnest(%(facets)s::text[], %(values)s::text[]) AS wanted(facet, value)
    WHERE NOT EXISTS (
        SELECT FROM concerns_concerncell cell, LATERAL (
            SELECT {_FEW} FROM concerns_concerncell other
            WHERE other.concern_id = cell.concern_id AND other.facet = cell.facet
        ) AS few
        WHERE cell.concern_id = d.concern_id AND cell.facet = wanted.facet AND cell.value = wanted.value
          AND {_IS_SHOWN}
    )
)
ORDER BY d.public_people DESC, d.number LIMIT %(limit)s OFFSET %(offset)s
"""

# The shown cells of one facet over some concerns, added up by value.
SUMS = f"""
SELECT cell.value, sum(cell.public_people)
FROM unnest(%(concerns)s::uuid[]) AS listed(concern_id), LATERAL (
    SELECT {_FEW} FROM concerns_concerncell other
    WHERE other.concern_id = listed.concern_id AND other.facet = %(facet)s
) AS few, concerns_concerncell cell
WHERE cell.concern_id = listed.concern_id AND cell.facet = %(facet)s AND {_IS_SHOWN}
GROUP BY cell.value
"""

# Concerns that may have risen, by how many times the four weeks before; the rule decides (rules/rising.py).
RISING = """
SELECT last.concern_id FROM concerns_concerncell last
JOIN concerns_concern c ON c.id = last.concern_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(cell.public_people), 0) AS people FROM concerns_concerncell cell
    WHERE cell.concern_id = last.concern_id AND cell.facet = 'week' AND cell.value = ANY(%(before)s)
) AS earlier
WHERE last.facet = 'week' AND last.value = %(week)s AND last.public_people >= %(fewest)s
  AND c.merged_into_id IS NULL AND c.ended_at IS NULL
ORDER BY last.public_people / greatest(1.0, earlier.people / 4.0) DESC, c.number LIMIT %(limit)s
"""
