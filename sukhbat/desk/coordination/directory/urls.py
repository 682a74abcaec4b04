from django.urls import path

from sukhbat.desk.coordination.directory import competences, retire, roles, rows

urlpatterns = [
    path("", rows.directory, name="directory"),
    path("competences/", competences.competences, name="competences"),
    path("competences/new/", competences.new, name="competence_new"),
    path("competences/<uuid:competence_id>/", competences.end, name="competence_end"),
    path("officers/", roles.roles, name="roles"),
    path("officers/new/", roles.new, name="role_new"),
    path("officers/<uuid:officer_id>/", roles.end, name="role_end"),
    path("bodies/<slug:slug>/retire/", retire.retire, name="body_retire"),
    path("<slug:table>/", rows.tree, name="directory_tree"),
    path("<slug:table>/new/", rows.new, name="directory_new"),
    path("<slug:table>/<slug:slug>/", rows.change, name="directory_row"),
]
