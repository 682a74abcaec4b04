"""A point between two items never hangs at the end of a line: the list "dots" draws it, or a hard space follows it."""

import re
from pathlib import Path

import pytest

import sukhbat

ROOT = Path(sukhbat.__file__).parent
TITLES = re.compile(r"<title>.*?</title>|\{% block (full_)?title %\}.*?\{% endblock %\}(?=\n|\{%)", re.DOTALL)
HANGING = re.compile(r".{0,40}·(?!&nbsp;|&#160;).{0,20}")


@pytest.mark.parametrize("face", ["web", "desk"])
def test_no_template_lets_a_point_hang(face):
    found = {
        str(path.relative_to(ROOT)): hanging
        for path in sorted((ROOT / face / "templates").rglob("*.html"))
        if (hanging := HANGING.findall(TITLES.sub("", path.read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_the_list_draws_points_between_items_only():
    """Before each item, in a gap that the list cuts off where a line begins; nothing after an item."""
    css = (ROOT / "web" / "static" / "web" / "css" / "parts" / "question.css").read_text(encoding="utf-8")
    rules = [line for line in css.splitlines() if ".dots" in line and "{" in line]
    assert any("clip-path: inset(" in rule for rule in rules)
    assert not any("::after" in rule for rule in rules)
