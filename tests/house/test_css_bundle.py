"""The one stylesheet is what its sources say, whole, light enough for a phone, and refers to nothing that is missing."""

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def _bundler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle_css", ROOT / "ops" / "dev" / "bundle_css.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bundler = _bundler()
CSS: str = bundler.RESULT.read_text(encoding="utf-8")


def test_the_stylesheet_is_fresh() -> None:
    assert bundler.bundle() == CSS, "run: python ops/dev/bundle_css.py"


def test_every_source_is_bundled() -> None:
    assert set(bundler.sources()) == set(bundler.SOURCES.rglob("*.css"))


def test_the_stylesheet_costs_at_most_14_kilobytes() -> None:
    assert len(gzip.compress(CSS.encode(), 6)) <= 14 * 1024


def test_every_address_in_the_stylesheet_is_a_file_of_ours() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", CSS)
    assert addresses
    for address in addresses:
        assert (bundler.STATIC / address.strip('"')).is_file(), address


def test_every_rule_lives_in_a_layer_that_is_named_first() -> None:
    named = CSS.splitlines()[0].split(";", 1)[0].removeprefix("@layer ").split(",")
    assert named == ["tokens", "base", "layout", "components", "print"]
    assert set(re.findall(r"@layer (\w+)\{", CSS)) == set(named)
    unlayered = re.sub(r"@font-face\{[^}]*\}", "", CSS)
    depth, outside = 0, ""
    for character in unlayered:
        depth += {"{": 1, "}": -1}.get(character, 0)
        outside += character if depth == 0 else ""
    assert set(re.split(r"[};\s]+", re.sub(r"@layer [\w,]+|@supports[^}]*", "", outside))) <= {""}


def test_every_custom_property_that_is_used_is_set() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", CSS))
    assert used <= set(re.findall(r"(--[\w-]+):", CSS))


def test_the_colours_have_a_plain_form_for_old_browsers() -> None:
    tokens = (bundler.SOURCES / "tokens.css").read_text(encoding="utf-8")
    fallback = CSS.splitlines()[-1]
    for name in re.findall(r"(--[\w-]+): light-dark\(", tokens):
        assert f"{name}:#" in fallback, name
