"""The addresses of concerns at the desk; a number in them is the concern's public number."""

from django.urls import path

from sukhbat.desk.concerns import acts, answering, lists, page, writing

urlpatterns = [
    path("bodies/<slug:slug>/concerns/", lists.body_concerns, name="list"),
    path("concerns/<int:number>/", page.show, name="concern"),
    path("concerns/<int:number>/merge/", acts.merge, name="merge"),
    path("concerns/<int:number>/propose/", acts.propose, name="propose"),
    path("concerns/<int:number>/decide/", acts.decide, name="decide"),
    path("concerns/<int:number>/split/", acts.split, name="split"),
    path("concerns/<int:number>/undo/", acts.undo, name="undo"),
    path("concerns/<int:number>/answer/", answering.show, name="answer"),
    path("concerns/<int:number>/answer/draft/", writing.draft, name="draft"),
    path("concerns/<int:number>/answer/take-back/", answering.take_back, name="take_back"),
    path("concerns/<int:number>/answer/send-back/", answering.send_back, name="send_back"),
    path("concerns/<int:number>/answer/list/", answering.take_list, name="take_list"),
    path("concerns/<int:number>/answer/ticks/", answering.tick, name="tick"),
    path("concerns/<int:number>/answer/sign/", answering.sign, name="sign"),
]
