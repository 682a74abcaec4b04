"""Windows of a real browser on the live server: one for each person, and what no page may ever say in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from sukhbat.people.models import Person

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESK = 390, 1280
# Milliseconds: what does not come within them on a busy machine does not come.
WAIT = 20_000
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def program() -> str | None:
    """The browser's program: CHROMIUM names it, else the usual ones of the path, else Playwright's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def size(width: int) -> ViewportSize:
    """A window of that width, as tall as a phone or a desk has it."""
    return {"width": width, "height": 844 if width <= PHONE else 900}


@contextmanager
def running() -> Iterator[Browser]:
    """A browser without windows. Needs the test database to exist.

    While it runs, its event loop stands in this thread. Django then refuses to touch the database, and has another
    connection: it is allowed, and the connection learns what pytest-django brings back after each test. Nothing
    is asynchronous all the same: Playwright hands the thread back between two calls.
    """
    rows_of_migrations = vars(connections["default"])["_test_serialized_contents"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        vars(connections["default"])["_test_serialized_contents"] = rows_of_migrations
        expect.set_options(timeout=WAIT)
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()
        connections["default"].close()


@contextmanager
def window(
    url: str,
    person: Person | None = None,
    *,
    width: int = DESK,
    scheme: str = "light",
    scripts: bool = True,
    bypass: bool = False,
) -> Iterator[Page]:
    """One window in a browser of its own, of a guest or of a person, that may end without a complaint only.

    What happens in the database is asked before and after, never inside.
    """
    session = session_of(person) if person else ""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        context = browser.new_context(
            viewport=size(width),
            color_scheme=scheme,
            java_script_enabled=scripts,
            base_url=url,
            bypass_csp=bypass,
        )
        if session:
            enter(context, session, url)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield page
        browser.close()
    # A form that comes back with its errors has an honest 4xx, which Chromium notes, too.
    assert [error for error in errors if not error.startswith("Failed to load resource")] == []


class Windows:
    """The windows of one test, each with cookies of its own; ``complaints`` are the errors seen in any of them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        person: Person | None = None,
        *,
        width: int = DESK,
        scheme: str = "light",
        scripts: bool = True,
        axe: bool = False,
    ) -> Page:
        """An empty window, of somebody who is signed in or of a guest. ``axe`` brings the judge of accessibility."""
        context = self.browser.new_context(
            base_url=self.url,
            viewport=size(width),
            has_touch=width <= PHONE,
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT)
        self._contexts.append(context)
        if person is not None:
            enter(context, session_of(person), self.url)
        if axe:
            context.add_init_script(AXE)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("response", self._answered)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that honestly answers 4xx is noted by Chromium, too; what failed is judged by the answers below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def _answered(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            self.complaints.append(f"{response.status} {response.url}")


def session_of(person: Person) -> str:
    """The key of a fresh session."""
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def enter(context: BrowserContext, session: str, url: str) -> None:
    """Carry a session into a window."""
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def sign_in_by_code(page: Page, email: str) -> None:
    """From the page that asks who it is to the one behind it, with the code of the mail."""
    page.locator("input[type=email]").fill(email)
    page.locator("main form button.primary").click()
    page.wait_for_url("**/code/**")
    page.locator("input[name=code]").fill(code_for(email))
    page.locator("main form button.primary").click()


def code_for(email: str) -> str:
    """The code of the newest mail to the address."""
    letter = next(letter for letter in reversed(mail.outbox) if letter.to == [email])
    return re.search(r"\d{4}-\d{4}", letter.body)[0]


def wide(page: Page) -> list[str]:
    """What makes the page wider than its window; nothing when it can be read without scrolling sideways."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
        }"""
    )


def violations(page: Page) -> list[str]:
    """What axe has against the page; it was opened with ``axe=True``."""
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then((result) => result.violations.flatMap("
        "(found) => found.nodes.slice(0, 3).map((node) => `${found.id}: ${node.html.slice(0, 200)}`)))"
    )
    return list(found)
