from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "sukhbat.assignments"
    label = "assignments"
