"""Where a request comes from: the key that limits are counted by; the same for the pages and the live service."""

import ipaddress

IPV6_PREFIX = 64
UNKNOWN = "unknown"


def believed_address(named: str | None, peer: str) -> str:
    """The client's address, or '' when none is known.

    ``named`` is the value of the header of settings.CLIENT_ADDRESS_HEADER, None when no header is set there: it is
    believed only because the operator says that a proxy writes it. Of a list (X-Forwarded-For) the last item counts,
    the one our own proxy wrote. Else ``peer``, the other end of the connection, counts.
    """
    if named is None:
        return peer
    return named.rsplit(",", 1)[-1].strip()


def network_key(address: str) -> str:
    """The network an address stands for: an IPv4 address, or the /64 of an IPv6 one (one customer's)."""
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address):
        if (mapped := found.ipv4_mapped) is not None:
            return str(mapped)
        return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return str(found)
