"""The addresses of an item, what its forms send, and what they may send."""

import io
import re

from PIL import Image

from tests.assignments.steps import TEXT


def address(question, verb=""):
    return f"/en/desk/{question.shown_number}/{verb}"


def typed(**changes):
    """What the editor's form sends."""
    data = {
        "kk-text": TEXT, "kk-legal_ground": "«Байланыс туралы» заң", "kk-kind": "original", "kk-based_on": "0",
        "ru-text": "", "ru-legal_ground": "", "ru-kind": "official", "ru-based_on": "0",
        "en-text": "", "en-legal_ground": "", "en-kind": "official", "en-based_on": "0",
        "binding": "kk", "has_facts": "on", "says_what_is_done": "on", "names_post": "on",
        "says_how_to_complain": "on",
    }  # fmt: skip
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def actions_of(page):
    """The last part of each form's address on the page."""
    found = re.findall(r'<form[^>]+action="/en/desk/[^/"]+/([a-z-]+)/"', page.content.decode())
    return set(found)


def picture():
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG")
    return file.getvalue()
