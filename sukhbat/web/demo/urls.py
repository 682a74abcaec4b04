"""The demonstration's own pages; sukhbat.urls includes them only under settings.DEMO."""

from django.urls import include, path

from sukhbat.web.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.doors, name="home"),
    path("enter/<slug:code>/", views.enter, name="enter"),
    path("mail/", include("sukhbat.web.demo.mail_urls")),
]
