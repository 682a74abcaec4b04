"""The demo's outgoing mail; included by the demo's addresses under ``mail/``."""

from django.urls import path

from sukhbat.web.demo import mail_views

app_name = "demo_mail"
urlpatterns = [
    path("", mail_views.mails, name="list"),
    path("<uuid:mail_id>/", mail_views.mail, name="one"),
    path("<uuid:mail_id>/html/", mail_views.html, name="html"),
]
