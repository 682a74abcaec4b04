from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sukhbat.search"
    label = "search"
