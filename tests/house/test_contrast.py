"""Every pair of colours that meets on a page can be told apart, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "sukhbat" / "web" / "static" / "web" / "css" / "tokens.css"
_PAIR = re.compile(
    r"(--[\w-]+): light-dark\(#([0-9a-f]{6})(?:[0-9a-f]{2})?, #([0-9a-f]{6})(?:[0-9a-f]{2})?\);"
)
COLOURS = {name: (light, dark) for name, light, dark in _PAIR.findall(TOKENS.read_text(encoding="utf-8"))}

GROUNDS = ("--paper", "--card", "--sunk")
WASHES = ("--sky-wash", "--gold-wash", "--green-wash", "--red-wash")
TEXT = [
    *(
        (text, ground)
        for text in ("--ink", "--ink-soft", "--sky", "--sky-strong", "--red", "--green")
        for ground in GROUNDS
    ),
    *(("--ink", wash) for wash in WASHES),
    *(("--ink-soft", wash) for wash in ("--sky-wash", "--gold-wash")),
    ("--sky", "--sky-wash"),
    ("--sky-strong", "--sky-wash"),
    ("--gold-ink", "--gold-wash"),
    ("--green", "--green-wash"),
    ("--red", "--red-wash"),
    ("--on-sky", "--sky"),
    ("--on-sky", "--sky-strong"),
    ("--on-red", "--red"),
    ("--on-band", "--band"),
    ("--paper", "--ink"),
]
CONTROLS = [
    *(
        (edge, ground)
        for edge in ("--line-strong", "--sky", "--red", "--green", "--ink")
        for ground in GROUNDS
    ),
    ("--line-strong", "--sky-wash"),
    ("--sky", "--sky-wash"),
]
# Hairlines and shadows carry no meaning; gold always has a word beside it, and ink beside it when focused.
DECORATION = {"--line", "--shade", "--gold"}


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(text: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_can_be_seen(edge: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[edge][scheme], COLOURS[ground][scheme]) >= 3


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_one_of_the_two_focus_rings_is_seen_anywhere(scheme: int) -> None:
    for ground in (*GROUNDS, *WASHES, "--band"):
        rings = [contrast(COLOURS[ring][scheme], COLOURS[ground][scheme]) for ring in ("--ink", "--gold")]
        assert max(rings) >= 3, ground


def test_every_colour_is_measured() -> None:
    measured = {name for pair in (*TEXT, *CONTROLS) for name in pair}
    assert set(COLOURS) == measured | DECORATION
