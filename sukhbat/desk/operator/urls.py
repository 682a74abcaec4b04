"""The operator's addresses."""

from django.urls import path

from sukhbat.desk.operator import views

urlpatterns = [
    path("", views.enter, name="enter"),
    path("<str:number>/", views.entered, name="entered"),
]
