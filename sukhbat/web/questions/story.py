"""Everything a question's page tells besides its text: its path, its reasons, its timers and its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from sukhbat.assignments.models import Redirect
from sukhbat.assignments.queries import decline_of, extension_of, redirects_of
from sukhbat.bodies.queries import bodies_by_slug
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about, leaf_index
from sukhbat.ledger.rules import leaf_hash
from sukhbat.questions.models import Question
from sukhbat.questions.queries import ground
from sukhbat.terms.explain import explain
from sukhbat.terms.queries import calendar
from sukhbat.terms.rules import DueDate
from sukhbat.web.questions.clocks import Clocks, clocks_of
from sukhbat.web.questions.path import BODY_FACTS, PathStep, Quote, Told, path_of, quote_key


@dataclass(frozen=True)
class Proof:
    """The entry that was written when the question arrived; ``index`` is None until it is numbered."""

    index: int | None
    digest: str
    leaf: str


@dataclass(frozen=True)
class Story:
    steps: list[PathStep]
    clocks: Clocks
    calculation: list[str]
    proof: Proof | None
    # When the asker said, after an answer to all, that theirs is a different question.
    said_different_at: tuple[datetime, ...] = ()


def story_of(question: Question, *, now: datetime) -> Story:
    """The story of a question; at most eight queries, fewer for one to which little happened."""
    entries = list(entries_about(question.number))
    due = DueDate.from_json(question.due_calculation)
    return Story(
        steps=path_of(entries, _told(question, entries)),
        clocks=clocks_of(question, calendar(now=now), now),
        calculation=explain(due, (get_language() or "kk")[:2]),
        proof=_proof(entries),
        said_different_at=tuple(entry.at for entry in entries if entry.event == "question:said_different"),
    )


def _proof(entries: Sequence[Entry]) -> Proof | None:
    first = next((entry for entry in entries if entry.event == "question:received"), None)
    if first is None:
        return None
    return Proof(leaf_index(first.pk), first.digest, leaf_hash(first.content()).hex())


def _told(question: Question, entries: Sequence[Entry]) -> Told:
    slugs = {str(entry.facts[key]) for entry in entries for key in BODY_FACTS if entry.facts.get(key)}
    codes = {str(entry.facts["ground"]) for entry in entries if entry.facts.get("ground")}
    grounds = {code: found.name for code in codes if (found := ground(code))}
    names = {slug: body.name for slug, body in bodies_by_slug(slugs).items()}
    return Told(names, grounds, _quotes(question, {entry.event for entry in entries}))


def _quotes(question: Question, events: set[str]) -> dict[str, Quote]:
    """The public reasons of officials; each table is asked only when the log says that there is one."""
    quotes: dict[str, Quote] = {}
    if "question:redirected" in events:
        quotes |= {_hop_key(row): Quote(row.reason, row.language) for row in redirects_of(question)}
    if "question:extended" in events and (extension := extension_of(question)):
        quotes["question:extended"] = Quote(extension.reason, extension.language)
    if "question:declined" in events and (decline := decline_of(question)):
        quotes["question:declined"] = Quote(decline.explanation, decline.language)
    return quotes


def _hop_key(row: Redirect) -> str:
    return quote_key("question:redirected", {"hop": row.hop})
