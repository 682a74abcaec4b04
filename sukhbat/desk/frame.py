"""The frame of every official's page: a menu that leads only to where this person may go."""

from collections.abc import Sequence

from django.http import HttpRequest

from sukhbat.bodies.rules import Role

# Roles that work at a body's desk; reading it is also the coordinator's and the auditor's.
DESK_ROLES = (Role.DISPATCHER, Role.EXECUTOR, Role.SIGNATORY, Role.CONTROLLER)
MenuItem = tuple[str, str, bool]


def desk_menu(request: HttpRequest, workplaces: Sequence[tuple[str, str]]) -> list[MenuItem]:
    """The workplaces of the person as a menu: (address, label, whether this page is inside it)."""
    return [(url, label, request.path.startswith(url)) for url, label in workplaces]
