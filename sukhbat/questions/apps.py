from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "sukhbat.questions"
    label = "questions"
