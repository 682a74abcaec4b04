"""An installation for people: every secret comes from the environment, every door is closed by default."""

from sukhbat.settings import env
from sukhbat.settings.base import *  # noqa: F403  settings modules extend one another

SECRET_KEY = env.secret("SECRET_KEY")
RECEIPT_KEY = env.secret("RECEIPT_KEY")
DATABASES["default"] = {**DATABASES["default"], **env.database("DATABASE_URL", None)}  # noqa: F405
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
