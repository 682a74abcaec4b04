"""Flags of obscenity, abuse and spam, for a moderator. A flag never deletes, hides or refuses."""

from sukhbat.understanding.flags.search import Flag, flags_of, obscene_words

__all__ = ["Flag", "flags_of", "obscene_words"]
