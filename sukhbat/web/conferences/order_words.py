"""Why a question stands at its place of the published order, in a sentence."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sukhbat.conferences.rules import NOT_SAID
from sukhbat.web.reference import reference
from sukhbat.web.words import LANGUAGES


def facet_names(*, now: datetime) -> Mapping[str, str]:
    """The names of the groups of quotas, as ``region:10``, in the reader's language."""
    known = reference(now=now)
    names = {f"language:{code}": str(word) for code, word in LANGUAGES.items()}
    names |= {f"region:{row.slug}": row.name for row in known.regions}
    names |= {f"theme:{row.slug}": row.name for row in known.themes}
    return names


def reason_words(
    *,
    part: str,
    group: str | None,
    reason: tuple[int, int] | None,
    before: int,
    size: int,
    names: Mapping[str, str],
) -> str:
    """``reason`` is how many of all ``size`` questions have the group, and of the ``before`` places."""
    if part == "support":
        return _("By support: most people want it among those still waiting.")
    if part == "lottery":
        return _("By lot.")
    if group is None or reason is None:
        return _("By quota: no group is behind, so the best supported one comes.")
    facts = {"name": names.get(group, group), "share": _share(reason[0], size)}
    if group in _LACKS:
        return _LACKS[group](facts["share"], reason[1], before)
    if before == 0:
        return _("By quota: %(name)s has %(share)s of the questions.") % facts
    facts |= {"held": str(reason[1]), "before": str(before)}
    return (
        ngettext(
            "By quota: %(name)s has %(share)s of the questions and %(held)s of the %(before)s place before it.",
            "By quota: %(name)s has %(share)s of the questions and %(held)s of the %(before)s places before it.",
            before,
        )
        % facts
    )


def _without_a_theme(share: str, held: int, before: int) -> str:
    sentence = ngettext(
        "By quota: questions without a theme are %(share)s and have %(held)s of the %(before)s place before it.",
        "By quota: questions without a theme are %(share)s and have %(held)s of the %(before)s places before it.",
        before,
    )
    if before == 0:
        sentence = _("By quota: questions without a theme are %(share)s.")
    return sentence % {"share": share, "held": str(held), "before": str(before)}


def _without_a_region(share: str, held: int, before: int) -> str:
    sentence = ngettext(
        "By quota: questions without a region are %(share)s and have %(held)s of the %(before)s place before it.",
        "By quota: questions without a region are %(share)s and have %(held)s of the %(before)s places before it.",
        before,
    )
    if before == 0:
        sentence = _("By quota: questions without a region are %(share)s.")
    return sentence % {"share": share, "held": str(held), "before": str(before)}


def _share(part: int, whole: int) -> str:
    """A share in whole percents; what is less than one is not called nothing."""
    percent = round(100 * part / whole) if whole else 0
    return f"{percent} %" if percent else _("under 1 %")


# What is named by what it lacks is no name in the sentence about the others.
_LACKS = {f"theme:{NOT_SAID}": _without_a_theme, f"region:{NOT_SAID}": _without_a_region}
