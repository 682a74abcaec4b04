"""The public face, by what a person looks for. Each folder has its addresses, views, forms and templates."""

from django.urls import include, path

app_name = "web"
urlpatterns = [
    path("", include("sukhbat.web.home.urls")),
    path("conferences/", include("sukhbat.web.conferences.urls")),
    path("questions/", include("sukhbat.web.ask.receipt_urls")),
    path("questions/", include("sukhbat.web.questions.urls")),
    path("concerns/", include("sukhbat.web.concerns.urls")),
    path("", include("sukhbat.web.directory.urls")),
    path("search/", include("sukhbat.web.search.urls")),
    path("ask/", include("sukhbat.web.ask.urls")),
    path("my/notices/", include("sukhbat.web.notices.urls")),
    path("my/", include("sukhbat.web.my.urls")),
]
