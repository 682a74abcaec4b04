"""Chance for the play: who asks what, and when."""

from random import Random

DICE = Random()  # noqa: S311  chance is wanted, no secret
