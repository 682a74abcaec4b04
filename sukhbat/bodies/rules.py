"""Roles and routing, pure: which body answers a question by theme, region, conference or the asker's choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What an officer does for a body, from one day until another (until is exclusive)."""

    OPERATOR = "operator"
    HOST = "host"
    MODERATOR = "moderator"
    DISPATCHER = "dispatcher"
    EXECUTOR = "executor"
    SIGNATORY = "signatory"
    CONTROLLER = "controller"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


# Held in the operator's own body, these reach over the whole installation.
PLATFORM_ROLES = frozenset(
    {
        Role.OPERATOR, Role.HOST, Role.MODERATOR, Role.COORDINATOR, Role.EDITOR, Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)  # fmt: skip
BODY_ROLES = frozenset(Role) - PLATFORM_ROLES


class RoutingRule(StrEnum):
    """Which rule named the body; shown on the question."""

    CHOSEN = "chosen"
    COMPETENCE = "competence"
    THEME_DEFAULT = "theme_default"
    CONFERENCE = "conference"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Standing:
    """The roles a person holds on a day, and where."""

    roles: frozenset[tuple[Role, UUID]] = frozenset()

    def holds(self, role: Role, body_id: UUID | None = None) -> bool:
        """Whether the role is held in the body; platform roles count wherever they are held."""
        if body_id is None or role in PLATFORM_ROLES:
            return any(held == role for held, _ in self.roles)
        return (role, body_id) in self.roles

    def bodies(self, *roles: Role) -> frozenset[UUID]:
        """The bodies in which one of the roles is held."""
        return frozenset(body for role, body in self.roles if role in roles)


@dataclass(frozen=True)
class Directory:
    """What routing needs of the directory on one day; keys are ids."""

    body_parents: Mapping[UUID, UUID | None]
    staffed: frozenset[UUID]
    region_parents: Mapping[UUID, UUID | None]
    theme_defaults: Mapping[UUID, UUID | None]
    competences: Mapping[tuple[UUID | None, UUID | None], UUID]
    coordinator_body: UUID
    successors: Mapping[UUID, UUID] = field(default_factory=dict)


def route(
    directory: Directory,
    *,
    theme_id: UUID | None,
    region_id: UUID | None,
    conference_body: UUID | None = None,
    chosen_body: UUID | None = None,
) -> tuple[UUID, RoutingRule]:
    """The body that answers, and the rule that named it. There is always one.

    In order: the body the asker chose; competence for theme and region (the region's ancestors
    count); the theme's default; the conference's body; the coordinator's body. A body without
    officers hands over to its nearest ancestor that has some.
    """
    if chosen_body is not None:
        return _staffed(directory, chosen_body), RoutingRule.CHOSEN
    if (competent := _competent(directory, theme_id, region_id)) is not None:
        return _staffed(directory, competent), RoutingRule.COMPETENCE
    default = directory.theme_defaults.get(theme_id) if theme_id else None
    if default is not None:
        return _staffed(directory, default), RoutingRule.THEME_DEFAULT
    if conference_body is not None:
        return _staffed(directory, conference_body), RoutingRule.CONFERENCE
    return directory.coordinator_body, RoutingRule.COORDINATOR


def _competent(directory: Directory, theme_id: UUID | None, region_id: UUID | None) -> UUID | None:
    """The most exact competence: the theme in the nearest region, then any theme there."""
    for theme in (theme_id, None) if theme_id else (None,):
        region = region_id
        while region is not None:
            if (body := directory.competences.get((theme, region))) is not None:
                return body
            region = directory.region_parents.get(region)
    return directory.competences.get((theme_id, None)) if theme_id else None


def _staffed(directory: Directory, body_id: UUID) -> UUID:
    """The body itself or its nearest ancestor with officers; else the coordinator's body."""
    seen: UUID | None = _heir(directory, body_id)
    while seen is not None:
        if seen in directory.staffed:
            return seen
        seen = directory.body_parents.get(seen)
    return directory.coordinator_body


def _heir(directory: Directory, body_id: UUID) -> UUID:
    """The body that stands for it today: the end of its line of successors (which has no circles)."""
    for _step in range(len(directory.successors)):
        if body_id not in directory.successors:
            break
        body_id = directory.successors[body_id]
    return body_id


def in_force(valid_from: date | None, valid_until: date | None, on: date) -> bool:
    """Whether a dated row counts on a day; ``valid_until`` is exclusive, None is open."""
    return (valid_from is None or valid_from <= on) and (valid_until is None or on < valid_until)


def spans_overlap(
    first_from: date | None, first_until: date | None, second_from: date | None, second_until: date | None
) -> bool:
    """Whether two spans share a day; the last days are exclusive, None is open."""
    starts_before_end = first_from is None or second_until is None or first_from < second_until
    return starts_before_end and (second_from is None or first_until is None or second_from < first_until)
