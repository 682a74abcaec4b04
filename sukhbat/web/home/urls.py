from django.urls import path

from sukhbat.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("how/", views.how, name="how"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
