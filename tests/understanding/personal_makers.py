"""Made-up numbers with right check digits, and numbers in words."""

from collections.abc import Callable
from random import Random

Style = Callable[[Random], str]

_WEIGHTS = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
CYRILLIC = str.maketrans("ABEKMHOPCTYXabekmopctyx", "АВЕКМНОРСТУХавекморстух")


def digits(random: Random, size: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(size))


def cut(number: str, sizes: tuple[int, ...], gap: str = " ") -> str:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return gap.join(pieces)


def with_check_digit(eleven: str) -> str | None:
    for weights in _WEIGHTS:
        rest = sum(weight * int(digit) for weight, digit in zip(weights, eleven, strict=True)) % 11
        if rest < 10:
            return eleven + str(rest)
    return None


def iin(random: Random) -> str:
    while True:
        year, century = random.choice(((random.randint(50, 99), "34"), (random.randint(0, 24), "56")))
        day = f"{year:02}{random.randint(1, 12):02}{random.randint(1, 28):02}"
        number = with_check_digit(day + random.choice(century) + digits(random, 4))
        if number:
            return number


def bin_(random: Random) -> str:
    while True:
        month = f"{random.randint(0, 25):02}{random.randint(1, 12):02}"
        number = with_check_digit(month + random.choice("456") + random.choice("0123") + digits(random, 5))
        if number:
            return number


def card(random: Random, start: str = "", size: int = 16) -> str:
    body = start or random.choice(("4400", "5169", "4405", "5248", "2204", "5354", "6762", "4"))
    body += digits(random, size - 1 - len(body))
    doubled = [int(digit) * 2 for digit in body[::-2]]
    total = sum(value - 9 if value > 9 else value for value in doubled) + sum(int(d) for d in body[-2::-2])
    return body + str(-total % 10)


def iban(random: Random) -> str:
    account = "".join(random.choice("0123456789ABCEKMTXZ") for _ in range(13))
    rest = random.choice(("125", "722", "319", "601", "914")) + account
    value = int("".join(str(int(character, 36)) for character in rest + "KZ00"))
    return f"KZ{98 - value % 97:02}{rest}"


def kz(random: Random) -> str:
    """Ten digits of a mobile in Kazakhstan."""
    codes = ("700", "701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778")
    return random.choice(codes) + digits(random, 7)


def spaced(number: str) -> str:
    return " ".join(number)


def _words(text: str) -> list[str]:
    return text.split()


RU = dict(zip("0123456789", _words("ноль один два три четыре пять шесть семь восемь девять"), strict=True))
KK = dict(zip("0123456789", _words("нөл бір екі үш төрт бес алты жеті сегіз тоғыз"), strict=True))
EN = dict(zip("0123456789", _words("zero one two three four five six seven eight nine"), strict=True))
_RU_TENS = _words("_ десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_RU_TEENS = _words(
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать"
    " восемнадцать девятнадцать"
)
_RU_HUNDREDS = _words("_ сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_KK_TENS = _words("_ он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан")


def ru_words(number: str) -> str:
    """Two or three digits as a Russian speaker dictates them."""
    if number[0] == "0":
        return " ".join(RU[digit] for digit in number)
    if len(number) == 3:
        rest = number[1:].lstrip("0")
        return " ".join([_RU_HUNDREDS[int(number[0])], *([ru_words(rest)] if rest else [])])
    if len(number) == 1:
        return RU[number]
    if number[0] == "1":
        return _RU_TEENS[int(number[1])]
    return " ".join([_RU_TENS[int(number[0])], *([RU[number[1]]] if number[1] != "0" else [])])


def kk_words(number: str) -> str:
    if number[0] == "0":
        return " ".join(KK[digit] for digit in number)
    if len(number) == 3:
        rest = number[1:].lstrip("0")
        head = "жүз" if number[0] == "1" else f"{KK[number[0]]} жүз"
        return " ".join([head, *([kk_words(rest)] if rest else [])])
    if len(number) == 1:
        return KK[number]
    return " ".join([_KK_TENS[int(number[0])], *([KK[number[1]]] if number[1] != "0" else [])])


def written(number: Callable[[Random], str], *templates: str, **forms: Callable[[str], str]) -> list[Style]:
    def style(template: str) -> Style:
        def write(random: Random) -> str:
            made = number(random)
            return template.format(made, **{name: form(made) for name, form in forms.items()})

        return write

    return [style(template) for template in templates]
