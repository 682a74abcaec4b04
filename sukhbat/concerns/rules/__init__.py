"""Grouping, pure: the words of the tables, what people's decisions forbid, and which number a group carries on."""

from enum import StrEnum


class How(StrEnum):
    """How a question came to stand in a concern."""

    STREAM = "stream"
    BULK = "bulk"
    PERSON = "person"


class Left(StrEnum):
    """Why a membership ended."""

    REGROUPED = "regrouped"
    PARTED = "parted"
    JOINED = "joined"
    MERGED = "merged"
    SPLIT = "split"
    UNDONE = "undone"
    REDIRECTED = "redirected"


class Kind(StrEnum):
    """What a person said of two questions."""

    TOGETHER = "together"
    APART = "apart"


class Verdict(StrEnum):
    """What became of a proposal."""

    OPEN = ""
    MERGED = "merged"
    DECLINED = "declined"


class Facet(StrEnum):
    """By what a concern's people are counted."""

    LANGUAGE = "language"
    REGION = "region"
    THEME = "theme"
    WEEK = "week"
