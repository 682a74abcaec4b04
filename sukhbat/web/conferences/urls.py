from django.urls import path

from sukhbat.web.conferences import views

urlpatterns = [
    path("", views.conferences, name="conferences"),
    path("<slug:slug>/", views.conference, name="conference"),
]
