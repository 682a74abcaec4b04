"""What every letter is made by: a folder of templates, the frame around them, and what stands in it then."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from sukhbat.kernel.localized import localized
from sukhbat.kernel.site import the_site
from sukhbat.notices import addresses

SUBJECT_LONGEST = 200
_BLANKS = re.compile(r"\n{3,}")


class NothingLeftError(LookupError):
    """What a letter would tell of is gone for good: it is given up, not tried again."""


@dataclass(frozen=True)
class Words:
    """What stands in a letter: the subject in one line, the same content as text and as HTML.

    ``stop_url`` is where one click ends such letters; '' for what is owed.
    """

    subject: str
    text: str
    html: str
    stop_url: str = ""


def _frame(language: str) -> dict[str, Any]:
    """What the frame of a letter shows, in the active language."""
    site = the_site()
    return {
        "notices_url": addresses.absolute(addresses.notices(language)),
        "site_name": localized(site, "name"),
        "site_url": addresses.absolute(f"/{language}/"),
        "contact": site.contact_email,
        "language": language,
    }


def worded(folder: str, context: Mapping[str, Any], language: str) -> Words:
    """The subject, text and HTML of a folder of templates; what their frame shows is put in.

    ``stop_url`` must stand in the context, '' for a letter that is owed.
    """
    with override(language):
        whole = {**_frame(language), **context}
        subject = " ".join(render_to_string(f"{folder}/subject.txt", whole).split())[:SUBJECT_LONGEST]
        whole["subject"] = subject
        text = _BLANKS.sub("\n\n", render_to_string(f"{folder}/body.txt", whole)).strip() + "\n"
        html = render_to_string(f"{folder}/body.html", whole)
    return Words(subject, text, html, str(whole["stop_url"]))
