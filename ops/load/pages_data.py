"""What the pages are measured on: the sample directory, one conference, and as many questions as asked for."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.management import call_command
from django.db import connection, transaction

from sukhbat.answers.models import Answer, AnswerVersion
from sukhbat.answers.rules import State
from sukhbat.bodies.models import Body, Officer, Region, Theme
from sukhbat.bodies.rules import Role
from sukhbat.cli.demo.content_files import matters, questions
from sukhbat.cli.demo.directory import fill_directory
from sukhbat.conferences.models import Conference, ConferenceTheme, Respondent
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal
from sukhbat.questions import counters, intake
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Outcome, Source, Stage, Visibility
from sukhbat.questions.storing import store
from sukhbat.questions.world import conference_facts, intake_world

BATCH = 1_000
SLUG = "measured"
ANSWERED = 0.5
WRITTEN = 300
DICE = random.Random(20261124)  # noqa: S311  the same data each time, no secret
CODES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Ground:
    """Everything a made-up question is drawn from."""

    world: intake.World
    facts: intake.ConferenceFacts
    texts: tuple[tuple[str, str], ...]
    themes: list[UUID]
    regions: list[UUID]


def prepare() -> None:
    """Schema, static files, directory and a conference that collects questions."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    now = clock.now()
    fill_directory(now=now)
    body = Body.objects.get(slug="com-telecom")
    found = Conference.objects.create(
        slug=SLUG,
        body=body,
        **_texts("title", "The internet and its tariffs"),
        **_texts("summary", "Why it is dear, and when it reaches the villages. Ask those who answer for it."),
        **_texts("description", "Ask about prices, networks and services bought online. " * 15),
        **_times(now),
    )
    for position in range(5):
        named = {**_texts("name", f"Respondent {position}"), **_texts("post", "Head of a division")}
        Respondent.objects.create(conference=found, body=body, position=position, **named)
    for position, theme in enumerate(Theme.objects.all()[:5]):
        ConferenceTheme.objects.create(conference=found, theme=theme, position=position)


def grow_to(size: int) -> None:
    """Add questions through the real intake, publish them, answer a half, fold the counters."""
    now = clock.now()
    ground = _ground(now)
    for start in range(Question.objects.count(), size, BATCH):
        batch = [_question(ground, now) for _ in range(min(BATCH, size - start))]
        with transaction.atomic():
            store(batch)
            fresh = Question.objects.filter(visibility=Visibility.PENDING)
            ids = list(fresh.values_list("pk", flat=True))
            fresh.update(visibility=Visibility.PUBLIC)
            _answer(DICE.sample(ids, int(len(ids) * ANSWERED)), now)
        with transaction.atomic():
            counters.fold()
    _write_answers(now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _question(ground: Ground, now: datetime) -> intake.Prepared:
    language, text = DICE.choice(ground.texts)
    submission = intake.Submission(
        key=uuid4(),
        text=f"{text} {text * DICE.randrange(4)}"[:1_000],
        language=language,
        source=Source.IMPORT,
        theme_id=DICE.choice(ground.themes),
        region_id=DICE.choice(ground.regions),
        conference=ground.facts,
    )
    prepared = intake.prepare(submission, ground.world, now=now)
    if isinstance(prepared, Refusal):
        raise TypeError(prepared.code)
    return prepared


def _ground(now: datetime) -> Ground:
    return Ground(
        world=intake_world(now=now),
        facts=conference_facts(Conference.objects.get(slug=SLUG)),
        texts=tuple((row.language, row.text) for row in questions()),
        themes=list(Theme.objects.values_list("pk", flat=True)),
        regions=list(Region.objects.values_list("pk", flat=True)),
    )


def _answer(ids: list[UUID], now: datetime) -> None:
    Question.objects.filter(pk__in=ids).update(
        stage=Stage.ANSWERED, outcome=Outcome.ANSWERED_IN_WRITING, answered_at=now
    )


def _write_answers(now: datetime) -> None:
    """Answers for the newest answered questions: as many as any first page shows."""
    answered = Question.objects.filter(stage=Stage.ANSWERED).order_by("-pk")[:WRITTEN]
    executor, signatory = (
        Officer.objects.filter(role=role).first() for role in (Role.EXECUTOR, Role.SIGNATORY)
    )
    texts = [row.answer for row in matters().values()]
    done = set(Answer.objects.values_list("question_id", flat=True))
    made = [
        Answer(question=row, body_id=row.body_id, binding="kk", executor=executor.person)
        for row in answered
        if row.pk not in done
    ]
    with transaction.atomic():
        Answer.objects.bulk_create(made)
        AnswerVersion.objects.bulk_create(_versions(made, texts, now))
        drafts = Answer.objects.filter(pk__in=[row.pk for row in made])
        drafts.update(state=State.SIGNED, signed_by=signatory.person, signed_at=now, entry_id=uuid4())


def _versions(answers: list[Answer], texts: list[dict[str, str]], now: datetime) -> list[AnswerVersion]:
    return [
        AnswerVersion(
            answer=answer,
            body_id=answer.body_id,
            language=code,
            number=1,
            kind="original",
            text=DICE.choice(texts)[code],
            author_id=answer.executor_id,
            at=now,
        )
        for answer in answers
        for code in CODES
    ]


def _times(now: datetime) -> dict[str, object]:
    starts_at = now + timedelta(days=3)
    return {
        "announced_at": now - timedelta(days=20),
        "collecting_at": now - timedelta(days=8),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "terms_start_on": clock.local_day(starts_at),
    }


def _texts(field: str, text: str) -> dict[str, str]:
    return {f"{field}_{code}": text for code in CODES}
