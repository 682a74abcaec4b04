"""Links and ways of contact in one word of a text. Links to offices of the state are not counted."""

import re

from sukhbat.understanding.flags.lists import CONTACT, FALSE_LINK, LINK, NEAR_LINK

LINKS = LINK | NEAR_LINK

_ZONES = (
    "com|ru|kz|net|org|me|io|top|xyz|info|biz|shop|online|site|club|pro|link|ly|su|рф|қаз|tk|click|win|bet|live|app"
    "|cc|vip|store|fun|space|website|casino|uz|kg|by|ua|to|gl"
)
_LINK = re.compile(rf"(?:https?://|www\.)[^\s/]+\.\w|(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:{_ZONES})(?:[/:?]|$)")
_OFFICIAL = re.compile(
    r"(?:^|[/.])(?:(?:e?gov|adilet\.zan|akorda|parlam|e-otinish|enbek|primeminister)\.kz)(?:[/:?]|$)"
)
# Shortened addresses, messengers, networks: where advertisements lead.
_NEAR_LINK = re.compile(
    r"(?:^|[/.])(?:t\.me|telegram\.me|wa\.me|chat\.whatsapp\.com|bit\.ly|clck\.ru|vk\.cc|tinyurl\.com|goo\.gl|cutt\.ly"
    r"|is\.gd|taplink\.\w+|instagram\.com|vk\.com)(?:/|$)"
)
# "egov-payments.site": named after an office or a bank of Kazakhstan, and not in its zone.
_FALSE = re.compile(
    r"(?:^|[/.-])(?:e-?gov|kaspi|halyk|homebank|enpf|kazpost|jusan|otbasy|fortebank|berekebank)(?:-[\w-]*)?(?:\.[\w-]+)*\.(?!kz(?:[/:?]|$))[a-z]{2,}"
)
_CONTACT = re.compile(r"▒|^@[a-z]\w{3,}|^(?:\+?7|8)?\(?7\d\d\)?-?\d{3}-?\d\d-?\d\d$")
_TRAILING = ".,;:!?)»\"'"


def link_bits(token: str) -> int:
    """LINK, NEAR_LINK, CONTACT or nothing for a lower-case token."""
    word = token.rstrip(_TRAILING)
    if "." in word and _LINK.search(word):
        if _OFFICIAL.search(word):
            return 0
        if _FALSE.search(word) and "instagram" not in word:
            return LINK | FALSE_LINK
        return NEAR_LINK if _NEAR_LINK.search(word) else LINK
    return CONTACT if _CONTACT.search(word) else 0
