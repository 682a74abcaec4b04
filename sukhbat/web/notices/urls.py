"""Addresses of a person's notices, under ``my/notices/``."""

from django.urls import path

from sukhbat.web.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="notices_read"),
    path("mail/", views.mail, name="notices_mail"),
    path("<uuid:entry_id>/read/", views.read_one, name="notice_read"),
]
