"""Keeping the search text in step with the log."""

from django.db import transaction

from sukhbat.answers.queries import Written, answers_of
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.ledger.queries import entries_after
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_number
from sukhbat.search.models import Cursor, SearchText
from sukhbat.search.queries import REACTION, may_be_found
from sukhbat.understanding.search_text import fold

BATCH = 500
_ABOUT = ("question:", "answer:")


@transaction.atomic
def react(limit: int = BATCH) -> int:
    """Bring the questions of the next entries up to date; how many entries were read.

    Repeating it changes nothing: a text is made from the question as it is now, whatever the entry said.
    """
    with held_or_skipped("search.react") as mine:
        if not mine:
            return 0
        cursor, _is_new = Cursor.objects.get_or_create(name=REACTION)
        batch = entries_after(cursor.index, limit=limit)
        if not batch:
            return 0
        _refresh({entry.subject for _index, entry in batch if entry.event.startswith(_ABOUT)})
        cursor.index = batch[-1][0]
        cursor.save()
        return len(batch)


def _refresh(numbers: set[str]) -> None:
    questions = questions_by_number(numbers).values()
    shown = [row for row in questions if may_be_found(row)]
    gone = [row.pk for row in questions if not may_be_found(row)]
    answers = answers_of(row.pk for row in shown if row.answered_at is not None)
    SearchText.objects.filter(question_id__in=gone).delete()
    SearchText.objects.bulk_create(
        [_text(row, answers.get(row.pk)) for row in shown],
        update_conflicts=True,
        unique_fields=["question"],
        update_fields=["language", "words", "answer_words"],
    )


def _text(question: Question, answer: Written | None) -> SearchText:
    said = " ".join(version.text for version in answer.versions.values()) if answer else ""
    return SearchText(
        question_id=question.pk,
        language=question.language,
        words=fold(question.text),
        answer_words=fold(said),
    )
