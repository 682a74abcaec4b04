"""A letter's words: text and HTML from one folder of templates for each kind, in the person's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from sukhbat.answers.queries import answer_of
from sukhbat.assignments.models import Extension, Redirect
from sukhbat.assignments.queries import decline_of, extension_of, redirects_of
from sukhbat.conferences.models import Conference
from sukhbat.conferences.watching import watch_url
from sukhbat.kernel.ids import show_number
from sukhbat.kernel.localized import localized
from sukhbat.kernel.site import the_site
from sukhbat.ledger.models import Entry
from sukhbat.notices import addresses
from sukhbat.notices.models import Letter
from sukhbat.notices.names import Names, facts_of
from sukhbat.notices.rules import Audience, Kind, Telling, message_id
from sukhbat.notices.words import day_words, sentence, values
from sukhbat.people.models import Person
from sukhbat.questions.air_records import record_of
from sukhbat.questions.models import Question
from sukhbat.terms.explain import explain
from sukhbat.terms.rules import DueDate

SUBJECT_LONGEST = 200
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Occasion:
    """An entry about a question or a whole conference, with the names behind its codes."""

    entry: Entry
    about: Question | Conference
    names: Names

    @property
    def number(self) -> str:
        """The number of the question, '' for a conference."""
        return self.about.number if isinstance(self.about, Question) else ""


def letter(*, occasion: Occasion, telling: Telling, person: Person, now: datetime) -> Letter:
    """The letter that tells a person of an occasion, ready for the outbox; nothing is written.

    ``telling.group`` must not be None and the person must have an address.
    """
    assert telling.group is not None
    assert person.email
    with override(person.language):
        context = _context(occasion, telling, person)
        folder = f"notices/{telling.kind.value}"
        subject = " ".join(render_to_string(f"{folder}/subject.txt", context).split())[:SUBJECT_LONGEST]
        context["subject"] = subject
        text = _BLANKS.sub("\n\n", render_to_string(f"{folder}/body.txt", context)).strip() + "\n"
        html = render_to_string(f"{folder}/body.html", context)
    return Letter(
        entry_id=occasion.entry.id,
        person=person,
        group=telling.group.value,
        to=person.email,
        language=person.language,
        subject=subject,
        text=text,
        html=html,
        message_id=message_id(occasion.entry.id, person.pk, settings.MAIL_DOMAIN),
        created_at=now,
        next_try_at=now,
    )


def _context(occasion: Occasion, telling: Telling, person: Person) -> dict[str, Any]:
    facts, names = facts_of(occasion.entry), occasion.names
    said = {
        "body_name": names.body,
        "ground_name": names.ground,
        "conference_name": names.conference,
    }
    site = the_site()
    is_author = telling.audience is Audience.AUTHOR
    about = occasion.about
    return {
        "kind": telling.kind.value,
        "lead": sentence(telling.kind, occasion.number, facts, **said),
        "said": values(occasion.number, facts, **said),
        "facts": facts,
        "is_author": is_author,
        "notices_url": addresses.absolute(addresses.notices(person.language)),
        "unsubscribe_url": addresses.unsubscribe(person.pk, telling.group) if telling.group else "",
        "site_name": localized(site, "name"),
        "site_url": addresses.absolute(f"/{person.language}/"),
        "contact": site.contact_email,
        "language": person.language,
        **(
            _about_question(about, occasion, telling, person.language)
            if isinstance(about, Question)
            else _about_conference(facts, person.language)
        ),
    }


def _about_conference(facts: Mapping[str, object], language: str) -> dict[str, Any]:
    """Where a body finds at its desk what a conference left for writing."""
    path = addresses.desk_list(str(facts["body"]), str(facts["conference"]), language)
    return {"url": addresses.absolute(path)}


def _about_question(
    question: Question, occasion: Occasion, telling: Telling, language: str
) -> dict[str, Any]:
    at_desk = telling.audience is not Audience.AUTHOR
    return {
        "question": question,
        "number": show_number(question.number),
        "quoted": "\n".join(f"> {line}" for line in question.text.splitlines()),
        "due_now": day_words(question.due_on),
        "url": addresses.absolute(addresses.question(question.number, language, at_desk=at_desk)),
        **_more(telling.kind, question, occasion.entry, language),
    }


def _more(kind: Kind, question: Question, entry: Entry, language: str) -> dict[str, Any]:
    """What only some kinds tell: the calculation, a public reason, the answer, the record of the air."""
    if kind in {Kind.RECEIVED, Kind.REDIRECTED, Kind.EXTENDED, Kind.DUE_MOVED, Kind.ARRIVED, Kind.LEFT}:
        return {"steps": _steps(question, entry, language), **_reason(question, entry)}
    if kind is Kind.DECLINED and (decline := decline_of(question)):
        return {"reason": decline.explanation, "reason_language": decline.language}
    if kind is Kind.ANSWERED_LIVE and (aired := record_of(question.pk)):
        return {"aired": aired, "watch_url": watch_url(aired.conference, aired.second)}
    if kind in {Kind.ANSWERED, Kind.CONFIRMED} and (written := answer_of(question)):
        return {"answer": written.answer, "version": written.in_language(language)}
    return {}


def _reason(question: Question, entry: Entry) -> dict[str, str]:
    """The public reason of a redirect or an extension."""
    given: Redirect | Extension | None = None
    if entry.event == "question:redirected":
        given = next((hop for hop in redirects_of(question) if hop.hop == entry.facts.get("hop")), None)
    elif entry.event == "question:extended":
        given = extension_of(question)
    return {"reason": given.reason, "reason_language": given.language} if given else {}


def _steps(question: Question, entry: Entry, language: str) -> list[str]:
    """The calculation of the due date, unless the date has moved on since the entry."""
    due = DueDate.from_json(question.due_calculation)
    return explain(due, language) if due.due_on.isoformat() == entry.facts.get("due_on") else []
