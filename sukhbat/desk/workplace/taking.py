"""The text of an earlier answer, put into the editor by a button; nothing is saved by it and nothing typed is lost."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sukhbat.desk.earlier import Earlier, earlier_answer
from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.desk.workplace.item import TroubleError
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.refusals import Refusal

GONE = Refusal(
    "gone", _("That answer cannot be read any more, so its text was not taken over. Yours is below."), 409
)


def wants_earlier(request: HttpRequest) -> bool:
    """Whether the button of an earlier answer was pressed."""
    return "take" in request.POST


def take_earlier(request: HttpRequest, editor: Editor) -> Earlier:
    """The earlier answer that the button names, its texts in the editor. Raises TroubleError when it is gone."""
    found = earlier_answer(read_number(request.POST["take"]) or "")
    if found is None:
        raise TroubleError(GONE, GONE.status)
    editor.take(found.answer)
    return found
