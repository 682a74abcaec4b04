"""A table is touched only inside its own app, and no lower layer is read upward through a relation."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

PACKAGE = Path(__file__).resolve().parents[2] / "sukhbat"
OURS = sorted(
    (config for config in apps.get_app_configs() if config.name.startswith("sukhbat.")),
    key=lambda app: app.label,
)


def _sources():
    return [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def _app_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def test_managers_are_used_only_in_their_own_app():
    strangers = []
    for path in _sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        borrowed = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and re.fullmatch(r"sukhbat\.(\w+)\.models", node.module or "")
            if node.module.split(".")[1] != _app_of(path)
            for alias in node.names
        }
        strangers += [
            f"{path.relative_to(PACKAGE)}:{node.lineno} {node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in borrowed
        ]
    assert strangers == []


def test_sql_text_names_only_tables_of_its_own_app():
    strangers = []
    tables = {model._meta.db_table: app.name.split(".")[1] for app in OURS for model in app.get_models()}
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        strangers += [
            f"{path.relative_to(PACKAGE)}: {table}"
            for table, owner in tables.items()
            if owner != _app_of(path) and re.search(rf"\b{table}\b", text)
        ]
    assert strangers == []


@pytest.mark.parametrize("config", OURS, ids=lambda app: app.label)
def test_relations_to_another_app_protect_it_and_are_not_read_back(config):
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label != config.label
        if field.remote_field.on_delete is not models.PROTECT or field.remote_field.related_name != "+"
    ]
    assert wrong == []
