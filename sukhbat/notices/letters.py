"""A letter's words: text and HTML from one folder of templates for each kind, in the person's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from sukhbat.answers.different import different_until
from sukhbat.answers.queries import answer_of, answer_to_all_of, told_at_by
from sukhbat.assignments.models import Extension, Redirect
from sukhbat.assignments.queries import decline_of, extension_of, redirects_of
from sukhbat.concerns.models import Concern
from sukhbat.conferences.watching import watch_url
from sukhbat.kernel.clock import now
from sukhbat.kernel.ids import show_number
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entry_of
from sukhbat.notices import addresses
from sukhbat.notices.audience import About
from sukhbat.notices.models import Letter
from sukhbat.notices.names import Names, facts_of
from sukhbat.notices.rules import AUTHOR_KINDS, SAVED_SEARCH, Group, Kind
from sukhbat.notices.searches.letter import words_of_finding
from sukhbat.notices.wording import Words, worded
from sukhbat.notices.words import day_words, sentence, values
from sukhbat.questions.air_records import record_of
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_number
from sukhbat.terms.explain import explain
from sukhbat.terms.rules import DueDate

_WITH_STEPS = {
    Kind.RECEIVED,
    Kind.REDIRECTED,
    Kind.EXTENDED,
    Kind.DUE_MOVED,
    Kind.ARRIVED,
    Kind.LEFT,
    Kind.BACK_IN_WORK,
}


@dataclass(frozen=True)
class Occasion:
    """An entry about a question, or a whole conference or concern, with the names behind its codes."""

    entry: Entry
    about: About
    names: Names

    @property
    def number(self) -> str:
        """The number of the question, '' for a conference or a concern."""
        return self.about.number if isinstance(self.about, Question) else ""


def words_of(letter: Letter) -> Words:
    """The words of a letter of the outbox, of what holds now: what was masked meanwhile is masked in it.

    Entry.DoesNotExist or LookupError when what it tells of is gone; NothingLeftError when that is for good.
    """
    if letter.kind == SAVED_SEARCH:
        return words_of_finding(letter)
    entry = entry_of(letter.entry_id)
    names = Names([facts_of(entry)])
    about = names.whole(entry) or questions_by_number({entry.subject}).get(entry.subject)
    if about is None:
        raise LookupError(entry.subject)
    return words(Occasion(entry, about, names), letter)


def words(occasion: Occasion, letter: Letter) -> Words:
    """What tells a person of an occasion, in the letter's language."""
    with override(letter.language):
        return worded(f"notices/{letter.kind}", _context(occasion, letter), letter.language)


def _context(occasion: Occasion, letter: Letter) -> dict[str, Any]:
    names, kind, group = occasion.names, Kind(letter.kind), Group(letter.group)
    facts = facts_of(occasion.entry) | _days_left(occasion, kind)
    said = {
        "body_name": names.body,
        "ground_name": names.ground,
        "conference_name": names.conference,
    }
    about = occasion.about
    return {
        "kind": kind.value,
        "lead": sentence(kind, occasion.number, facts, **said),
        "said": values(occasion.number, facts, **said),
        "facts": facts,
        "is_author": kind in AUTHOR_KINDS,
        "stop_url": addresses.unsubscribe(letter.person_id, group) if group else "",
        **_about(about, occasion.entry, kind, letter.language),
    }


def _days_left(occasion: Occasion, kind: Kind) -> dict[str, str]:
    """Until when the asker may say that theirs is different, counted from the day they were told on the site."""
    if kind is not Kind.ANSWERED_FOR_ALL or not isinstance(occasion.about, Question):
        return {}
    told_at, moment = told_at_by(occasion.entry.id), now()
    return {"until_on": different_until(told_at, now=moment).isoformat()}


def _about(about: About, entry: Entry, kind: Kind, language: str) -> dict[str, Any]:
    if isinstance(about, Question):
        return _about_question(about, entry, kind, language)
    if isinstance(about, Concern):
        return {"url": addresses.absolute(addresses.desk_concern(about.number, language))}
    return _about_conference(facts_of(entry), language)


def _about_conference(facts: Mapping[str, object], language: str) -> dict[str, Any]:
    """Where a body finds at its desk what a conference left for writing."""
    path = addresses.desk_list(str(facts["body"]), str(facts["conference"]), language)
    return {"url": addresses.absolute(path)}


def _about_question(question: Question, entry: Entry, kind: Kind, language: str) -> dict[str, Any]:
    at_desk = kind not in AUTHOR_KINDS
    return {
        "question": question,
        "number": show_number(question.number),
        "quoted": "\n".join(f"> {line}" for line in question.text.splitlines()),
        "due_now": day_words(question.due_on),
        "url": addresses.absolute(addresses.question(question.number, language, at_desk=at_desk)),
        **_more(kind, question, entry, language),
    }


def _more(kind: Kind, question: Question, entry: Entry, language: str) -> dict[str, Any]:
    """What only some kinds tell: the calculation, a public reason, the answer, the record of the air."""
    if kind in _WITH_STEPS:
        return {"steps": _steps(question, entry, language), **_reason(question, entry)}
    if kind is Kind.DECLINED and (decline := decline_of(question)):
        return {"reason": decline.explanation, "reason_language": decline.language}
    if kind is Kind.ANSWERED_LIVE and (aired := record_of(question.pk)):
        return {"aired": aired, "watch_url": watch_url(aired.conference, aired.second)}
    if kind is Kind.ANSWERED_FOR_ALL and (to_all := answer_to_all_of(question)):
        return {"answer": to_all.answer, "version": to_all.in_language(language)}
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
