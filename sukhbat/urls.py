"""Addresses: pages under a language, the rest without one. An address never changes its meaning."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from sukhbat.web import errors

urlpatterns = [
    path("", include("sukhbat.web.unlocalized_urls")),
    path("", include("sukhbat.web.health.urls")),
    path("account/identity/", include("sukhbat.web.account.callback_urls")),
    *i18n_patterns(
        path("", include("sukhbat.web.urls")),
        path("", include("sukhbat.desk.urls")),
        path("account/", include("sukhbat.web.account.urls")),
    ),
]

if settings.DEMO:
    urlpatterns += i18n_patterns(path("demo/", include("sukhbat.web.demo.urls")))

handler400, handler403, handler404, handler500 = (
    errors.bad_request,
    errors.forbidden,
    errors.not_found,
    errors.server_error,
)
