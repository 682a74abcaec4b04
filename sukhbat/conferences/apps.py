from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "sukhbat.conferences"
    label = "conferences"
