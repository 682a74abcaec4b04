"""A file chosen in the editor of an answer: kept at the draft also when the texts beside it come back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.kernel.refusals import Refused

Attach = Callable[["UploadedFile[Any]"], object]
Detach = Callable[[UUID], object]


def keep_files(request: HttpRequest, *, attach: Attach, detach: Detach) -> None:
    """Attach what was chosen and take off what the button names. Raises Refused."""
    if upload := request.FILES.get("file"):
        attach(upload)
    if gone := _uuid(request.POST.get("remove", "")):
        detach(gone)


def keep_chosen(request: HttpRequest, editor: Editor, *, attach: Attach, has_draft: bool) -> None:
    """The texts were not saved: keep the chosen file all the same, or say at its field why it is not kept.

    A browser does not fill a file in again, so that whoever mends a text would have to find it once more.
    """
    upload = request.FILES.get("file")
    if upload is None or "file" in editor.checklist.errors:
        return
    if not has_draft:
        editor.checklist.add_error("file", _("Choose the file again: before a text is saved it is not kept."))
        return
    try:
        attach(upload)
    except Refused as refused:
        editor.checklist.add_error("file", str(refused.refusal))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
