"""Addresses without a language: the door to the reader's language and what machines read."""

from django.urls import path

from sukhbat.web.home import views
from sukhbat.web.notices import unsubscribe

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("notices/unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("notices/searches/stop/<str:token>/", unsubscribe.stop_search, name="stop_search"),
]
