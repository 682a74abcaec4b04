"""Where a request comes from: the key that limits are counted by."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The client's address, or '' when none is known.

    The header of settings.CLIENT_ADDRESS_HEADER is believed only because the operator says that a proxy sets
    it; of a list (X-Forwarded-For) the last item counts, the one our own proxy wrote.
    """
    if header := settings.CLIENT_ADDRESS_HEADER:
        named = request.headers.get(header, "")
        return named.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def client_key(request: HttpRequest) -> str:
    """The network a client stands for: an IPv4 address, or the /64 of an IPv6 one (one customer's)."""
    try:
        address = ipaddress.ip_address(client_address(request).strip("[]"))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if (mapped := address.ipv4_mapped) is not None:
            return str(mapped)
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)
