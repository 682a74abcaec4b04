from django.urls import path

from sukhbat.web.my import erasure, profile, questions, searches

urlpatterns = [
    path("", questions.my, name="my"),
    path("questions/<str:number>/withdraw/", questions.withdraw, name="withdraw"),
    path("searches/", searches.searches, name="my_searches"),
    path("searches/new/", searches.save, name="save_search"),
    path("searches/<uuid:search_id>/", searches.change, name="change_search"),
    path("searches/<uuid:search_id>/delete/", searches.delete, name="delete_search"),
    path("profile/", profile.profile, name="profile"),
    path("profile/sign-out-everywhere/", profile.sign_out_everywhere, name="sign_out_everywhere"),
    path("profile/erase/", erasure.erase, name="erase"),
]
