"""The host's studio, the speaker's screen and the projector of a conference. An act's number comes with its form."""

from django.urls import path

from sukhbat.desk.studio import acts, page, phases, projector, records, speaker

urlpatterns = [
    path("studio/", page.studio, name="studio"),
    path("studio/now/", page.now, name="now"),
    path("studio/here/", page.here, name="here"),
    path("studio/line-up/", acts.line_up, name="line_up"),
    path("studio/move/", acts.move, name="move"),
    path("studio/drop/", acts.drop, name="drop"),
    path("studio/on-air/", acts.on_air, name="on_air"),
    path("studio/off-air/", acts.off_air, name="off_air"),
    path("studio/in-writing/", acts.in_writing, name="in_writing"),
    path("studio/answered/", acts.answered, name="answered"),
    path("studio/record/<str:number>/", records.record, name="record"),
    path("studio/start/", phases.start, name="start"),
    path("studio/end/", phases.end, name="end"),
    path("studio/pause/", phases.pause, name="pause"),
    path("studio/resume/", phases.resume, name="resume"),
    path("studio/checking/", phases.checking, name="checking"),
    path("speaker/", speaker.speaker, name="speaker"),
    path("speaker/now/", speaker.now, name="speaker_now"),
    path("projector/", projector.projector, name="projector"),
    path("projector/now/", projector.now, name="projector_now"),
]
