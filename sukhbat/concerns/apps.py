from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "sukhbat.concerns"
    label = "concerns"
