"""Who stands around a question: found for a batch of entries, in few queries."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sukhbat.assignments.queries import assignments_of
from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import officers_of, people_holding
from sukhbat.bodies.rules import Role
from sukhbat.concerns.answering import answers_given, draft_to_all
from sukhbat.concerns.models import Concern
from sukhbat.conferences.models import Conference
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import people_behind
from sukhbat.notices.names import Names, facts_of
from sukhbat.notices.rules import TELLINGS, Audience, Telling
from sukhbat.questions.models import Question
from sukhbat.questions.queries import author_ids, questions_by_number

About = Question | Conference | Concern


class Circles:
    """The people to tell about a batch of entries. What is asked twice is read once."""

    def __init__(self, entries: Sequence[Entry], *, now: datetime) -> None:
        self.entries = [entry for entry in entries if entry.event in TELLINGS]
        self.questions = questions_by_number({entry.subject for entry in self.entries})
        self.authors = author_ids(question.pk for question in self.questions.values())
        self.names = Names(facts_of(entry) for entry in self.entries)
        self._actors = people_behind(entry.actor_tag for entry in self.entries if entry.actor_tag)
        self._today = local_day(now)
        self._officers: dict[tuple[UUID, Role], list[UUID]] = {}

    def about(self, entry: Entry) -> About | None:
        """What an entry is about; None when there is none any more."""
        return self.names.whole(entry) or self.questions.get(entry.subject)

    def told(self, entry: Entry) -> dict[UUID, Telling]:
        """Each person once, with what they are told. Whoever did it learns nothing new, save the author."""
        about = self.about(entry)
        if about is None:
            return {}
        found: dict[UUID, Telling] = {}
        for telling in TELLINGS[entry.event]:
            for person_id in self._people(telling.audience, entry, about):
                found.setdefault(person_id, telling)
        actor = self._actors.get(entry.actor_tag) if entry.actor_tag else None
        return {
            person_id: telling
            for person_id, telling in found.items()
            if person_id != actor or telling.audience is Audience.AUTHOR
        }

    def _people(self, audience: Audience, entry: Entry, about: About) -> list[UUID]:
        if not isinstance(about, Question):
            return self._around_the_whole(audience, entry, about)
        question = about
        if audience is Audience.AUTHOR:
            author = self.authors.get(question.pk)
            return [author] if author else []
        if audience is Audience.EXECUTOR:
            return _executor(entry, question, ended=False)
        if audience is Audience.OLD_EXECUTOR:
            return _executor(entry, question, ended=True)
        return self._circle_of_body(audience, entry, question)

    def _around_the_whole(self, audience: Audience, entry: Entry, about: Conference | Concern) -> list[UUID]:
        if audience is Audience.EXECUTOR and isinstance(about, Concern):
            return _executor_of_all(entry, about)
        body = self.names.bodies.get(str(entry.facts.get("body")))
        if body is None:
            return []
        if audience is Audience.SIGNATORIES:
            return self._holding(body, Role.SIGNATORY)
        return self._dispatchers(body) if audience is Audience.DISPATCHERS else []

    def _circle_of_body(self, audience: Audience, entry: Entry, question: Question) -> list[UUID]:
        if audience is Audience.SIGNATORIES:
            return self._holding(self._body(entry, "body", question), Role.SIGNATORY)
        if audience is Audience.EXECUTOR_OR_DISPATCHERS and (
            executor := _executor(entry, question, ended=False)
        ):
            return executor
        fact = "from_body" if audience is Audience.OLD_DISPATCHERS else "to_body"
        return self._dispatchers(self._body(entry, fact, question))

    def _body(self, entry: Entry, fact: str, question: Question) -> Body:
        """The body of a fact, so that a later redirect changes nothing; else the present one."""
        slug = entry.facts.get(fact) or entry.facts.get("body")
        return self.names.bodies.get(str(slug), question.body)

    def _dispatchers(self, body: Body) -> list[UUID]:
        """Those who give out a body's work; without any, its signatories, else the coordinator's people."""
        for role in (Role.DISPATCHER, Role.SIGNATORY):
            if found := self._holding(body, role):
                return found
        return self._coordinators()

    def _holding(self, body: Body, role: Role) -> list[UUID]:
        if (body.pk, role) not in self._officers:
            officers = officers_of(body, role, on=self._today)
            self._officers[body.pk, role] = [row.person_id for row in officers]
        return self._officers[body.pk, role]

    def _coordinators(self) -> list[UUID]:
        return list(people_holding(Role.COORDINATOR, on=self._today).values_list("pk", flat=True))


def _executor_of_all(entry: Entry, concern: Concern) -> list[UUID]:
    """Who handed over the answer to all that an entry is about."""
    signed = next((row for row in answers_given(concern) if row.answer.entry_id == entry.id), None)
    written = signed or draft_to_all(concern)
    return [written.answer.executor_id] if written else []


def _executor(entry: Entry, question: Question, *, ended: bool) -> list[UUID]:
    """Who held the question when the entry was made; ``ended``: whose holding the entry ended."""
    for row in reversed(assignments_of(question)):
        if ended and row.ended_at == entry.at:
            return [row.executor_id]
        if not ended and row.assigned_at <= entry.at and (row.ended_at is None or row.ended_at >= entry.at):
            return [row.executor_id]
    return []
