"""What a coordinator writes, for the tests."""

from dataclasses import replace
from datetime import timedelta

from sukhbat.conferences.values import ConferenceValues, RespondentValues
from tests.people import MONDAY


def draft_values(state, **changes):
    values = ConferenceValues(
        slug="roads",
        body_id=state.ministry.pk,
        title_kk="Жолдар",
        title_ru="Дороги",
        title_en="Roads",
        collecting_at=MONDAY + timedelta(days=1),
        starts_at=MONDAY + timedelta(days=15),
        ends_at=MONDAY + timedelta(days=15, hours=2),
        theme_ids=(state.roads.pk, state.internet.pk),
        respondents=(respondent(state),),
    )
    return replace(values, **changes)


def respondent(state, **changes):
    names = {
        f"{part}_{language}": f"{part} {language}"
        for part in ("name", "post")
        for language in ("kk", "ru", "en")
    }
    return RespondentValues(body_id=state.ministry.pk, **{**names, **changes})
