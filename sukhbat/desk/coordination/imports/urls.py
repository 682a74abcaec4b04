from django.urls import path

from sukhbat.desk.coordination.imports import views

urlpatterns = [
    path("", views.upload, name="imports"),
    path("formats/", views.formats, name="import_formats"),
    path("<uuid:plan_id>/", views.one, name="import"),
]
