"""What every request passes: a refusal raised by an action becomes a page with its sentence and status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sukhbat.kernel.refusals import Refused
from sukhbat.web.errors import refused


class RefusedMiddleware:
    """Shows a Refused that no view handled; views with a form show it at the form instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception.refusal)
        return None
