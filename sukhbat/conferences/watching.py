"""Where to watch a moment of the live part: the recording from that second on."""

from urllib.parse import urlsplit

from sukhbat.conferences.models import Conference

_YOUTUBE = frozenset({"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be"})


def watch_url(conference: Conference, second: int | None) -> str:
    """The recording at a second of the live part, with which it is taken to begin; '' while there is none.

    YouTube's own parameter, else a media fragment (W3C Media Fragments, 4.2.1): who knows none, begins at 0.
    """
    address = conference.recording_url
    if not address or second is None:
        return address
    plain = address.partition("#")[0]
    if urlsplit(plain).hostname in _YOUTUBE:
        return f"{plain}{'&' if '?' in plain else '?'}t={second}s"
    return f"{plain}#t={second}"
