from django.urls import path, register_converter

from sukhbat.web.questions import concern_views, support, views
from sukhbat.web.questions.number import NumberConverter

register_converter(NumberConverter, "number")

urlpatterns = [
    path("", views.questions, name="questions"),
    path("find/", views.find, name="question_find"),
    path("<number:number>/", views.question, name="question"),
    path("<number:number>/support/", support.support, name="support"),
    path("<number:number>/different/", concern_views.different, name="different"),
    path("<number:number>/different/undo/", concern_views.not_different, name="not_different"),
    path("<number:number>/files/<uuid:file_id>/", views.answer_file, name="answer_file"),
]
