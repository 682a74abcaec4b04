from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sukhbat.people"
    label = "people"
