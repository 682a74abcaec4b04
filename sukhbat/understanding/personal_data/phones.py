"""Which numbers are phones: Kazakhstan, Russia, others with a plus; never prices, years, case numbers.

Kazakhstan's codes follow its numbering plan: 70x, 747, 75x, 76x, 77x for mobiles, 71x and 72x for cities.
Toll-free numbers (8-80x) are of offices, not of people, and are left alone.
"""

import re
from functools import lru_cache

from sukhbat.understanding.personal_data.runs import Window

_MOBILE = re.compile(r"7(?:0[0-9]|47|5[0-9]|6[0-9]|7[0-9])")
_CITY = re.compile(r"7[12][0-9]")
_RUSSIAN_MOBILE = re.compile(r"9[0-9]{2}")
_RUSSIAN_CITY = re.compile(r"[348][0-9]{2}")
_TOLL_FREE = re.compile(r"80[0-9]")
_WORD = re.compile(
    r"\bтел\b|\bтел[.:]|телефон|\bмоб|\bсот\.|\bсотов|\bсотк|ұялы|уялы|whats ?app|ват?сап|вацап|вотсап"
    r"|\bзвон|позвон"
    r"|перезвон|дозвон|набер[иу]|хабарлас|қоңырау|конырау|звяж|связ[ьи]|\bcall\b|phone|\bmobile|\bcell\b"
    r"|\btel\b"
    r"|\btel[.:]|\bfax|факс|мой номер|номер мой|нөмірім|номирим|my number|reach me|text me|\bтлф|viber|вайбер"
)
_NEAR_WORD = re.compile(r"(?:\bтел(?:ефон\w*)?|\bтлф|факс|\btel|phone|\bт|телефоны\w*)[^\w]{1,4}(?:№ ?)?$")
_NOT_PHONE = re.compile(
    r"(?:№|\bn\b|договор\w*|заказ\w*|заявк\w*|обращени\w*|дел[оуа]|сч[её]т\w*|шарт\w*|өтініш\w*|арыз\w*"
    r"|приказ\w*|исх\.?"
    r"|вх\.?|кбк|invoice|order|case|contract|арт\.?|артикул|лот\w*|гост|кадастр\w*)[\s:№#n.]{0,4}$"
)
_MONEY_AFTER = re.compile(
    r"\s?(?:тенге|теңге|тг\b|₸|kzt|руб|₽|\$|€|usd|долл|евро|млн|млрд|тыс|мың|мин\b|миллион|миллиард|%"
    r"|процент|пайыз|кг\b|тонн"
    r"|га\b|км\b|кв|квт|м3|литр|человек|адам|people|tenge|billion|million)"
)
# Digits after the plus, by country code; for others nine to thirteen.
_LENGTHS = {
    "7": 11,
    "1": 11,
    "996": 12,
    "998": 12,
    "992": 12,
    "993": 11,
    "380": 12,
    "375": 12,
    "994": 12,
    "995": 12,
}
_LENGTHS |= {"90": 12, "86": 13, "971": 12, "44": 12, "82": 12, "976": 11, "374": 11, "373": 11, "370": 11}


@lru_cache(maxsize=256)
def is_phone_asked(before: str) -> bool:
    """Whether the words before a number say that it is a phone."""
    return _WORD.search(before) is not None


def phone_confidence(window: Window) -> float:
    """From 0 (no phone) to 1."""
    digits = window.digits
    if window.has_plus:
        return _with_plus(window)
    if len(digits) == 11 and digits[0] in "78":
        return _with_prefix(window)
    if len(digits) == 10:
        return _without_prefix(window)
    if 12 <= len(digits) <= 14:
        return 0.8 if _is_foreign(digits) and is_phone_asked(window.before) else 0.0
    return 0.8 if 5 <= len(digits) <= 7 and _is_local(window) else 0.0


def _with_plus(window: Window) -> float:
    digits = window.digits
    if digits.startswith("78") and _TOLL_FREE.match(digits[1:]):
        return 0.0
    length = next((length for code, length in _LENGTHS.items() if digits.startswith(code)), 0)
    if length:
        return 0.98 if len(digits) == length else 0.0
    return 0.9 if 9 <= len(digits) <= 13 else 0.0


def _with_prefix(window: Window) -> float:
    code = window.digits[1:4]
    if _TOLL_FREE.match(code) or _is_other_number(window):
        return 0.0
    asked = is_phone_asked(window.before)
    is_mobile = _MOBILE.match(code) is not None
    if not asked and (_is_dotted_oddly(window) or ("/" in window.gaps and not is_mobile)):
        return 0.0
    if is_mobile:
        return 0.95
    if _CITY.match(code):
        return 0.9 if asked or len(window.sizes) > 1 else 0.7
    if _RUSSIAN_MOBILE.match(code):
        return 0.9
    grouped = "(" in window.gaps or window.sizes[:2] in ((1, 3), (1, 4))
    return 0.8 if _RUSSIAN_CITY.match(code) and (asked or grouped) else 0.0


def _without_prefix(window: Window) -> float:
    code, sizes = window.digits[:3], window.sizes
    if _is_other_number(window):
        return 0.0
    asked = is_phone_asked(window.before)
    if _MOBILE.match(code):
        grouped = sizes[0] <= 3 or sizes[0] == 6
        return 0.85 if asked or len(sizes) == 1 or (grouped and not _is_dotted_oddly(window)) else 0.0
    if _CITY.match(code) or _RUSSIAN_MOBILE.match(code):
        grouped = sizes[0] in (3, 4, 5) and len(sizes) in (2, 3, 4) and "/" not in window.gaps
        bracketed = ")" in window.gaps or "-" in window.gaps
        city_like = sizes in (
            (4, 2, 2, 2),
            (3, 3, 2, 2),
            (3, 3, 4),
            (4, 6),
            (5, 1, 2, 2),
            (5, 5),
            (3, 7),
            (3, 2, 2, 3),
        )
        return 0.85 if asked or (grouped and city_like and (bracketed or len(sizes) > 2)) else 0.0
    return 0.0


def _is_local(window: Window) -> bool:
    """A city number without its code: only right after "тел." and the like."""
    return window.is_whole_run and _NEAR_WORD.search(window.before) is not None


def _is_foreign(digits: str) -> bool:
    bare = digits.removeprefix("00")
    return any(bare.startswith(code) and len(bare) == length for code, length in _LENGTHS.items())


def _is_other_number(window: Window) -> bool:
    """An amount ("87 000 000 000"), a sum of money, the number of a paper."""
    if is_phone_asked(window.before):
        return False
    sizes, gaps = window.sizes, window.gaps
    thousands = len(sizes) > 2 and sizes[0] <= 3 and set(sizes[1:]) == {3} and not set(gaps) - {" ", "."}
    if thousands or window.digits.endswith("000000") or _MONEY_AFTER.match(window.after):
        return True
    return _NOT_PHONE.search(window.before) is not None


def _is_dotted_oddly(window: Window) -> bool:
    """ "77.240.139.111" is an address of a computer, "8.701.123.45.67" a phone."""
    return "." in window.gaps and window.sizes[0] not in (1, 3, 4)
