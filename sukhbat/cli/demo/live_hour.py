"""A sample conference that is live whenever the demonstration starts: made anew once the last one is nearly over.

What was asked in earlier ones stays as it is: answered on air, or with a body and a due date.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from sukhbat.answers.live import answer_live
from sukhbat.bodies.queries import regions, themes
from sukhbat.bodies.rules import Role
from sukhbat.cli.demo.conference_play import announce
from sukhbat.cli.demo.content_files import LiveAsked, conferences, directory_rows, live_questions
from sukhbat.cli.demo.staff import Staff
from sukhbat.cli.demo.times import ConferenceTimes
from sukhbat.conferences.hosting import second_of, switch_premoderation
from sukhbat.conferences.models import Conference
from sukhbat.conferences.ordering import ordered_conference, publish_order
from sukhbat.conferences.queries import any_conference, live_conferences
from sukhbat.kernel.clock import local_day
from sukhbat.people.queries import consent_in_force
from sukhbat.questions.actions import submit_question
from sukhbat.questions.air import air_of
from sukhbat.questions.airing import line_up, put_on_air
from sukhbat.questions.intake import Submission
from sukhbat.questions.moderation import publish_questions
from sukhbat.questions.order import take_edition
from sukhbat.questions.records import Record
from sukhbat.questions.rules import Source
from sukhbat.questions.supports import Wish, change_supports

KEY = "live"
BEGAN, LASTS = timedelta(minutes=12), timedelta(minutes=132)
# A conference that goes on at least so long is good for another start.
ENOUGH = timedelta(minutes=45)
ANNOUNCED, COLLECTING = timedelta(days=30), timedelta(days=10)
# Support, quotas, lottery: the parts of a hundred places.
WEIGHTS = (50, 30, 20)
LATE = 4  # questions that came in after the start and wait for their check
NEXT = 2  # questions that stand in the line
TURN = timedelta(minutes=2)
MANY = 400  # supports


@dataclass
class LiveHour:
    """One such conference while it is being made."""

    slug: str
    now: datetime
    staff: Staff = field(default_factory=Staff)
    numbers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts_at = self.now - BEGAN
        self.dice = Random(self.slug)  # noqa: S311  the same supports for the same conference, no secret
        self.host = self.staff.platform(Role.HOST)
        self.times = ConferenceTimes(
            announced_at=self.now - ANNOUNCED,
            collecting_at=self.now - COLLECTING,
            starts_at=self.starts_at,
            ends_at=self.starts_at + LASTS,
        )

    def play(self) -> None:
        """From the announcement to this moment."""
        coordinator = self.staff.platform(Role.COORDINATOR)
        text = replace(conferences()[KEY], slug=self.slug)
        announce(text, self.times, coordinator=coordinator, now=self.times.announced_at)
        ordered_at = self.times.announced_at + timedelta(hours=1)
        publish_order(person=coordinator, slug=self.slug, weights=WEIGHTS, hides_counts=False, now=ordered_at)
        rows = live_questions()
        self._ask(rows[:-LATE], self.times.collecting_at, self.starts_at - timedelta(hours=2))
        self._publish()
        self._support()
        self._order(at=self.starts_at)
        switch_premoderation(
            person=self.host,
            slug=self.slug,
            is_premoderated=False,
            now=self.starts_at + timedelta(seconds=20),
        )
        self._ask(rows[-LATE:], self.starts_at + timedelta(minutes=1), self.now)
        self._host([row for row in rows if row.record])
        self._order(at=self.now)

    def _ask(self, rows: tuple[LiveAsked, ...], first: datetime, last: datetime) -> None:
        conference = self._conference()
        today = local_day(self.now)
        theme_ids = {theme.slug: theme.pk for theme in themes(on=today)}
        region_ids = {region.slug: region.pk for region in regions()}
        consent = consent_in_force(on=today).version
        for index, row in enumerate(rows):
            person = self.staff.asker(row.language, 1 + self.dice.randrange(38))
            submission = Submission(
                key=uuid5(NAMESPACE_URL, f"sukhbat-demo/{self.slug}/{row.text}"),
                text=row.text,
                language=row.language,
                source=Source.WEB,
                theme_id=theme_ids[row.theme],
                region_id=region_ids[row.region],
                name=person.name,
                hide_name=self.dice.random() < 0.6,
                consent_version=consent,
                is_sample=True,
            )
            at = first + (last - first) * (index + 1) / (len(rows) + 1)
            taken = submit_question(person=person, submission=submission, conference=conference, now=at)
            self.numbers.append(taken.question.number)

    def _publish(self) -> None:
        at = self.starts_at - timedelta(hours=1)
        publish_questions(person=self.staff.platform(Role.MODERATOR), numbers=self.numbers, now=at)

    def _support(self) -> None:
        """A few are supported by many, most by some."""
        people = [person for language in ("kk", "ru") for person in self.staff.askers[language]]
        weights = [8 if row.record else self.dice.choice((1, 1, 2, 3, 6)) for row in live_questions()]
        chosen = self.dice.choices(self.numbers, weights=weights[: len(self.numbers)], k=MANY)
        wishes = [
            Wish(self.dice.choice(people).pk, number, wanted=True, network=f"10.0.{turn % 200}.1")
            for turn, number in enumerate(chosen)
        ]
        change_supports(wishes=wishes, now=self.starts_at - timedelta(minutes=30))

    def _order(self, *, at: datetime) -> None:
        found = ordered_conference(self._conference().pk)
        assert found is not None
        take_edition(conference=found, now=at)

    def _host(self, rows: list[LiveAsked]) -> None:
        """The first ones answered, the next on air since a moment ago, some in the line."""
        at = self.starts_at + timedelta(seconds=40)
        numbers = self.numbers
        for row, number in zip(rows, numbers, strict=False):
            self._put_on_air(number, at)
            self._answer(row, number, asked_at=at, at=at + TURN - timedelta(seconds=10))
            at += TURN
        waiting = numbers[len(rows) :]
        self._put_on_air(waiting[0], at)
        for number in waiting[1 : NEXT + 1]:
            line_up(person=self.host, slug=self.slug, number=number, now=at)

    def _put_on_air(self, number: str, at: datetime) -> None:
        seen = air_of(self._conference().pk).seen
        put_on_air(person=self.host, slug=self.slug, number=number, seen=seen, now=at)

    def _answer(self, row: LiveAsked, number: str, *, asked_at: datetime, at: datetime) -> None:
        conference = self._conference()
        speakers = list(conference.respondents.select_related("body"))
        own = [speaker for speaker in speakers if speaker.body.slug == _body_of(row.theme)]
        record = Record(
            text=row.record,
            language=row.language,
            second=second_of(conference, asked_at),
            speaker_id=(own or speakers)[0].pk,
        )
        seen = air_of(conference.pk).seen
        answer_live(person=self.host, slug=self.slug, number=number, record=record, seen=seen, now=at)

    def _conference(self) -> Conference:
        found = any_conference(self.slug)
        assert found is not None
        return found


def _body_of(theme: str) -> str:
    rows = directory_rows("topics.tsv")
    return next(row["default_central_body"] for row in rows if row["slug"] == theme)


def ensure_live_hour(*, now: datetime) -> str | None:
    """Make a live conference unless one goes on long enough; its address when it was made. All or nothing."""
    if any(found.is_sample and found.ends_at - now >= ENOUGH for found in live_conferences(now=now)):
        return None
    slug = next(slug for slug in _slugs() if any_conference(slug) is None)
    with transaction.atomic():
        LiveHour(slug, now).play()
    return slug


def _slugs() -> Iterator[str]:
    first = conferences()[KEY].slug
    yield first
    yield from (f"{first}-{number}" for number in count(2))
