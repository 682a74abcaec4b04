"""Reading answers: signed ones for everyone, drafts for the desk of the body that writes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from sukhbat.answers.models import Answer, AnswerVersion, Attachment, Recipient
from sukhbat.answers.rules import (
    LANGUAGES,
    Fate,
    Point,
    State,
    checklist,
    checklist_for_all,
    fingerprint,
    parts_for_one_of_all,
    signed_parts,
)
from sukhbat.ledger.rules import content_digest
from sukhbat.questions.listing import Row, just_answered_rows
from sukhbat.questions.models import Question
from sukhbat.questions.queries import just_answered


@dataclass(frozen=True)
class Written:
    """An answer with the latest text of each language and its files.

    ``recipient`` is the question's place among all that got it, when it is an answer to all.
    """

    answer: Answer
    versions: Mapping[str, AnswerVersion] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    recipient: Recipient | None = None

    @property
    def salt(self) -> bytes:
        """The salt of the digest in the question's entry."""
        kept = self.recipient.salt if self.recipient else self.answer.salt
        return bytes(kept or b"")

    @property
    def entry_id(self) -> UUID | None:
        """The entry that binds the answer to the question."""
        found: UUID | None = self.recipient.entry_id if self.recipient else self.answer.entry_id
        return found

    @property
    def languages(self) -> list[str]:
        return [code for code in LANGUAGES if code in self.versions]

    @property
    def shown(self) -> AnswerVersion:
        """The text in the reader's language, else the one that binds."""
        return self.in_language(get_language() or "")

    @property
    def others(self) -> list[AnswerVersion]:
        """The texts in the languages that are not shown first."""
        return [self.versions[code] for code in self.languages if code != self.shown.language]

    @property
    def texts(self) -> list[AnswerVersion]:
        """All of them, in the order of the languages."""
        return [self.versions[code] for code in self.languages]

    @property
    def fingerprint(self) -> str:
        numbers = {code: version.number for code, version in self.versions.items()}
        return fingerprint(numbers, (file.sha256 for file in self.attachments))

    def in_language(self, language: str) -> AnswerVersion:
        """The text in a language, else the one that binds, else any there is."""
        order = (language[:2], self.answer.binding, *self.languages)
        return next(self.versions[code] for code in order if code in self.versions)

    def parts(self) -> list[str]:
        """What the digest of the signed answer's entry was made of, with ``salt``."""
        if self.recipient is None:
            return self.text_parts()
        whole = content_digest(bytes(self.answer.salt or b""), *self.text_parts())
        return parts_for_one_of_all(self.recipient.question.number, whole)

    def text_parts(self) -> list[str]:
        """What is bound of the texts and files; with ``answer.salt`` the digest in the entry of an answer to all."""
        texts = {code: version.typed for code, version in self.versions.items()}
        return signed_parts(self.answer.binding, texts, (file.sha256 for file in self.attachments))

    def checklist(self, question: Question) -> dict[Point, bool]:
        texts = {code: version.typed for code, version in self.versions.items()}
        return checklist(
            question_language=question.language,
            binding=self.answer.binding,
            texts=texts,
            confirmed=self.answer.confirmed,
        )


def points_for_all(draft: Written, languages: Iterable[str]) -> dict[Point, bool]:
    """The checklist of an answer to questions in these languages."""
    texts = {code: version.typed for code, version in draft.versions.items()}
    return checklist_for_all(
        languages=languages, binding=draft.answer.binding, texts=texts, confirmed=draft.answer.confirmed
    )


def open_answer_to_all(matters: Iterable[UUID], *, body_id: UUID) -> Written | None:
    """What the body is writing to all who ask about one of the matters, the first that was begun."""
    answer = Answer.objects.select_related("executor", "returned_by", "body")
    found = answer.filter(matter__in=list(matters), body_id=body_id).exclude(state=State.SIGNED)
    first = found.order_by("id").first()
    return written(first) if first else None


def open_states(matters: Iterable[UUID]) -> dict[UUID, State]:
    """How far the open answers to all are, by matter."""
    found = Answer.objects.filter(matter__in=list(matters)).exclude(state=State.SIGNED)
    return {matter: State(state) for matter, state in found.values_list("matter", "state") if matter}


def answers_to_all(matters: Iterable[UUID]) -> list[Written]:
    """The signed answers to all who asked about one of the matters, the last one first."""
    signed = Answer.objects.select_related("body", "signed_by").filter(
        matter__in=list(matters), state=State.SIGNED
    )
    return _written(list(signed.order_by("-signed_at")))


def answer_of(question: Question) -> Written | None:
    """The signed answer of a question; a draft is nobody's business outside its body."""
    return answers_of([question.pk]).get(question.pk)


def answers_of(question_ids: Iterable[UUID]) -> dict[UUID, Written]:
    """The signed answer of many questions, by question id, the last one of each; three queries.

    One more when an answer to all is among them.
    """
    ids = list(question_ids)
    return _by_question(_signed(ids), ids)


def every_answer_of(question: Question) -> list[Written]:
    """All signed answers that a question got, the one in force first; as many queries as for ``answers_of``.

    Two or more, when its asker said that an answer to all was not about it, or when it came into work again.
    """
    rows = _signed([question.pk])
    to_all = [row.answer.pk for row in rows if row.answer.question_id is None]
    places = {place.answer_id: place for place in _places(to_all, [question.pk])}
    got = [replace(row, recipient=places.get(row.answer.pk)) for row in rows]
    return sorted(got, key=_signed_at, reverse=True)


def _signed(ids: list[UUID]) -> list[Written]:
    """Every signed answer of these questions, those to all among them; three queries."""
    shown = Answer.objects.select_related("body")
    to_all = Recipient.objects.filter(question_id__in=ids, fate=Fate.ANSWERED).values("answer_id")
    own = shown.filter(question_id__in=ids, state=State.SIGNED)
    return _written(list(own.union(shown.filter(pk__in=to_all), all=True)))


def _by_question(rows: list[Written], ids: list[UUID]) -> dict[UUID, Written]:
    """The newest of the answers of each question."""
    found = {row.answer.question_id: row for row in rows if row.answer.question_id is not None}
    to_all = {row.answer.pk: row for row in rows if row.answer.question_id is None}
    for place in _places(to_all, ids):
        row, known = to_all[place.answer_id], found.get(place.question_id)
        if known is None or _signed_at(row) > _signed_at(known):
            found[place.question_id] = replace(row, recipient=place)
    return found


def _signed_at(row: Written) -> datetime:
    assert row.answer.signed_at is not None
    return row.answer.signed_at


def _places(answers: Iterable[UUID], ids: list[UUID]) -> list[Recipient]:
    """Where the questions stand among all that got these answers."""
    wanted = list(answers)
    if not wanted:
        return []
    found = Recipient.objects.select_related("question").filter(question_id__in=ids, answer_id__in=wanted)
    return list(found.filter(fate=Fate.ANSWERED))


def answer_to_all_of(question: Question) -> Written | None:
    """The last answer to all that the question got, also when it has another answer by now."""
    got = Recipient.objects.select_related("question", "answer__body").filter(
        question=question, fate=Fate.ANSWERED
    )
    place = got.order_by("-answer__signed_at").first()
    return replace(_written([place.answer])[0], recipient=place) if place else None


def latest_answers(limit: int) -> list[tuple[Question, Written]]:
    """Public questions with their signed answers, the last answered first."""
    questions = just_answered(limit=limit)
    answers = answers_of(question.pk for question in questions)
    return [(question, answers[question.pk]) for question in questions if question.pk in answers]


def latest_rows(*, limit: int) -> list[Row]:
    """The questions that were answered last, for lists of pieces; an answer to all stands there once.

    Two queries, and two more for each answer to all among them: it may fill many pages by itself.
    """
    found: list[Row] = []
    seen: set[UUID] = set()
    before: datetime | None = None
    while len(found) < limit:
        page = just_answered_rows(limit=limit, before=before)
        got = Recipient.objects.filter(question_id__in=[row.id for row, _at in page], fate=Fate.ANSWERED)
        to_all = dict(got.values_list("question_id", "answer_id"))
        fresh = [row for row, _at in page if row.id not in to_all or _is_first(to_all[row.id], seen)]
        found += fresh
        if len(fresh) == len(page):
            break
        before = page[-1][1]
    return found[:limit]


def _is_first(answer: UUID, seen: set[UUID]) -> bool:
    """Whether an answer was not seen yet; it is from now on."""
    is_first = answer not in seen
    seen.add(answer)
    return is_first


def written(answer: Answer) -> Written:
    """An answer with its texts and files."""
    return _written([answer])[0]


def told_at_by(entry_id: UUID) -> datetime | None:
    """When the asker behind the entry of an answer to all was told; None before."""
    told = Recipient.objects.filter(entry_id=entry_id, fate=Fate.ANSWERED).values_list("told_at", flat=True)
    return told.first()


def draft_of(question: Question) -> Written | None:
    """The answer that the question's body is working on or has signed, with what it has so far."""
    answer = Answer.objects.select_related("executor", "signed_by", "returned_by", "body")
    found = answer.filter(question=question, body_id=question.body_id).first()
    return _written([found])[0] if found else None


def versions_of(answer: Answer, *, language: str) -> list[AnswerVersion]:
    """Every saved text of one language in the body that writes it, the newest first."""
    found = AnswerVersion.objects.select_related("author").filter(answer=answer, body_id=answer.body_id)
    return list(found.filter(language=language).order_by("-number"))


def last_number(answer: Answer, language: str) -> int:
    """The number of the latest version of a language, whichever body wrote it; 0 before the first."""
    numbers = AnswerVersion.objects.filter(answer=answer, language=language).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


def authors_of(answer: Answer) -> set[UUID]:
    """Everyone who wrote a version of the answer."""
    return set(AnswerVersion.objects.filter(answer=answer).values_list("author_id", flat=True))


def waiting_for_signature(body_id: UUID) -> QuerySet[Any, Any]:
    """The ids of the questions whose draft waits for a signatory: for use inside another query."""
    return Answer.objects.filter(body_id=body_id, state=State.FOR_SIGNATURE).values("question_id")


def states_of(question_ids: Iterable[UUID], *, body_id: UUID) -> dict[UUID, State]:
    """How far the body's answers are, by question id."""
    found = Answer.objects.filter(question_id__in=list(question_ids), body_id=body_id)
    return {question_id: State(state) for question_id, state in found.values_list("question_id", "state")}


def _written(answers: list[Answer]) -> list[Written]:
    """The answers with their parts, in two queries however many they are."""
    bodies = {answer.pk: answer.body_id for answer in answers}
    versions: dict[UUID, dict[str, AnswerVersion]] = {pk: {} for pk in bodies}
    latest = AnswerVersion.objects.filter(answer_id__in=list(bodies)).order_by(
        "answer", "language", "-number"
    )
    for version in latest.distinct("answer", "language"):
        if version.text and version.body_id == bodies[version.answer_id]:
            versions[version.answer_id][version.language] = version
    files: dict[UUID, list[Attachment]] = {pk: [] for pk in bodies}
    for file in Attachment.objects.filter(answer_id__in=list(bodies)).order_by("id"):
        if file.body_id == bodies[file.answer_id]:
            files[file.answer_id].append(file)
    return [Written(row, versions[row.pk], tuple(files[row.pk])) for row in answers]
