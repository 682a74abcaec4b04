"""What is sent from an editor, of one answer or of one to all: saved, or back on the page with what is in the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from sukhbat.answers.actions import StaleDraft
from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.desk.workplace.item import TroubleError
from sukhbat.desk.workplace.taking import take_earlier, wants_earlier
from sukhbat.desk.workplace.uploads import Attach, keep_chosen
from sukhbat.kernel.refusals import Refused


@dataclass(frozen=True)
class Back:
    """What a page comes back with: the editor as it was typed, a text taken over, what is in the way."""

    trouble: TroubleError | None
    bound: dict[str, Any]


def sent_back(
    request: HttpRequest, editor: Editor, *, save: Callable[[], object], attach: Attach, has_draft: bool
) -> Back | None:
    """Save, or take over the text of an earlier answer, as the button says; None when it is saved.

    What is not saved keeps its chosen file (``uploads.keep_chosen``).
    """
    bound: dict[str, Any] = {"editor": editor}
    trouble: TroubleError | None = None
    try:
        if wants_earlier(request):
            bound["taken"] = take_earlier(request, editor)
        else:
            with at_the_editor(editor):
                save()
            return None
    except TroubleError as found:
        trouble = found
    keep_chosen(request, editor, attach=attach, has_draft=has_draft)
    return Back(trouble, bound)


@contextmanager
def at_the_editor(editor: Editor) -> Iterator[None]:
    """Save what is valid: TroubleError when it is not, when somebody saved meanwhile, or a text is refused."""
    if not editor.is_valid():
        raise TroubleError
    try:
        yield
    except StaleDraft as stale:
        for code, version in stale.newer.items():
            editor.language(code).show_newer(version)
        raise TroubleError(stale.refusal, 409) from stale
    except Refused as refused:
        field, _under, code = refused.refusal.code.removeprefix("bad_").rpartition("_")
        if field not in {"text", "legal_ground"}:
            raise
        editor.language(code).add_error(field, str(refused.refusal))
        raise TroubleError from refused
