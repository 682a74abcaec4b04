"""One request as it was read from a connection."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl

from django.utils.translation.trans_real import parse_accept_lang_header

from sukhbat.kernel.localized import LANGUAGES
from sukhbat.kernel.networks import believed_address, network_key

MOST_PARAMETERS = 8
DEFAULT_LANGUAGE = "kk"


class Request:
    """Method, path, query, the headers with lower-case names (repeated ones joined by a comma), and the body."""

    __slots__ = ("_query", "body", "headers", "is_last", "method", "path")

    def __init__(
        self, *, method: str, target: bytes, headers: Mapping[str, str], body: bytes, is_last: bool
    ) -> None:
        path, _mark, self._query = target.decode("latin-1").partition("?")
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        # Whether the connection ends with its answer.
        self.is_last = is_last

    def parameters(self) -> dict[str, str] | None:
        """The query; None when there is too much of it."""
        if not self._query:
            return {}
        try:
            return dict(parse_qsl(self._query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
        except ValueError:
            return None

    @property
    def language(self) -> str:
        """The language asked for in the query, else the first of ours in Accept-Language, else Kazakh."""
        wanted = (self.parameters() or {}).get("language", "")
        return wanted if wanted in LANGUAGES else accepted(self.headers.get("accept-language", "")[:200])

    def network(self, peer: str, address_header: str) -> str:
        """The network it comes from (kernel.networks)."""
        named = self.headers.get(address_header, "") if address_header else None
        return network_key(believed_address(named, peer))


@lru_cache(maxsize=1024)
def accepted(header: str) -> str:
    """The first of our languages that an Accept-Language header names."""
    for code, _quality in parse_accept_lang_header(header.lower()):
        if code[:2] in LANGUAGES:
            return code[:2]
    return DEFAULT_LANGUAGE
