"""Addresses under a conference's supports."""

from django.urls import path

from sukhbat.desk.coordination.supports import views

urlpatterns = [
    path("", views.acts, name="supports"),
    path("cancel/", views.cancel, name="supports_cancel"),
    path("<uuid:act_id>/revoke/", views.revoke, name="supports_revoke"),
]
