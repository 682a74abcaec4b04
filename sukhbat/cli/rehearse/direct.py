"""What a rehearsal does on the server's machine: host the live part by the host's own acts, and look at the tables."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sukhbat.answers.live import answer_live
from sukhbat.bodies.queries import people_holding
from sukhbat.bodies.rules import Role
from sukhbat.cli.rehearse.figures import Hosting
from sukhbat.cli.rehearse.preparing import sample_conference
from sukhbat.cli.rehearse.senders import Senders
from sukhbat.cli.words import CommandError
from sukhbat.conferences.actions import force_phase
from sukhbat.conferences.hosting import second_of
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Force, Phase
from sukhbat.kernel import clock
from sukhbat.kernel.passes import read_pass
from sukhbat.kernel.refusals import Refused
from sukhbat.people.models import Person
from sukhbat.people.queries import people_by_id
from sukhbat.questions.air import Air, air_of
from sukhbat.questions.airing import leave_for_writing, put_on_air
from sukhbat.questions.live_state import live_state
from sukhbat.questions.models import Airing
from sukhbat.questions.queries import questions_by_number
from sukhbat.questions.records import Record
from sukhbat.questions.support_tally import supported_by

# Every so many answers one question is left for writing instead.
WRITING_EVERY = 4
RECORDS = {
    "kk": "Жаттығу: министр жағдайды түсіндіріп, шара мен мерзімін айтты. Толық жауап жазбаша беріледі.",
    "ru": "Репетиция: министр объяснил положение, назвал меры и срок. Полный ответ придёт письменно.",
    "en": "Rehearsal: the minister explained where things stand and named the steps and the day.",
}


class Director:
    """A host who follows the leading questions; what a rule refuses is counted and left."""

    def __init__(self, slug: str, hosting: Hosting, *, host: str = "") -> None:
        conference = sample_conference(slug)
        now = clock.now()
        if conference.phase(now) is not Phase.LIVE:
            raise CommandError(f"{slug} is not live now, so that nobody can host it.")
        self._conference: Conference = conference
        self._host: Person = _host(host, now=now)
        self._hosting = hosting

    def next(self) -> None:
        """Record the answer to what is on air, leave some for writing, put the next one on air."""
        now = clock.now()
        try:
            air = air_of(self._conference.pk)
            if air.on_air is not None:
                self._finish(air.on_air, air.seen, now=now)
            self._put_on_air(air_of(self._conference.pk))
        except Refused as refused:
            self._hosting.refused[refused.refusal.code] += 1

    def end(self) -> None:
        """End the live part."""
        try:
            force_phase(person=self._host, slug=self._conference.slug, force=Force.END, now=clock.now())
        except Refused as refused:
            self._hosting.refused[refused.refusal.code] += 1

    def _finish(self, airing: Airing, seen: str, *, now: datetime) -> None:
        language = airing.question.language
        respondent = self._conference.respondents.first()
        record = Record(
            text=RECORDS[language],
            language=language,
            second=second_of(self._conference, airing.on_air_at or now),
            speaker_id=respondent.pk if respondent else None,
        )
        slug, number = self._conference.slug, airing.question.number
        answer_live(person=self._host, slug=slug, number=number, record=record, seen=seen, now=now)
        self._hosting.answered += 1

    def _put_on_air(self, air: Air) -> None:
        slug, now = self._conference.slug, clock.now()
        waiting = [airing.question.number for airing in air.line] or self._leading(now=now)
        if waiting and self._hosting.on_air % WRITING_EVERY == WRITING_EVERY - 1 and len(waiting) > 1:
            leave_for_writing(person=self._host, slug=slug, number=waiting.pop(), seen=air.seen, now=now)
            self._hosting.to_writing += 1
        if waiting:
            # The delay of the news is counted from this moment.
            put_on_air(person=self._host, slug=slug, number=waiting[0], seen=air.seen, now=clock.now())
            self._hosting.on_air += 1

    def _leading(self, *, now: datetime) -> list[str]:
        state = live_state(self._conference.pk, now)
        return [row.question.number for row in state.leading] if state else []


def look_in_tables(senders: Senders) -> tuple[int, list[str]]:
    """How many of the acknowledged questions and supports are there, and the numbers of those that are not."""
    asked = [receipt.number for receipt in senders.receipts]
    found = questions_by_number([*asked, *(number for _token, number in senders.supported)])
    lost = [number for number in asked if number not in found]
    now = clock.now()
    wanted: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for (token, number), is_wanted in senders.supported.items():
        if (known := read_pass(token, now=now)) is not None:
            wanted[known.person_id][number] = is_wanted
    people = people_by_id(set(wanted))
    for key, numbers in wanted.items():
        held = supported_by(people[key], [found[number].pk for number in numbers if number in found])
        lost += [
            n for n, is_wanted in numbers.items() if n not in found or (found[n].pk in held) is not is_wanted
        ]
    return len(asked) + len(senders.supported) - len(lost), lost


def _host(address: str, *, now: datetime) -> Person:
    hosts = people_holding(Role.HOST, on=clock.local_day(now))
    found = hosts.filter(email=address.lower()).first() if address else hosts.order_by("pk").first()
    if found is None:
        raise CommandError(
            f"Nobody hosts here under the address {address}." if address else "There is no host."
        )
    return found
