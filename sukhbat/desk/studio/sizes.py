"""How large a text stands on a screen, so that any question fits on it."""

_STEPS = ((90, "huge"), (200, "large"), (420, "middle"), (900, "small"))


def size_of(text: str) -> str:
    """``huge`` … ``tiny`` by the length of the text."""
    return next((name for most, name in _STEPS if len(text) <= most), "tiny")
