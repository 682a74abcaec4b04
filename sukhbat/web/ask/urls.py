from django.urls import path

from sukhbat.web.ask import review, similar, write

urlpatterns = [
    path("", write.ask, name="ask"),
    path("draft/", write.draft, name="ask_draft"),
    path("similar/", similar.similar, name="ask_similar"),
    path("answered/<str:number>/", similar.answered, name="ask_answered"),
    path("open/<str:token>/", review.open_link, name="draft_open"),
    path("<uuid:draft_id>/", review.review, name="ask_review"),
    path("<uuid:draft_id>/edit/", write.edit, name="ask_edit"),
    path("<uuid:draft_id>/send/", review.send, name="ask_send"),
]
