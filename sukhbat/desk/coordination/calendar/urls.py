from django.urls import path

from sukhbat.desk.coordination.calendar import views

urlpatterns = [
    path("", views.this_year, name="calendar"),
    path("<int:number>/", views.year, name="calendar_year"),
    path("days/<str:day>/remove/", views.remove, name="calendar_remove"),
]
