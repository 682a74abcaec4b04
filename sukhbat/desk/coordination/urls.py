"""Coordination's addresses."""

from django.urls import include, path

from sukhbat.desk.coordination import home, log

urlpatterns = [
    path("", home.home, name="home"),
    path("conferences/<slug:slug>/supports/", include("sukhbat.desk.coordination.supports.urls")),
    path("conferences/", include("sukhbat.desk.coordination.conferences.urls")),
    path("directory/", include("sukhbat.desk.coordination.directory.urls")),
    path("calendar/", include("sukhbat.desk.coordination.calendar.urls")),
    path("import/", include("sukhbat.desk.coordination.imports.urls")),
    path("settings/", include("sukhbat.desk.coordination.settings.urls")),
    path("log/", log.log, name="log"),
]
