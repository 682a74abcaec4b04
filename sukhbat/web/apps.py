from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sukhbat.web"
    label = "web"
