"""Acting out the sample conferences by the coordinator's own actions."""

from datetime import datetime
from uuid import UUID

from sukhbat.bodies.queries import bodies, themes
from sukhbat.cli.demo.content_files import LANGUAGES, ConferenceText, Respondent, Texts, conferences
from sukhbat.cli.demo.times import ConferenceTimes
from sukhbat.conferences.actions import announce_conference, create_conference
from sukhbat.conferences.values import ConferenceValues, RespondentValues
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import Person
from sukhbat.questions.conference_acts import close_conference, postpone_conference


def announce(text: ConferenceText, times: ConferenceTimes, *, coordinator: Person, now: datetime) -> None:
    """Draft a sample conference and announce it."""
    create_conference(person=coordinator, values=_values(text, times, now), is_sample=True, now=now)
    announce_conference(person=coordinator, slug=text.slug, now=now)


def postpone(key: str, *, coordinator: Person, now: datetime) -> None:
    """Put it off without another date yet."""
    postpone_conference(person=coordinator, slug=conferences()[key].slug, times=None, now=now)


def close(key: str, *, coordinator: Person, now: datetime) -> None:
    close_conference(person=coordinator, slug=conferences()[key].slug, now=now)


def _values(text: ConferenceText, times: ConferenceTimes, now: datetime) -> ConferenceValues:
    today = local_day(now)
    body_ids = {body.slug: body.pk for body in bodies(on=today)}
    theme_ids = {theme.slug: theme.pk for theme in themes(on=today)}
    return ConferenceValues(
        slug=text.slug,
        body_id=body_ids[text.body],
        **_columns("title", text.title),
        **_columns("summary", text.summary),
        **_columns("description", text.description),
        collecting_at=times.collecting_at,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        theme_ids=tuple(theme_ids[slug] for slug in text.themes),
        respondents=tuple(_respondent(person, body_ids[person.body]) for person in text.respondents),
    )


def _respondent(person: Respondent, body_id: UUID) -> RespondentValues:
    return RespondentValues(
        body_id=body_id,
        name_kk=person.name["kk"],
        name_ru=person.name["ru"],
        name_en=person.name["en"],
        post_kk=person.post["kk"],
        post_ru=person.post["ru"],
        post_en=person.post["en"],
    )


def _columns(field: str, texts: Texts) -> dict[str, str]:
    return {f"{field}_{language}": texts[language] for language in LANGUAGES}
