from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sukhbat.answers"
    label = "answers"
