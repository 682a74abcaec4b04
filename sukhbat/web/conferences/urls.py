from django.urls import path

from sukhbat.web.conferences import live_pass, order, views

urlpatterns = [
    path("", views.conferences, name="conferences"),
    path("<slug:slug>/", views.conference, name="conference"),
    path("<slug:slug>/order/", order.conference_order, name="conference_order"),
    path("<slug:slug>/order.json", order.order_json, name="order_json"),
    path("<slug:slug>/pass/", live_pass.live_pass, name="live_pass"),
]
