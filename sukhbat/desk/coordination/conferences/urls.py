from django.urls import path

from sukhbat.desk.coordination.conferences import acts, edit, lists, order

urlpatterns = [
    path("", lists.conferences, name="conferences"),
    path("new/", edit.new, name="conference_new"),
    path("<slug:slug>/", lists.conference, name="conference"),
    path("<slug:slug>/edit/", edit.edit, name="conference_edit"),
    path("<slug:slug>/order/", order.order, name="conference_order"),
    path("<slug:slug>/preview/", lists.preview, name="conference_preview"),
    path("<slug:slug>/<slug:name>/", acts.act, name="conference_act"),
]
