"""The transparency log: what happened, in order, unalterable, with nothing personal in it."""
