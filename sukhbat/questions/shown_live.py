"""What the pages show of a live part besides its state: all answers of it, and where one question stands in it."""

from uuid import UUID

from sukhbat.conferences.models import Conference
from sukhbat.conferences.watching import watch_url
from sukhbat.questions.live_state import AnsweredOnAir, Names, Shown
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import AirState, Visibility

MOST = 200


def answers_on_air(conference: Conference, *, limit: int = MOST) -> dict[UUID, AnsweredOnAir]:
    """What was answered on air, by question, newest first; only of public questions. One query."""
    found = Airing.objects.select_related("question__region", "speaker").filter(
        conference=conference, state=AirState.ANSWERED, question__visibility=Visibility.PUBLIC
    )
    rows = found.order_by("-ended_at", "-id")[:limit]
    return {row.question_id: _answered(row, row.question, conference) for row in rows}


def on_air_or_answered(question: Question) -> Airing | None:
    """The question's airing while it is on air or when it was answered there, else None; one query."""
    states = (AirState.ON_AIR, AirState.ANSWERED)
    return (
        Airing.objects.select_related("speaker", "conference")
        .filter(question=question, state__in=states)
        .first()
    )


def answer_on_air(airing: Airing, question: Question) -> AnsweredOnAir:
    """The record of an answered airing; who may read the question is asked by the caller."""
    return _answered(airing, question, airing.conference)


def ids_of(numbers: list[str]) -> dict[str, UUID]:
    """The ids of questions by their numbers; one query."""
    return dict(Question.objects.filter(number__in=numbers).values_list("number", "pk"))


def _answered(row: Airing, question: Question, conference: Conference) -> AnsweredOnAir:
    region, speaker = question.region, row.speaker
    return AnsweredOnAir(
        question=Shown(
            question.number,
            question.text,
            question.language,
            Names(region.name_kk, region.name_ru, region.name_en) if region else None,
        ),
        record=row.record,
        record_language=row.record_language,
        speaker=Names(speaker.name_kk, speaker.name_ru, speaker.name_en) if speaker else None,
        second=row.second,
        watch_url=watch_url(conference, row.second) or None,
    )
