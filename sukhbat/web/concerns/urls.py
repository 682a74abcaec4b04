from django.urls import path

from sukhbat.web.concerns import export, feed, views

urlpatterns = [
    path("", views.concerns, name="concerns"),
    path("feed/", feed.concerns_feed, name="concerns_feed"),
    path("concerns.csv", export.concerns_csv, name="concerns_csv"),
    path("<int:number>/", views.concern, name="concern"),
    path("<int:number>/cells.csv", export.concern_csv, name="concern_csv"),
]
