from django.urls import path

from sukhbat.web.conferences import live_pass, views

urlpatterns = [
    path("", views.conferences, name="conferences"),
    path("<slug:slug>/", views.conference, name="conference"),
    path("<slug:slug>/pass/", live_pass.live_pass, name="live_pass"),
]
