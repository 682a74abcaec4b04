from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "sukhbat.terms"
    label = "terms"
