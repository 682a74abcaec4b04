"""Outside the languages: the one address that is registered with the identity provider."""

from django.urls import path

from sukhbat.web.account import identity

urlpatterns = [path("<slug:provider_id>/callback/", identity.callback, name="openid_connect_callback")]
