"""The two small forms of signing in."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 254


class AddressForm(RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address")
        field.help_text = _("We send a code to it. There is no password, and no account has to exist yet.")
        field.widget.attrs = {"type": "email", "autocomplete": "email", "inputmode": "email"}
        field.validators = [*field.validators, MaxLengthValidator(LONGEST_ADDRESS)]
        field.error_messages |= {
            "required": _("Write your e-mail address."),
            "invalid": _("This does not look like an e-mail address."),
        }


class CodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code from the mail")
        field.help_text = _("Eight digits; they may be pasted, with or without the dash.")
        field.error_messages |= {"required": _("Type or paste the code from the mail.")}
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input"}
