"""What officials read for the role in which somebody acted (``Actor.role`` in the log)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: Mapping[str, Promise] = {
    "citizen": _("the asker"),
    "operator": _("an operator"),
    "host": _("a host"),
    "moderator": _("a moderator"),
    "dispatcher": _("a dispatcher"),
    "executor": _("the executor"),
    "signatory": _("a signatory"),
    "coordinator": _("the coordinator"),
    "controller": _("a controller"),
    "auditor": _("an auditor"),
}
