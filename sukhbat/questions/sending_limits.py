"""How often one person and one network may send. Networks are shared by many (mobile operators), so theirs are wide."""

from sukhbat.kernel.limits import Limit

SENT = Limit("ask.send", 20, 3600)
SENT_FROM_NETWORK = Limit("ask.send.network", 600, 600)
SUPPORTED = Limit("support", 120, 600)
SUPPORTED_FROM_NETWORK = Limit("support.network", 3_000, 600)
