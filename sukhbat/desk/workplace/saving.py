"""What keeps the texts of an editor from being saved, said at the editor: of one answer or of one to all."""

from collections.abc import Iterator
from contextlib import contextmanager

from sukhbat.answers.actions import StaleDraft
from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.desk.workplace.item import TroubleError
from sukhbat.kernel.refusals import Refused


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
