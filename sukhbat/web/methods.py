"""The methods an address takes; a wrong one gets a page in words from the middleware."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

View = TypeVar("View", bound=Callable[..., HttpResponse])


def takes(*methods: str) -> Callable[[View], View]:
    """Let a view take these methods only; GET brings HEAD with it."""
    return require_http_methods([*methods, "HEAD"] if "GET" in methods else list(methods))
