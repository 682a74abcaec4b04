"""What is sent from the editor and from the signatory's box, and the files of an answer."""

from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sukhbat.answers import actions, files
from sukhbat.answers.attached import attachment
from sukhbat.answers.policies import may_download, may_draft
from sukhbat.answers.queries import draft_of
from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.desk.workplace.door import back_or, item_of, official, see
from sukhbat.desk.workplace.forms import SendBackForm
from sukhbat.desk.workplace.item import TroubleError, at_the_form, item_page
from sukhbat.desk.workplace.saving import sent_back
from sukhbat.desk.workplace.uploads import Attach, keep_files
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.understanding.file_kind import FileKind


@require_POST
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Save what the executor typed; then, as the button says, attach, remove a file, or hand over.

    Or, by its button, take over the text of an earlier answer: that saves nothing.
    """
    now = clock.now()
    person = official(request)
    question = item_of(person, number, now=now)
    ensure(may_draft(person, question, now=now))
    kept = draft_of(question)
    editor = Editor(question, kept, request.POST, request.FILES)
    back = sent_back(
        request,
        editor,
        save=lambda: _save(person, question, editor, now),
        attach=_attach(person, question, now),
        has_draft=kept is not None,
    )
    if back:
        return item_page(request, person, question, now=now, trouble=back.trouble, bound=back.bound)
    try:
        with at_the_form():
            return _then(request, person, question, now)
    except TroubleError as found:
        # What was typed is saved by now: the page comes back with it, and says what could not follow.
        return item_page(request, person, question, now=now, trouble=found)


def _save(person: Person, question: Question, editor: Editor, now: datetime) -> None:
    actions.save_draft(
        person=person,
        number=question.number,
        texts=editor.texts(),
        confirmed=editor.checklist.confirmed(),
        binding=editor.checklist.cleaned_data["binding"],
        now=now,
    )


def _then(request: HttpRequest, person: Person, question: Question, now: datetime) -> HttpResponse:
    def detach(gone: UUID) -> None:
        files.remove_attachment(person=person, number=question.number, attachment_id=gone, now=now)

    keep_files(request, attach=_attach(person, question, now), detach=detach)
    if request.POST.get("then") == "hand_over":
        actions.hand_over(person=person, number=question.number, now=now)
        said = _("The answer to %(number)s waits for a signature.") % {"number": question.shown_number}
        messages.success(request, said)
    else:
        messages.success(request, _("Saved."))
    return see("desk:item", question.shown_number)


def _attach(person: Person, question: Question, now: datetime) -> Attach:
    return lambda upload: files.add_attachment(person=person, number=question.number, upload=upload, now=now)


@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """The executor goes on with the draft."""
    now = clock.now()
    person = official(request)
    question = item_of(person, number, now=now)
    try:
        with at_the_form():
            actions.take_back(person=person, number=question.number, now=now)
    except TroubleError as trouble:
        return item_page(request, person, question, now=now, trouble=trouble)
    return see("desk:item", question.shown_number)


@require_POST
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """The signatory returns the draft with a reason."""
    now = clock.now()
    person = official(request)
    question = item_of(person, number, now=now)
    form = SendBackForm(request.POST)
    try:
        if not form.is_valid():
            raise TroubleError
        with at_the_form(form):
            actions.return_to_executor(
                person=person, number=question.number, reason=form.cleaned_data["reason"], now=now
            )
    except TroubleError as trouble:
        bound = {"send_back": form}
        return item_page(request, person, question, now=now, trouble=trouble, bound=bound)
    said = _("The answer to %(number)s is with its executor again.") % {"number": question.shown_number}
    messages.success(request, said)
    return back_or(request, "desk:item", question.shown_number)


@require_POST
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """Sign what the page showed, and nothing else."""
    now = clock.now()
    person = official(request)
    question = item_of(person, number, now=now)
    try:
        with at_the_form():
            actions.sign_answer(
                person=person, number=question.number, now=now, seen=request.POST.get("seen", "")
            )
    except TroubleError as trouble:
        question = item_of(person, number, now=now)
        return item_page(request, person, question, now=now, trouble=trouble)
    said = _("Signed and sent: %(number)s is answered.") % {"number": question.shown_number}
    messages.success(request, said)
    return back_or(request, "desk:item", question.shown_number)


@require_safe
def file(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """A file of an answer, always as a download: never shown inside a page of ours."""
    found = attachment(attachment_id)
    if found is None:
        raise Http404
    person = request.user if isinstance(request.user, Person) else None
    ensure(may_download(person, found, now=clock.now()))
    try:
        content = cast(BinaryIO, found.file.open("rb"))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=FileKind(found.kind).media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
