"""Reading answers: signed ones for everyone, drafts for the desk of the body that writes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from sukhbat.answers.models import Answer, AnswerVersion, Attachment
from sukhbat.answers.rules import LANGUAGES, Point, State, checklist, fingerprint, signed_parts
from sukhbat.questions.models import Question
from sukhbat.questions.queries import just_answered


@dataclass(frozen=True)
class Written:
    """An answer with the latest text of each language and its files."""

    answer: Answer
    versions: Mapping[str, AnswerVersion] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

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
    def fingerprint(self) -> str:
        numbers = {code: version.number for code, version in self.versions.items()}
        return fingerprint(numbers, (file.sha256 for file in self.attachments))

    def in_language(self, language: str) -> AnswerVersion:
        """The text in a language, else the one that binds, else any there is."""
        order = (language[:2], self.answer.binding, *self.languages)
        return next(self.versions[code] for code in order if code in self.versions)

    def parts(self) -> list[str]:
        """What the digest of the signed answer's entry was made of, with ``answer.salt``."""
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


def answer_of(question: Question) -> Written | None:
    """The signed answer of a question; a draft is nobody's business outside its body."""
    return answers_of([question.pk]).get(question.pk)


def answers_of(question_ids: Iterable[UUID]) -> dict[UUID, Written]:
    """The signed answers of many questions, by question id; at most three queries."""
    found = Answer.objects.select_related("body").filter(
        question_id__in=list(question_ids), state=State.SIGNED
    )
    return {written.answer.question_id: written for written in _written(list(found))}


def latest_answers(limit: int) -> list[tuple[Question, Written]]:
    """Public questions with their signed answers, the last answered first."""
    questions = just_answered(limit=limit)
    answers = answers_of(question.pk for question in questions)
    return [(question, answers[question.pk]) for question in questions if question.pk in answers]


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


def attachment(attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.select_related("answer__question").filter(pk=attachment_id).first()


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
