"""Where a request comes from: the key that limits are counted by."""

from django.conf import settings
from django.http import HttpRequest

from sukhbat.kernel.networks import believed_address, network_key


def client_address(request: HttpRequest) -> str:
    """The client's address, or '' when none is known (kernel.networks says which header is believed)."""
    header = settings.CLIENT_ADDRESS_HEADER
    named = request.headers.get(header, "") if header else None
    return believed_address(named, str(request.META.get("REMOTE_ADDR", "")))


def client_key(request: HttpRequest) -> str:
    """The network a client stands for: an IPv4 address, or the /64 of an IPv6 one (one customer's)."""
    return network_key(client_address(request))
