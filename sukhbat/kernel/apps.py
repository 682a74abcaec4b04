from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "sukhbat.kernel"
    label = "kernel"
