from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "sukhbat.desk"
    label = "desk"
