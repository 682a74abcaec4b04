"""Publishing by which rule questions come on air: once, before the live part, for good."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sukhbat.conferences.ordering import DEFAULT_WEIGHTS, order_of, publish_order
from sukhbat.conferences.policies import may_keep_conferences, may_publish_order
from sukhbat.desk.coordination.conferences.lists import the_conference
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused

PARTS = ("support", "quota", "lottery")


class OrderForm(forms.Form):
    """Three numbers that make a hundred, whether counts are hidden, and a word that it is meant."""

    support = forms.IntegerField(
        label=gettext_lazy("By support"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("The question that most people want."),
    )
    quota = forms.IntegerField(
        label=gettext_lazy("By quota"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Of the region, language and theme that had less than their share of places."),
    )
    lottery = forms.IntegerField(
        label=gettext_lazy("By lot"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Each question has the same chance."),
    )
    hides_counts = forms.BooleanField(
        label=gettext_lazy("Tell the counts of supports only after the live part"), required=False
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("I have checked the numbers. They cannot be changed once they are published."),
        error_messages={"required": gettext_lazy("Please confirm: a published order stays.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if all(data.get(part) is not None for part in PARTS):
            total = sum(data[part] for part in PARTS)
            if total != 100:
                self.add_error("lottery", _("The three make %(total)s, not 100.") % {"total": total})
        return data

    def weights(self) -> tuple[int, int, int]:
        data = self.cleaned_data
        return data["support"], data["quota"], data["lottery"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, slug: str) -> HttpResponse:
    """The published order, or the form that publishes one."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_conferences)
    found = the_conference(slug)
    hindrance: Refusal | None = may_publish_order(person, found, now=now)
    form = OrderForm(request.POST) if request.method == "POST" else OrderForm(initial=_initial())
    status = 200
    if request.method == "POST" and hindrance is None and form.is_valid():
        try:
            publish_order(
                person=person,
                slug=slug,
                weights=form.weights(),
                hides_counts=form.cleaned_data["hides_counts"],
                now=now,
            )
        except Refused as refused:
            hindrance = refused.refusal
        else:
            messages.success(request, _("The order is published, with the fingerprint of its seed."))
            return see("conference_order", slug)
    if request.method == "POST":
        status = hindrance.status if hindrance else 422
    context = {
        "conference": found,
        "order": order_of(the_conference(slug)),
        "form": form,
        "hindrance": hindrance,
        "phase": found.phase(now),
        "is_asked": request.method == "POST",
    }
    return page(request, "conferences/order.html", "conferences", context, now=now, status=status)


def _initial() -> dict[str, int]:
    return {part: getattr(DEFAULT_WEIGHTS, part) for part in PARTS}
