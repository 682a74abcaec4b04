"""Collect every string people see into the catalogues; translations that stand are kept.

With --check, change nothing and say what is missing from the catalogues or no longer in the code.
Needs Django for its reading of templates, but no gettext tools and no settings.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sukhbat"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("kk", "ru")
HEADER = "# Sukhbat: what people read. Licensed as the project, AGPL-3.0-or-later."
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_STRING = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(
    rf"(?<!\w)(_|gettext|ngettext|pgettext|npgettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?"
)
Found = tuple[str | tuple[str, str], str | None, str]


def messages_of_code(path: Path) -> Iterator[Found]:
    """The messages of a Python file: id or (singular, plural), context, place."""
    with path.open("rb") as file:
        for _line, function, strings, _comments in extract_python(file, KEYWORDS, [], {}):
            texts = [text for text in (strings if isinstance(strings, tuple) else (strings,)) if text]
            yield from _message(function or "_", texts, path)


def messages_of_template(path: Path) -> Iterator[Found]:
    """The messages of a template, by Django's own reading of it."""
    for call in _CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        texts = [ast.literal_eval(text) for text in call.groups()[1:] if text]
        yield from _message(call[1], texts, path)


def _message(function: str, texts: list[str], path: Path) -> Iterator[Found]:
    name = function.removesuffix("_lazy")
    context = texts.pop(0) if name in {"pgettext", "npgettext"} and texts else None
    place = path.relative_to(ROOT).as_posix()
    if name in {"ngettext", "npgettext"}:
        if len(texts) >= 2:
            yield (texts[0], texts[1]), context, place
    elif texts:
        yield texts[0], context, place


def extracted() -> Catalog:
    """All messages of the package with the files they stand in."""
    catalog = Catalog(project="Sukhbat")
    code = (p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
    templates = (p for p in PACKAGE.rglob("templates/**/*") if p.suffix in {".html", ".txt"})
    for paths, read in ((code, messages_of_code), (templates, messages_of_template)):
        for path in sorted(paths):
            for message, context, place in read(path):
                catalog.add(message, context=context, locations=[(place, 0)], flags=_flags(message))
    return catalog


def _flags(message: str | tuple[str, str]) -> list[str]:
    texts = message if isinstance(message, tuple) else (message,)
    return ["python-format"] if any(re.search(r"%\(\w+\)[sd]", text) for text in texts) else []


def update(language: str, template: Catalog) -> None:
    """Bring a catalogue up to date: new messages empty, those no longer used dropped."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = _read(path, language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=110, include_lineno=False, sort_output=True, omit_header=False)


def strangers(language: str, template: Catalog) -> list[str]:
    """What the catalogue lacks or has too much, one line each."""
    catalog = _read(LOCALE / language / "LC_MESSAGES" / "django.po", language)
    here = {(m.id, m.context) for m in template if m.id}
    there = {(m.id, m.context) for m in catalog if m.id}
    return [
        *(f"{language}: not in the catalogue: {text!r}" for text, _context in sorted(here - there, key=str)),
        *(f"{language}: no longer in the code: {text!r}" for text, _context in sorted(there - here, key=str)),
    ]


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(
            locale=language, project="Sukhbat", charset="utf-8", fuzzy=False, header_comment=HEADER
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def main(arguments: list[str]) -> int:
    settings.configure()
    template = extracted()
    if "--check" not in arguments:
        for language in LANGUAGES:
            update(language, template)
        return 0
    said = [line for language in LANGUAGES for line in strangers(language, template)]
    sys.stderr.write("".join(f"{line}\n" for line in said[:40]))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
