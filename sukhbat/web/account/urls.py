"""Signing in and out, under allauth's names; nothing of it that the product does not need."""

from django.urls import path

from sukhbat.web.account import identity, views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("identity/cancelled/", identity.cancelled, name="socialaccount_login_cancelled"),
    path("identity/<slug:provider_id>/", identity.login, name="openid_connect_login"),
]
