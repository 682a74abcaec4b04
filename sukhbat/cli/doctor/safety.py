"""Whether these settings are safe for people in earnest. Reads settings only, and asks the mail server."""

import resource
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sukhbat.cli.doctor.findings import Finding, fail, ok, unsafe, warn
from sukhbat.cli.preparing import static_is_collected
from sukhbat.ledger.signing import public_key
from sukhbat.live.options import MOST_VIEWERS, default_capacity

SHORTEST_SECRET = 50
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MAIL_PATIENCE = 5.0


def findings(*, strict: bool) -> Iterator[Finding]:
    """One finding for each setting looked at; ``strict`` judges as for production."""
    yield mode(strict=strict)
    yield secret(strict=strict)
    yield hosts(strict=strict)
    yield address(strict=strict)
    yield cookies(strict=strict)
    yield receipt_key()
    yield static_files(strict=strict)
    yield files()
    yield client_address(strict=strict)
    yield live()
    yield mail_server(strict=strict)
    yield sender(strict=strict)
    yield metrics(strict=strict)


def mode(*, strict: bool) -> Finding:
    on = [name for name in ("DEBUG", "DEMO") if getattr(settings, name)]
    if on:
        remedy = "Use sukhbat.settings.production: unset DJANGO_SETTINGS_MODULE and set DATABASE_URL."
        return unsafe(
            "mode", f"{' and '.join(on)} on: anybody may become anybody here.", remedy, strict=strict
        )
    return ok("mode", "Production.")


def secret(*, strict: bool) -> Finding:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_SECRET or len(set(key)) < 10 or key.startswith("django-insecure"):
        remedy = 'Make one: python -c "import secrets; print(secrets.token_urlsafe(48))"'
        return unsafe("SECRET_KEY", "It is short or guessable.", remedy, strict=strict)
    return ok("SECRET_KEY", "Long enough.")


def hosts(*, strict: bool) -> Finding:
    named = settings.ALLOWED_HOSTS
    if not named:
        return fail("ALLOWED_HOSTS", "Empty: every page is refused.", "Name the site's host in it.")
    if "*" in named:
        return unsafe("ALLOWED_HOSTS", "* takes any host.", "Name the site's hosts in it.", strict=strict)
    return ok("ALLOWED_HOSTS", ", ".join(named))


def address(*, strict: bool) -> Finding:
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https":
        remedy = "Set SITE_URL to the https address that people use: letters carry it."
        return unsafe("SITE_URL", f"{settings.SITE_URL} is not https.", remedy, strict=strict)
    if parts.hostname not in settings.ALLOWED_HOSTS and not any(
        host.startswith(".") and f".{parts.hostname}".endswith(host) for host in settings.ALLOWED_HOSTS
    ):
        return fail("SITE_URL", f"{parts.hostname} is not in ALLOWED_HOSTS.", "Add it there.")
    return ok("SITE_URL", settings.SITE_URL)


def cookies(*, strict: bool) -> Finding:
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        return unsafe("cookies", "They also go over http.", "Use the production settings.", strict=strict)
    return ok("cookies", "Only over https.")


def receipt_key() -> Finding:
    try:
        key = public_key()
    except ImproperlyConfigured as error:
        remedy = 'Make one: python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'
        return fail("RECEIPT_KEY", str(error), remedy)
    return ok("RECEIPT_KEY", f"Its public key is {key}; publish it in a second place, too.")


def static_files(*, strict: bool) -> Finding:
    if static_is_collected():
        return ok("static files", f"Collected in {settings.STATIC_ROOT}.")
    return unsafe(
        "static files", "Not collected: pages have no style.", "Run `sukhbat migrate`.", strict=strict
    )


def files() -> Finding:
    folder = Path(settings.MEDIA_ROOT)
    probe = folder / ".doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        return fail(
            "files", f"{folder} cannot be written: {error.strerror}.", "Give it to the service's user."
        )
    return ok("files", f"Those of answers go to {folder}.")


def client_address(*, strict: bool) -> Finding:
    if settings.CLIENT_ADDRESS_HEADER:
        return ok(
            "CLIENT_ADDRESS_HEADER", f"{settings.CLIENT_ADDRESS_HEADER}, which the proxy must overwrite."
        )
    sentence = "Not set: behind a proxy everybody shares one rate limit."
    if not strict:
        return ok("CLIENT_ADDRESS_HEADER", "Not set; right without a proxy.")
    return warn("CLIENT_ADDRESS_HEADER", sentence, "Set it as docs/howto/deploy.md says.")


def live() -> Finding:
    """How many may watch, by the open files of this shell; the unit of the service has a limit of its own."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    capacity = default_capacity(10 * MOST_VIEWERS if files == resource.RLIM_INFINITY else files)
    wanted = settings.LIVE_CAPACITY
    if wanted > capacity:
        return warn(
            "live service",
            f"LIVE_CAPACITY is {wanted}, but {files} open files hold {capacity} viewers.",
            "Raise LimitNOFILE of sukhbat-live, or lower LIVE_CAPACITY: who finds no place polls the snapshot.",
        )
    where = settings.LIVE_URL or "the site's own address"
    return ok("live service", f"{wanted or capacity} viewers a process; browsers reach it at {where}.")


def mail_server(*, strict: bool) -> Finding:
    if settings.EMAIL_BACKEND != SMTP:
        return ok("mail server", f"None: {settings.EMAIL_BACKEND}.")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with closing(socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), MAIL_PATIENCE)):
            return ok("mail server", f"{where} answers.")
    except OSError as error:
        remedy = "Correct EMAIL_HOST and EMAIL_PORT, or start the server; letters wait meanwhile."
        return unsafe("mail server", f"{where} does not answer: {error}.", remedy, strict=strict)


def sender(*, strict: bool) -> Finding:
    if "localhost" in settings.DEFAULT_FROM_EMAIL or settings.MAIL_DOMAIN == "localhost":
        remedy = "Set DEFAULT_FROM_EMAIL and MAIL_DOMAIN to a domain with SPF and DKIM."
        return unsafe("mail sender", "It is localhost: letters would be refused.", remedy, strict=strict)
    return ok("mail sender", settings.DEFAULT_FROM_EMAIL)


def metrics(*, strict: bool) -> Finding:
    if not settings.METRICS_TOKEN and strict:
        return warn(
            "METRICS_TOKEN", "Not set: /metrics answers this machine only.", "Set it for a monitor elsewhere."
        )
    return ok(
        "METRICS_TOKEN", "Set." if settings.METRICS_TOKEN else "Not set; this machine may read /metrics."
    )
