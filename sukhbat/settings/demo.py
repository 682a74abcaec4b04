"""The product on one machine for a look and a rehearsal: one-click entries, mail kept on a page, no TLS."""

import base64
import hashlib

from sukhbat.settings.base import *  # noqa: F403  settings modules extend one another


def _kept_secret(name: str) -> str:
    """A secret made at the first start and kept, mode 0600, under var/."""
    import os
    import secrets

    path = VAR / "secrets" / name  # noqa: F405
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value := secrets.token_urlsafe(48))
    return value


DEMO = True
SECRET_KEY = SECRET_KEY or _kept_secret("secret_key")  # noqa: F405
RECEIPT_KEY = RECEIPT_KEY or base64.b64encode(  # noqa: F405
    hashlib.sha256(_kept_secret("receipt_key").encode()).digest()
).decode("ascii")
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]  # noqa: F405
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "sukhbat.notices.demo_mail.Backend"
