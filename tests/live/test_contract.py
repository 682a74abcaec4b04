"""The OpenAPI document: valid, and the service holds to it whatever schemathesis thinks of."""

import re
from datetime import timedelta

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from sukhbat.kernel import clock
from sukhbat.live.openapi import document
from sukhbat.people.queries import consent_in_force
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Visibility
from tests.live_service import ORIGIN, pass_for
from tests.people import ask, make_conference

EXAMPLES = 60


def test_every_reference_leads_somewhere():
    found = document()
    text = str(found)
    for name in found["components"]["schemas"]:
        if name != "Events":
            assert f"#/components/schemas/{name}" in text, name
    for name in set(re.findall(r"#/components/schemas/(\w+)", text)):
        assert name in found["components"]["schemas"]


@pytest.fixture
def conference(transactional_db, state):
    now = clock.now()
    return make_conference(
        state, now=now, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2)
    )


def test_answers_have_the_shape_they_promise(state, conference, live_service):
    question = ask(state, conference=conference, now=clock.now(), region_id=state.abai.pk)
    Question.objects.update(visibility=Visibility.PUBLIC)
    _status, openapi, _headers = live_service.get("/live/openapi.json")

    def check(name, value):
        jsonschema_rs.validate(
            {"$ref": f"#/components/schemas/{name}", "components": openapi["components"]}, value
        )

    pass_ = pass_for(state.bolat, conference)
    check(
        "Supported",
        live_service.post("/live/supports", {"number": question.number, "wanted": True}, pass_)[1],
    )
    consent = consent_in_force(on=clock.local_day(clock.now())).version
    value = {
        "key": "0190f0f0-0000-7000-8000-000000000001",
        "text": "When will it be?",
        "language": "en",
        "consent": consent,
    }
    check("Taken", live_service.post("/live/questions", value, pass_)[1])
    check("Refusal", live_service.post("/live/questions", {}, pass_)[1])
    check("Health", live_service.get("/live/health")[1])
    check("State", live_service.get("/live/conferences/internet/snapshot?language=en")[1])
    events = openapi["components"]["schemas"]["Events"]["properties"]
    with live_service.stream("internet") as stream:
        for _count in range(2):
            name, value, _id = stream.next()
            jsonschema_rs.validate({**events[name], "components": openapi["components"]}, value)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in document()["paths"] if not path.endswith("stream")])
def test_nothing_gives_a_500(state, conference, live_services, path):
    service = live_services(LIVE_PER_ADDRESS="0")
    schema = schemathesis.openapi.from_dict(document())
    schema.config.update(base_url=service.url)
    headers = {"Authorization": f"Bearer {pass_for(state.aigerim, conference)}", "Origin": ORIGIN}
    statuses = set()

    for operation in schema.include(path=path).get_all_operations():
        _attack(operation.ok(), headers, statuses)
    assert statuses
    assert b'"level": "error"' not in service.log.read_bytes()


def _attack(operation, headers, statuses):
    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )  # fmt: skip
    def attack(case):
        response = case.call(headers=headers)
        statuses.add(response.status_code)
        case.validate_response(response, checks=[not_a_server_error])

    attack()
