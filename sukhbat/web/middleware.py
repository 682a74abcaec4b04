"""What every request passes: a refusal of an action, or a wrong method, becomes a page with its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sukhbat.kernel.refusals import Refused
from sukhbat.web.errors import not_allowed, refused


class RefusedMiddleware:
    """Shows a Refused that no view handled; views with a form show it at the form instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own answer to a wrong method is empty.
        if response.status_code == 405 and not response.streaming and not response.content:
            return not_allowed(request, response.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception.refusal)
        return None
