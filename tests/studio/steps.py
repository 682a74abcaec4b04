"""A live part under way, and the steps of its hosts."""

from datetime import datetime, timedelta

from sukhbat.answers.live import answer_live
from sukhbat.conferences.models import Conference, Respondent
from sukhbat.people.models import Person
from sukhbat.questions.airing import put_on_air
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.moderation import publish_question
from sukhbat.questions.records import Record
from tests.people import MONDAY, State, ask, make_conference

RECORD = "Желі биыл тартылады, мерзімі — 1 қыркүйек."


def live(state: State, *, now: datetime = MONDAY, **fields: object) -> Conference:
    """A conference whose live part began ten minutes ago and lasts two hours, with one who answers."""
    conference = make_conference(
        state,
        now=now,
        **{"starts_at": now - timedelta(minutes=10), "ends_at": now + timedelta(hours=2)} | fields,
    )
    names = {f"name_{code}": "Асқар Министров" for code in ("kk", "ru", "en")}
    posts = {f"post_{code}": "Министр" for code in ("kk", "ru", "en")}
    Respondent.objects.create(conference=conference, body=state.ministry, **names, **posts)
    return conference


def public(
    state: State,
    conference: Conference,
    *,
    text: str = "Желі қашан тартылады?",
    now: datetime = MONDAY,
    **fields: object,
) -> Question:
    """A public question of the conference."""
    question = ask(state, conference=conference, text=text, now=now, **fields)
    question.refresh_from_db()
    if not question.is_public:
        publish_question(person=state.dana, number=question.number, now=now)
        question.refresh_from_db()
    return question


def aired(
    state: State,
    conference: Conference,
    question: Question,
    *,
    host: Person | None = None,
    seen: str = "",
    now: datetime = MONDAY,
) -> Airing:
    """Put on air by aruzhan."""
    return put_on_air(
        person=host or state.aruzhan, slug=conference.slug, number=question.number, seen=seen, now=now
    )


def answered(
    state: State, conference: Conference, question: Question, *, text: str = RECORD, now: datetime = MONDAY
) -> Airing:
    """On air and answered there."""
    airing = aired(state, conference, question, now=now)
    return answer_live(
        person=state.aruzhan,
        slug=conference.slug,
        number=question.number,
        record=Record(text=text, language="kk", second=600),
        seen=str(airing.pk),
        now=now,
    )
