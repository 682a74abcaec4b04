from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "sukhbat.bodies"
    label = "bodies"
