from django.urls import path

from sukhbat.desk.coordination.settings import views

urlpatterns = [
    path("", views.settings, name="settings"),
    path("site/", views.site, name="settings_site"),
    path("consent/", views.consent, name="settings_consent"),
    path("grounds/new/", views.ground_new, name="ground_new"),
    path("grounds/<slug:code>/", views.ground, name="ground"),
    path("switches/<slug:name>/", views.switch, name="switch"),
]
