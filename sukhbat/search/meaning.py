"""What is near to a query in meaning, from the process that holds the model; this one never loads it."""

from sukhbat.search.queries import NEAR, Near
from sukhbat.similar.client import DEADLINE, near_questions


def near(text: str, *, timeout: float = DEADLINE) -> list[Near] | None:
    """Public questions, the nearest first; None while the process is away, or later than ``timeout`` seconds."""
    found = near_questions(text, count=NEAR, timeout=timeout)
    return None if found is None else [Near(one.id, one.score) for one in found]
