"""What is sent from the editor of an answer to all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sukhbat.answers import collective_policies as policies
from sukhbat.concerns import answering
from sukhbat.concerns.models import Concern
from sukhbat.desk.concerns.answering import answer_page, do
from sukhbat.desk.concerns.door import concern_of
from sukhbat.desk.concerns.forms import EditorForAll
from sukhbat.desk.workplace.door import official
from sukhbat.desk.workplace.saving import sent_back
from sukhbat.desk.workplace.uploads import Attach, keep_files
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person


@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Save what the executor typed; then, as the button says, attach, remove a file, or hand over with the list.

    Or, by its button, take over the text of an earlier answer: that saves nothing.
    """
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    languages = list(answering.languages_to_answer(concern))
    kept = answering.draft_to_all(concern)
    ensure(policies.may_draft_for_all(person, concern.body_id, kept.answer if kept else None, now=now))
    editor = EditorForAll(languages, kept, request.POST, request.FILES)

    def attach(upload: "UploadedFile[Any]") -> None:
        answering.attach(person=person, number=concern.number, upload=upload, now=now)

    back = sent_back(
        request,
        editor,
        save=lambda: _save(person, concern, editor, now),
        attach=attach,
        has_draft=kept is not None,
    )
    if back:
        return answer_page(request, person, concern, now=now, trouble=back.trouble, bound=back.bound)
    return _then(request, person, concern, attach, now)


def _then(
    request: HttpRequest, person: Person, concern: Concern, attach: Attach, now: datetime
) -> HttpResponse:
    """What the buttons beside "Save" do, once it is saved."""
    is_handed_over = request.POST.get("then") == "hand_over"

    def detach(gone: UUID) -> None:
        answering.detach(person=person, number=concern.number, attachment_id=gone, now=now)

    def act() -> None:
        keep_files(request, attach=attach, detach=detach)
        if is_handed_over:
            answering.hand_over(person=person, number=concern.number, now=now)

    said = _("The answer to all waits for a signature, with its list.") if is_handed_over else _("Saved.")
    return do(request, concern.number, act, said)


def _save(person: Person, concern: Concern, editor: EditorForAll, now: datetime) -> None:
    answering.save_draft(
        person=person,
        number=concern.number,
        texts=editor.texts(),
        confirmed=editor.checklist.confirmed(),
        binding=editor.checklist.cleaned_data["binding"],
        now=now,
    )
