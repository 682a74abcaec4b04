"""The home page, and the door that sends a reader to their language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_from_request


def choose_language(request: HttpRequest) -> HttpResponse:
    """``/`` goes to the language of the reader's cookie or browser, Kazakh when neither says."""
    response = redirect(f"/{get_language_from_request(request)}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response
