"""Keeping the search text in step with the log, and with how texts are read."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import CharField, F, Func

from sukhbat.answers.queries import answers_of
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.ledger.queries import entries_after
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id, questions_by_number
from sukhbat.search.models import Cursor, SearchText
from sukhbat.search.queries import REACTION, may_be_found
from sukhbat.search.texts import Searchable, searchable, words_to_count
from sukhbat.search.vocabulary import Counted, recount
from sukhbat.understanding.morphology.reading import READING

BATCH = 500
# Texts read anew at a time: other loops wait meanwhile.
STEP = 200
_ABOUT = ("question:", "answer:")
_STORED = ("language", "words", "answer_words", "lemmas", "folded", "reading")


@transaction.atomic
def react(limit: int = BATCH) -> int:
    """Bring the questions of the next entries up to date; how many entries, or else texts, were read.

    Repeating it changes nothing: a text is made from the question as it is now, whatever the entry said. When the
    log is read to its end, texts that were read in an older way are read anew, the newest first, as many at a time.
    """
    with held_or_skipped("search.react") as mine:
        if not mine:
            return 0
        cursor, _is_new = Cursor.objects.get_or_create(name=REACTION)
        batch = entries_after(cursor.index, limit=limit)
        if not batch:
            return _read_anew(min(limit, STEP))
        numbers = {entry.subject for _index, entry in batch if entry.event.startswith(_ABOUT)}
        _refresh(questions_by_number(numbers).values())
        cursor.index = batch[-1][0]
        cursor.save()
        return len(batch)


def _read_anew(limit: int) -> int:
    """Texts of another reading than today's. A question that may no longer be found leaves with them."""
    old = SearchText.objects.exclude(reading=READING).order_by("-reading", "-question_id")
    ids = list(old.values_list("question_id", flat=True)[:limit])
    if ids:
        _refresh(questions_by_id(ids).values())
    return len(ids)


def _refresh(questions: Iterable[Question]) -> None:
    rows = list(questions)
    shown = [row for row in rows if may_be_found(row)]
    answers = answers_of(row.pk for row in shown if row.answered_at is not None)
    before = _counted(row.pk for row in rows)
    texts = {
        row.pk: searchable(row.text, (one.text for one in answers[row.pk].versions.values()))
        if row.pk in answers
        else searchable(row.text)
        for row in shown
    }
    SearchText.objects.filter(question_id__in=[row.pk for row in rows if row.pk not in texts]).delete()
    SearchText.objects.bulk_create(
        [_row(row, texts[row.pk]) for row in shown],
        update_conflicts=True,
        unique_fields=["question"],
        update_fields=list(_STORED),
    )
    fresh = [Counted(text.counted_words, text.counted_lemmas) for text in texts.values()]
    recount(gone=before, fresh=fresh)


def _counted(ids: Iterable[UUID]) -> list[Counted]:
    """What the rows of these questions have added to the counts; nothing where they were never read into lemmas."""
    lexemes = Func(F("folded"), function="tsvector_to_array", output_field=ArrayField(CharField()))
    found = SearchText.objects.filter(question_id__in=list(ids)).exclude(reading=0)
    return [
        Counted(words_to_count(f"{words} {answer}"), frozenset(lemmas))
        for words, answer, lemmas in found.values_list("words", "answer_words", lexemes)
    ]


def _row(question: Question, text: Searchable) -> SearchText:
    return SearchText(
        question_id=question.pk,
        language=question.language,
        words=text.words,
        answer_words=text.answer_words,
        lemmas=text.lemmas,
        folded=text.folded,
        reading=READING,
    )
