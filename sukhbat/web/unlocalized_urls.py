"""Addresses without a language: the door to the reader's language and what machines read."""

from django.urls import path

from sukhbat.web.home import views

urlpatterns = [path("", views.choose_language, name="root")]
