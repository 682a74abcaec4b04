"""The frame and the error pages stand even when nothing is known: no request, no context, no addresses."""

import re
from pathlib import Path

import pytest
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils import translation

urlpatterns: list[URLPattern] = []
pytestmark = pytest.mark.urls(__name__)
TEMPLATES = Path(__file__).resolve().parents[2] / "sukhbat" / "web" / "templates"
ERRORS = ("400", "403", "404", "413", "429", "500", "503", "csrf", "refused")


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_error_page_needs_no_context(name: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(f"{name}.html")
    assert f'<html lang="{language}">' in page
    assert len(re.findall(r"<h1>[^<]+</h1>", page)) == 1
    assert re.search(r'<p class="lead">\s*[^<\s]', page) or name == "refused"
    assert 'href="/"' in page


def test_the_frame_shows_menu_languages_and_messages() -> None:
    context = {
        "site": {"name": "Dialogue & co"},
        "menu": [("/en/questions/", "Questions", True), ("/en/bodies/", "State bodies", False)],
        "alternates": [("kk", "/kk/", "Қаз"), ("en", "/en/", "Eng")],
        "messages": [Message(25, "Saved.")],
    }
    with translation.override("en"):
        page = render_to_string("404.html", context)
    assert "Dialogue &amp; co" in page
    assert '<a href="/en/questions/" aria-current="page">Questions</a>' in page
    assert '<link rel="alternate" hreflang="kk" href="/kk/">' in page
    assert '<a href="/en/" lang="en" hreflang="en" aria-current="true">Eng</a>' in page
    assert re.search(r'role="status">.*Saved\.', page, re.DOTALL)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
