"""The moderators' addresses; a number in them is the question's public number."""

from django.urls import path

from sukhbat.desk.moderation import item, lists

urlpatterns = [
    path("", lists.queue, name="queue"),
    path("next/", lists.take_next, name="next"),
    path("publish/", lists.publish_selected, name="publish_selected"),
    path("new/", lists.new, name="new"),
    path("switch/", lists.switch, name="switch"),
    path("order/", lists.order, name="order"),
    path("decided/", lists.decided, name="decided"),
    path("<str:number>/", item.show, name="item"),
    path("<str:number>/claim/", item.claim, name="claim"),
    path("<str:number>/release/", item.release, name="release"),
    path("<str:number>/publish/", item.publish, name="publish"),
    path("<str:number>/mask/", item.mask, name="mask"),
    path("<str:number>/hide/", item.hide, name="hide"),
    path("<str:number>/unhide/", item.unhide, name="unhide"),
    path("<str:number>/hide-name/", item.hide_name, name="hide_name"),
    path("<str:number>/reveal/", item.reveal, name="reveal"),
]
