"""A helper to write patterns of many words legibly."""


def either(words: str) -> str:
    """One of the space-separated patterns; ``_`` stands for a space inside one."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"
