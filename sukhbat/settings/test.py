"""Settings of the test suite: fixed secrets, mail in memory, the plain static storage."""

import base64

from sukhbat.settings import env
from sukhbat.settings.base import *  # noqa: F403  settings modules extend one another

DEMO = True
SECRET_KEY = "a fixed secret for tests only"
RECEIPT_KEY = base64.b64encode(b"a fixed seed, for the tests only").decode("ascii")
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {**CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
# Nobody is asked unless a test starts the process itself.
SIMILAR_SOCKET = env.text("SIMILAR_SOCKET")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Sentences that a test reads outside of a page come in the source language.
LANGUAGE_CODE = "en"
# The static files are served by their finders; the middleware need not look for collected ones.
WHITENOISE_AUTOREFRESH = True
