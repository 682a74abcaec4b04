"""What only the author of a question sees on its page."""

from typing import Any

from django import template
from django.template import RequestContext

from sukhbat.kernel import clock
from sukhbat.questions import policies
from sukhbat.questions.marks import waits_for
from sukhbat.questions.models import Question
from sukhbat.questions.queries import accesses_to, ground
from sukhbat.questions.rules import Visibility
from sukhbat.questions.waiting import marks_on
from sukhbat.web.person import signed_in

register = template.Library()


@register.inclusion_tag("parts/owner_panel.html", takes_context=True)
def owner_panel(context: RequestContext, question: Question) -> dict[str, Any]:
    """``{% load owner %}{% owner_panel question %}``: nothing for anyone else; asks nothing for a guest."""
    person = signed_in(context["request"])
    if person is None or not policies.is_author(person, question):
        return {"question": None}
    return {
        "question": question,
        "accesses": list(accesses_to(question)),
        "may_withdraw": policies.may_withdraw(person, question, now=clock.now()) is None,
        "waits_for": waits_for(marks_on(question).findings)
        if question.visibility == Visibility.PENDING
        else "",
        "ground": ground(question.hidden_ground) if question.hidden_ground else None,
    }
