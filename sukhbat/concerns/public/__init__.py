"""What everybody may read of concerns. Every number comes from here, so that no page shows a cell of few people.

Only cells of one facet are ever told; how many people are in two cells at once is computed nowhere. Sums over concerns
add shown cells only, so that they tell nothing new.
"""
