"""What every installation shares. Nothing here opens a door: production is the default, demo and test relax it."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sukhbat.settings import env

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(env.text("SUKHBAT_VAR", str(PACKAGE.parent / "var")))

DEBUG = False
DEMO = False
SECRET_KEY = env.secret("SECRET_KEY", "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials",
    "sukhbat.kernel",
    "sukhbat.ledger",
    "sukhbat.terms",
    "sukhbat.people",
    "sukhbat.bodies",
    "sukhbat.conferences",
    "sukhbat.questions",
    "sukhbat.assignments",
    "sukhbat.answers",
    "sukhbat.concerns",
    "sukhbat.notices",
    "sukhbat.search",
    "sukhbat.web",
    "sukhbat.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sukhbat.web.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "sukhbat.urls"
WSGI_APPLICATION = "sukhbat.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sukhbat.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sukhbat.web.templatetags.sukhbat",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", "postgresql://sukhbat@127.0.0.1/sukhbat")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        "KEY_FUNCTION": "sukhbat.kernel.cache_keys.hashed",
    },
    # Fragments are pure functions of their key, so each process may keep its own.
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

# Where browsers reach the live service: empty when a proxy serves it under the pages' own address (/live/…), else an
# origin such as http://127.0.0.1:8001.
LIVE_URL = env.text("LIVE_URL").rstrip("/")
LIVE_HOST = env.text("LIVE_HOST", "127.0.0.1")
LIVE_PORT = env.number("LIVE_PORT", 8001, high=65_535)
LIVE_SOCKET = env.text("LIVE_SOCKET")
# Viewers of one process; 0 means as many as its open files allow. Above it a page polls the snapshot.
LIVE_CAPACITY = env.number("LIVE_CAPACITY", 0)
# Viewers from one address, 0 for any number. A mobile operator puts thousands of people behind one address.
LIVE_PER_ADDRESS = env.number("LIVE_PER_ADDRESS", 500)

# Where the process that compares meanings listens, and where pages ask it; empty: nobody asks, plain letters do.
SIMILAR_SOCKET = env.text("SIMILAR_SOCKET", str(VAR / "similar.sock"))
# Seconds between two regroupings of all open questions; 0: this process leaves that to another one.
SIMILAR_REGROUP_EVERY = env.number("SIMILAR_REGROUP_EVERY", 300)

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "sukhbat.kernel.formats"
TIME_ZONE = env.text("TIME_ZONE", "Asia/Almaty")
COUNTRY = env.text("COUNTRY", "KZ")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sukhbat.web.static_storage.HashedStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
# The review names every piece of personal data it found, and 4,000 characters hold hundreds of them.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 86_400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "sukhbat.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, *([LIVE_URL] if LIVE_URL else [])],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# The client's address comes from this header only behind a proxy that sets it; else from the socket.
CLIENT_ADDRESS_HEADER = env.text("CLIENT_ADDRESS_HEADER")

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", 25, low=1, high=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Sukhbat <sukhbat@localhost>")
MAIL_DOMAIN = env.text("MAIL_DOMAIN", "localhost")

# Ed25519 seed (32 bytes, base64) that signs receipts; `sukhbat doctor` says how to make one.
RECEIPT_KEY = env.secret("RECEIPT_KEY", "")
RECEIPT_KEY_NAME = env.text("RECEIPT_KEY_NAME", "sukhbat")
METRICS_TOKEN = env.secret("METRICS_TOKEN", "")

LOGGING_CONFIG = "sukhbat.kernel.logging.configure"
LOGGING = {"level": env.text("LOG_LEVEL", "INFO").upper(), "format": env.text("LOG_FORMAT", "json")}

# -- Signing in: a code by e-mail, or an identity provider over OpenID Connect. Nobody has a password. --------------
# Our templates come before those of allauth.
TEMPLATES[0]["DIRS"] = [PACKAGE / "web" / "templates"]
ACCOUNT_ADAPTER = "sukhbat.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The code itself proves the address; Person.email is the one place where it is kept.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,20/h/key"}
LOGIN_REDIRECT_URL = "web:my"

SOCIALACCOUNT_ADAPTER = "sukhbat.web.account.identity.IdentityAdapter"
OIDC_PROVIDER_NAME = env.text("OIDC_PROVIDER_NAME")
OIDC_PROVIDER_ID = env.text("OIDC_PROVIDER_ID", "oidc")
OIDC_SERVER_URL = env.text("OIDC_SERVER_URL")
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": OIDC_PROVIDER_ID,
                    "name": OIDC_PROVIDER_NAME or "OpenID Connect",
                    "client_id": env.text("OIDC_CLIENT_ID"),
                    "secret": env.secret("OIDC_CLIENT_SECRET", ""),
                    "settings": {"server_url": OIDC_SERVER_URL},
                }
            ],
        }
    }
    # Browsers hold the redirect after a form to the policy for forms, too.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append("/".join(OIDC_SERVER_URL.split("/")[:3]))
# -- end of signing in ------------------------------------------------------------------------------------------
