"""What the live service itself refuses, before an action is asked. Each is a sentence in three languages."""

from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, filled

MALFORMED = Refusal("malformed", _("The request cannot be read."), 400)
BAD_PASS = Refusal(
    "bad_pass", _("Your pass has run out. Please load the page anew; what you typed is kept."), 401
)
WRONG_ORIGIN = Refusal("wrong_origin", _("Questions and supports are taken from our own pages only."), 403)
NOT_FOUND = Refusal("not_found", _("There is nothing at this address."), 404)
NO_CONFERENCE = Refusal("no_conference", _("There is no such conference."), 404)
WRONG_METHOD = Refusal("wrong_method", _("This address is not used in this way."), 405)
TOO_SLOW = Refusal("too_slow", _("The request took too long to arrive. Please send it again."), 408)
TOO_LARGE = Refusal("too_large", _("This is more than can be taken. Please shorten the text."), 413)
NOT_JSON = Refusal("not_json", _("Please send JSON (Content-Type: application/json)."), 415)
TOO_MANY_FROM_HERE = Refusal(
    "too_many_from_here", _("Too many watch from your network at once; the page is refreshed instead."), 429
)
HEADERS_TOO_LARGE = Refusal("headers_too_large", _("The head of the request is too large."), 431)
BROKEN = Refusal("broken", _("Something went wrong here. Please try again: what you typed is kept."), 500)
FULL = Refusal("full", _("Everyone's place is taken; the page is refreshed instead."), 503)
BUSY = Refusal("busy", _("Very many are writing at this moment. Please try again: your text is kept."), 503)
AWAY = Refusal("away", _("This is not possible for a moment. Please try again: what you typed is kept."), 503)
STOPPING = Refusal("stopping", _("The service starts anew. Please try again in a moment."), 503)

BAD_LANGUAGE = Refusal("language", _("The language is kk, ru or en."), 422)
UNKNOWN_THEME = Refusal("theme", _("There is no such theme (any more). Please choose another one."), 422)
UNKNOWN_REGION = Refusal("region", _("There is no such region. Please choose another one."), 422)
NO_CONSENT = Refusal("consent", _("Without your consent we may not take the question."), 422)
NO_NAME = Refusal("name", _("Write the name to show, or hide it."), 422)
LONG_NAME = Refusal("name", _("The name is too long."), 422)
NAME_TELLS_TOO_MUCH = Refusal(
    "name", _("Everyone would see a telephone, an address or a number in it. Write only the name."), 422
)


def bad_field(field: str) -> Refusal:
    """A field that is missing, unknown or of another kind than the OpenAPI document says."""
    sentence = filled(_("This part of the request is not as described: %(field)s."), field=field)
    return Refusal("malformed", sentence, 400)
