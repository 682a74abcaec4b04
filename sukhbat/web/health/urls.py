"""What machines read: no language in front."""

from django.urls import path

from sukhbat.web.health import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
    path("log/key", views.log_key, name="log_key"),
]
