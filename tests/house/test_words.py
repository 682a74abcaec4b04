"""One concept, one word: every table stands in the glossary, and synonyms stay out of the names."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
MODELS = sorted(
    {
        model.__name__
        for app in apps.get_app_configs()
        if app.name.startswith("sukhbat.")
        for model in app.get_models()
    }
)
SYNONYMS = re.compile(r"ticket|issue|agency|appeal|petition|feedback|complaint", re.IGNORECASE)


@pytest.mark.parametrize("name", MODELS)
def test_every_table_is_in_the_glossary(name):
    assert re.search(rf"\b{name}\b", GLOSSARY)


@pytest.mark.parametrize("name", MODELS)
def test_no_table_is_named_by_a_synonym(name):
    assert not SYNONYMS.search(name)
