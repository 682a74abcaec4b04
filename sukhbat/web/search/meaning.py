"""What is near to a query in meaning, from the process that holds the model."""

from sukhbat.search.queries import NEAR, Near
from sukhbat.similar.client import near_questions


def near(text: str) -> list[Near] | None:
    """Public questions, the nearest first; None while the process is away, or too late."""
    found = near_questions(text, count=NEAR)
    return None if found is None else [Near(one.id, one.score) for one in found]
