"""The desk's addresses; a number in them is the question's public number."""

from django.urls import path

from sukhbat.desk.workplace import answering, bulk, confirming, item, lists, moves

urlpatterns = [
    path("", lists.home, name="home"),
    path("files/<uuid:attachment_id>/", answering.file, name="file"),
    path("bodies/<slug:slug>/", lists.body, name="body"),
    path("bodies/<slug:slug>/assign/", bulk.assign_selected, name="assign_selected"),
    path("<str:number>/", item.show, name="item"),
    path("<str:number>/assign/", moves.assign, name="assign"),
    path("<str:number>/return/", moves.give_back, name="return"),
    path("<str:number>/redirect/", moves.redirect, name="redirect"),
    path("<str:number>/extend/", moves.extend, name="extend"),
    path("<str:number>/decline/", moves.decline, name="decline"),
    path("<str:number>/note/", moves.note, name="note"),
    path("<str:number>/reveal/", moves.reveal, name="reveal"),
    path("<str:number>/draft/", answering.draft, name="draft"),
    path("<str:number>/take-back/", answering.take_back, name="take_back"),
    path("<str:number>/send-back/", answering.send_back, name="send_back"),
    path("<str:number>/sign/", answering.sign, name="sign"),
    path("<str:number>/confirm/", confirming.confirm, name="confirm"),
]
