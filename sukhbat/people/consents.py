"""Publishing what people agree to. Who may do this is asked, and the entry written, by the callers."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import ConsentText


def publish_consent(*, text_kk: str, text_ru: str, text_en: str, valid_from: date) -> ConsentText:
    """The next version of the consent text. Refused (409) when another one is published at the same time."""
    last = ConsentText.objects.order_by("-version").first()
    try:
        with transaction.atomic():
            return ConsentText.objects.create(
                version=last.version + 1 if last else 1,
                text_kk=text_kk,
                text_ru=text_ru,
                text_en=text_en,
                valid_from=valid_from,
            )
    except IntegrityError as error:
        raise Refused(
            Refusal("at_once", _("Somebody published a version just now. Look at it first."), 409)
        ) from error
