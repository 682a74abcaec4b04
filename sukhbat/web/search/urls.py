from django.urls import path

from sukhbat.web.search import views

urlpatterns = [path("", views.search, name="search")]
