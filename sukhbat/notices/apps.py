from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sukhbat.notices"
    label = "notices"
