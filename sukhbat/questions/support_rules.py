"""Which questions can be supported: one rule for the pages, the live service and whole batches."""

from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.rules import INTAKE, Phase
from sukhbat.kernel.refusals import Refusal
from sukhbat.questions.rules import Outcome, Visibility

NOT_FOUND = Refusal("not_found", _("There is no such question here."), 404)
NOT_PUBLIC = Refusal("not_public", _("Only a question that everyone can read can be supported."), 409)
NO_CONFERENCE = Refusal(
    "no_conference", _("Only questions to a conference are supported. This one gets its answer anyway."), 409
)
NOT_NOW = Refusal(
    "supports_closed",
    _("Supports count only from the opening of questions to the end of the live part."),
    409,
)
OWN = Refusal("own_question", _("You asked this question yourself. Others may support it."), 409)
ANSWERED = Refusal("already_answered", _("This question has its answer already."), 409)
DECLINED = Refusal(
    "declined", _("The state body declined this question. The reason stands on its page."), 409
)
WITHDRAWN = Refusal("withdrawn", _("The asker took this question back."), 409)
TO_WRITING = Refusal("in_writing", _("This question is answered in writing, however many support it."), 409)
CANCELLED = Refusal(
    "support_cancelled",
    _(
        "Your support of this question was cancelled by a rule against bursts of supports. If that is a mistake, "
        "write to the address at the foot of every page: a coordinator looks at it and can give it back."
    ),
    409,
)
_ENDED = {
    Outcome.ANSWERED_LIVE: ANSWERED,
    Outcome.ANSWERED_IN_WRITING: ANSWERED,
    Outcome.DECLINED: DECLINED,
    Outcome.WITHDRAWN: WITHDRAWN,
}


def support_refusal(
    *, visibility: Visibility, outcome: Outcome, is_to_writing: bool, phase: Phase | None, is_own: bool
) -> Refusal | None:
    """Why a question cannot be supported, or None. ``phase`` is its conference's; None where there is none.

    A private question is not there at all; what became of a question is said before when supports are taken.
    """
    cases = (
        (visibility is Visibility.PRIVATE, NOT_FOUND),
        (phase is None, NO_CONFERENCE),
        (visibility is not Visibility.PUBLIC, NOT_PUBLIC),
        (is_own, OWN),
        (outcome is not Outcome.NONE, _ENDED.get(outcome)),
        (is_to_writing, TO_WRITING),
        (phase not in INTAKE, NOT_NOW),
    )
    return next((refusal for holds, refusal in cases if holds), None)
