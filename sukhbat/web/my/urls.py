from django.urls import path

from sukhbat.web.my import erasure, profile, questions

urlpatterns = [
    path("", questions.my, name="my"),
    path("questions/<str:number>/withdraw/", questions.withdraw, name="withdraw"),
    path("profile/", profile.profile, name="profile"),
    path("profile/sign-out-everywhere/", profile.sign_out_everywhere, name="sign_out_everywhere"),
    path("profile/erase/", erasure.erase, name="erase"),
]
