"""Check digits and check sums."""

from datetime import date

_FIRST_WEIGHTS = tuple(range(1, 12))
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
# The seventh digit of an IIN: century and sex; 0 is given to foreigners.
_CENTURIES = {"0": 1900, "1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_DOUBLED = str.maketrans("0123456789", "0246813579")


def is_iin(digits: str) -> bool:
    """Twelve digits: a real date of birth, a century and sex digit, the check digit.

    The number is of the Law of Kazakhstan on national registers of identification numbers, 2007-01-12.
    """
    century = _CENTURIES.get(digits[6])
    return century is not None and _is_date(century, digits[:6]) and _has_check_digit(digits)


def is_bin(digits: str) -> bool:
    """Twelve digits: year and month of registration, kind of entity 4–6, its sign 0–3, the check digit."""
    month = int(digits[2:4])
    return 1 <= month <= 12 and digits[4] in "456" and digits[5] in "0123" and _has_check_digit(digits)


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    rest = digits[-2::-2].translate(_DOUBLED)
    total = sum(map(int, digits[-1::-2])) + sum(map(int, rest))
    return total % 10 == 0 and len(set(digits)) > 1


def is_iban(code: str) -> bool:
    """ISO 13616: letters and digits without blanks, remainder 1 modulo 97."""
    moved = code[4:] + code[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _is_date(century: int, digits: str) -> bool:
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def _has_check_digit(digits: str) -> bool:
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
        if rest < 10:
            return rest == int(digits[11])
    return False
