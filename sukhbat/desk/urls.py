"""The face of those who work: a body's desk, moderation, the operator, coordination."""

from django.urls import include, path

from sukhbat.desk.studio import home

urlpatterns = [
    path("desk/", include(("sukhbat.desk.concerns.urls", "desk_concerns"))),
    path("desk/", include(("sukhbat.desk.workplace.urls", "desk"))),
    path("moderation/", include(("sukhbat.desk.moderation.urls", "moderation"))),
    path("operator/", include(("sukhbat.desk.operator.urls", "operator"))),
    path("studio/", home.home, name="studio_home"),
    path("conferences/<slug:slug>/", include(("sukhbat.desk.studio.urls", "studio"))),
    path("coordination/", include(("sukhbat.desk.coordination.urls", "coordination"))),
]
