"""E-mail addresses and handles of messengers and networks, also as people disguise or dictate them."""

import re
from collections.abc import Iterator

from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.patterns import either
from sukhbat.understanding.personal_data.plain import Plain, with_latin_lookalikes

_ZONES = either(
    "ru kz com org net edu gov info io me uk de by ua uz kg biz app su pro"
    " рф қаз каз ру ком кз кей_?зет нет орг"
)
_PROVIDERS = (
    r"(?:g?mail|gmail|yandex|ya|inbox|bk|list|yahoo|hotmail|outlook|icloud|rambler|proton|protonmail|internet"
    r"|мэйл|мейл|майл|мэил|джимейл|джимэйл|гмейл|гмайл|гмэйл|жимейл|яндекс|инбокс|бк|лист|рамблер|аутлук"
    r"|хотмейл)"
)
_LOCAL = r"(?<![\w.+\-@])[\w+\-](?:[\w.+\-]{0,62}[\w+\-])?"
_DOT = r"(?: ?[(\[{<] ?(?:dot|tochka|точка|тчк|нүкте|нукте|\.) ?[)\]}>] ?| (?:dot|tochka|точка|тчк|нүкте|нукте) )"
_ANY_DOT = rf"(?:{_DOT}| ?[.,] ?)"
_AT = (
    r"(?: ?[(\[{<«\"*] ?(?:at|@|эт|ат|собака|собачка|dog|а) ?[)\]}>»\"*] ?"
    r"|#(?=\w{1,12}\.)| (?:собака|собачка|сабака|sobaka|sobachka|ит белгісі|dog|эт|ит) | ?@ ?"
    r"|[*_\-]{1,2}собака[*_\-]{1,2})"
)
_JOINED_LOCAL = (
    rf"{_LOCAL}(?:(?:{_DOT}|(?: нижнее подчеркивание | нижний пробел | underscore ))[\w\-]{{1,30}}){{0,3}}"
)

_PATTERNS = (
    # name@mail.ru, with any zone
    (re.compile(rf"{_LOCAL}@[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{0,3}}\.[^\W\d_]{{2,24}}(?!\w)"), 0.98),
    # name @ mail . ru; name собака mail точка ru; name(at)mail.ru
    (
        re.compile(
            rf"{_JOINED_LOCAL}{_AT}[\w\-]{{1,30}}(?:{_ANY_DOT}[\w\-]{{1,30}}){{0,2}}{_ANY_DOT}{_ZONES}(?!\w)"
        ),
        0.9,
    ),
    # name собака мэйл ру; name@mail ru
    (re.compile(rf"{_JOINED_LOCAL}{_AT}{_PROVIDERS}(?: {_ZONES})?(?!\w)"), 0.8),
    # name at mail dot ru; name at mail.ru
    (
        re.compile(rf"{_JOINED_LOCAL} at [\w\-]{{1,30}}(?:{_DOT}[\w\-]{{1,30}}){{0,2}}{_DOT}{_ZONES}(?!\w)"),
        0.9,
    ),
    (re.compile(rf"{_LOCAL} at {_PROVIDERS}\.{_ZONES}(?!\w)"), 0.7),
)
_SOME_AT = re.compile(r"[@#]|sobak|sobach|соба[кч]|сабака|\b(?:at|dog|эт|ит|ат|а)\b")
_NOT_NAMES = frozenset(
    [
        "me",
        "us",
        "is",
        "are",
        "was",
        "look",
        "looking",
        "him",
        "her",
        "them",
        "it",
        "be",
        "contact",
        "mail",
        "email",
        "write",
        "post",
        "here",
        "only",
    ]
)

_HANDLE = re.compile(r"(?<![\w.@/+\-])@(?: (?=[a-z_.]{0,28}[0-9_]))?[a-z_][a-z0-9_.]{1,30}[a-z0-9_]")
_LATIN = re.compile("[a-z_]")
_LINK = re.compile(
    r"(?<![\w.@])(?:https?://)?(?:www\.|m\.)?(?P<site>t\.me|telegram\.me|instagram\.com|vk\.com|vk\.ru"
    r"|facebook\.com|fb\.com"
    r"|ok\.ru/profile|tiktok\.com|wa\.me|threads\.net)/(?:@|\+)?[a-z0-9_.\-]{2,40}"
)
_NAMED_HANDLE = re.compile(
    r"\b(?:телеграмм?\w{0,2}|telegram|телега|телеге|тг|tg|инст(?:а|е|ы|у|аграм\w{0,2})|inst(?:a|agram)?|ig"
    r"|тикток\w{0,2}|tiktok"
    r"|вк|vk|ник|никнейм|nick(?:name)?|username|юзернейм|скайп|skype|threads|фейсбук\w{0,2}|facebook)"
    r"(?P<joint> ?[:=\-] ?@? ?| (?=[a-z_.]{0,28}(?:[0-9_]|\.(?!(?:com|kz|ru|org|net|me)\b)[a-z]))"
    r"| @ ?)(?P<handle>[a-z_][a-z0-9_.]{2,30}[a-z0-9_])(?![\w@])"
)


def find_contacts(text: Plain) -> Iterator[Finding]:
    """Findings with places in the plain text."""
    yield from _emails(text.text)
    if "@" in text.text or "/" in text.text:
        codes = with_latin_lookalikes(text.text)
        for pattern in (_HANDLE, _LINK):
            for found in pattern.finditer(codes):
                yield Finding(Kind.HANDLE, *found.span(), 0.85)
    if _LATIN.search(text.text):
        for found in _NAMED_HANDLE.finditer(text.text):
            yield Finding(Kind.HANDLE, *found.span("handle"), 0.8)


def _emails(text: str) -> Iterator[Finding]:
    if not _SOME_AT.search(text):
        return
    for pattern, confidence in _PATTERNS:
        for found in pattern.finditer(text):
            if found[0].split()[0] not in _NOT_NAMES:
                yield Finding(Kind.EMAIL, *found.span(), confidence)
