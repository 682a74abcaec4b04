"""Whether the installation works, its figures for a monitor, and the key that signs its receipts."""

import hmac
import ipaddress

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.kernel import clock
from sukhbat.kernel.loops import is_alive
from sukhbat.ledger.signing import public_key
from sukhbat.similar import client
from sukhbat.web.health.figures import exposition

# A request that a proxy passed on carries one of these; then its socket says nothing about who asks.
_PASSED_ON = ("X-Forwarded-For", "X-Real-IP", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "Via")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and the jobs ran within a minute, else 503; the body says which fails.

    ``similar`` says whether meanings are compared; pages do without, so that alone is no failure.
    """
    state = {"database": "ok", "jobs": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not is_alive(now=clock.now()):
            state["jobs"] = "silent"
    except Error:
        state = {"database": "unreachable", "jobs": "unknown"}
    healthy = all(value == "ok" for value in state.values())
    said = {"status": "ok" if healthy else "failing", **state, "similar": _similar()}
    return JsonResponse(said, status=200 if healthy else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in the Prometheus text format; for the bearer of METRICS_TOKEN, or for this very machine."""
    if not _may_read(request):
        response = JsonResponse({"error": "a bearer token is needed"}, status=401)
        response["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return response
    body, content_type = exposition(now=clock.now())
    return HttpResponse(body, content_type=content_type)


@require_safe
def log_key(request: HttpRequest) -> HttpResponse:
    """The public key of receipts, so that a receipt can be checked without asking us about it again."""
    response = JsonResponse(
        {"name": settings.RECEIPT_KEY_NAME, "algorithm": "Ed25519", "public_key": public_key()}
    )
    response["Cache-Control"] = "public, max-age=300"
    return response


def _similar() -> str:
    said = client.health()
    if said is None:
        return "away" if settings.SIMILAR_SOCKET else "off"
    return "ok" if said.get("status") == "ready" else str(said.get("status"))


def _may_read(request: HttpRequest) -> bool:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme.lower() == "bearer":
        return hmac.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    return _is_this_machine(request)


def _is_this_machine(request: HttpRequest) -> bool:
    if any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False
