"""Made-up personal data in the many ways people write it: at least thirty styles for each kind.

Every number is random, with a right check digit where its kind has one.
"""

from collections.abc import Callable
from random import Random

from sukhbat.understanding.personal_data import Kind

Style = Callable[[Random], str]

_WEIGHTS = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_CYRILLIC = str.maketrans("ABEKMHOPCTYXabekmopctyx", "АВЕКМНОРСТУХавекморстух")


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


def _in(number: Callable[[Random], str], *templates: str, **forms: Callable[[str], str]) -> list[Style]:
    def style(template: str) -> Style:
        def write(random: Random) -> str:
            made = number(random)
            return template.format(made, **{name: form(made) for name, form in forms.items()})

        return write

    return [style(template) for template in templates]


def _twelve(words: tuple[str, ...], make: Callable[[Random], str]) -> list[Style]:
    first, second, third, fourth = words
    return _in(
        make,
        "{}", "{pairs}", "{threes}", "{sixes}", "{dashed}", "{dotted}", "{each}", "{wide}", "{arabic}",
        "{bold}", "{letter}",
        f"{first} {{}}", f"{first}: {{}}", f"{first}-{{}}", f"{first} {{sixes}}", f"{first} № {{}}",
        f"{first}{{}}",
        f"{second} {{}}", f"{second}: {{threes}}", f"{second} нөмірі {{}}", f"{second}-ім {{}}",
        f"{third} {{}}",
        f"{third}: {{dashed}}", f"{fourth} {{}}", f"{fourth} = {{pairs}}", f"мой {first} {{}}",
        f"менің {second} {{each}}",
        f"my {third} is {{}}", "({})", "№{}", "{fours}", "{underscored}", "{hidden}", f"{first}\n{{}}",
        pairs=lambda n: cut(n, (2,) * 6), threes=lambda n: cut(n, (3,) * 4), sixes=lambda n: cut(n, (6, 6)),
        fours=lambda n: cut(n, (4, 4, 4)), dashed=lambda n: cut(n, (6, 6), "-"),
        dotted=lambda n: cut(n, (6, 3, 3), "."),
        underscored=lambda n: cut(n, (6, 6), "_"), each=spaced, wide=lambda n: n.translate(_FULL_WIDTH),
        arabic=lambda n: n.translate(_ARABIC), bold=lambda n: n.translate(_BOLD),
        letter=lambda n: n.replace("0", "О", 2), hidden=lambda n: "\u200b".join(n),
    )  # fmt: skip


def _words(text: str) -> list[str]:
    return text.split()


_RU = dict(zip("0123456789", _words("ноль один два три четыре пять шесть семь восемь девять"), strict=True))
_KK = dict(zip("0123456789", _words("нөл бір екі үш төрт бес алты жеті сегіз тоғыз"), strict=True))
_EN = dict(zip("0123456789", _words("zero one two three four five six seven eight nine"), strict=True))
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
        return " ".join(_RU[digit] for digit in number)
    if len(number) == 3:
        rest = number[1:].lstrip("0")
        return " ".join([_RU_HUNDREDS[int(number[0])], *([ru_words(rest)] if rest else [])])
    if len(number) == 1:
        return _RU[number]
    if number[0] == "1":
        return _RU_TEENS[int(number[1])]
    return " ".join([_RU_TENS[int(number[0])], *([_RU[number[1]]] if number[1] != "0" else [])])


def kk_words(number: str) -> str:
    if number[0] == "0":
        return " ".join(_KK[digit] for digit in number)
    if len(number) == 3:
        rest = number[1:].lstrip("0")
        head = "жүз" if number[0] == "1" else f"{_KK[number[0]]} жүз"
        return " ".join([head, *([kk_words(rest)] if rest else [])])
    if len(number) == 1:
        return _KK[number]
    return " ".join([_KK_TENS[int(number[0])], *([_KK[number[1]]] if number[1] != "0" else [])])


def _parts(number: str) -> list[str]:
    return [number[:3], number[3:6], number[6:8], number[8:]]


_PHONES = _in(
    kz,
    "+7{}", "+7 {g3322}", "+7-{d3322}", "+7({0})", "8{}", "8 {g3322}", "8-{d3322}", "8({c})", "8 ({c})",
    "+7 ({c})", "+7({c})",
    "7{}", "7 {g3322}", "{}", "{d3322}", "{g3322}", "{p3322}", "8.{p3322}", "{g334}", "8 {g37}", "8{g37}",
    "+7{g334}", "({c})",
    "{each}", "8 {each}", "+7 {each}", "{wide}", "8{arabic}", "8{letter}", "8 {ru}", "восемь {ru}",
    "плюс семь {ru}",
    "{rudigits}", "сегіз {kk}", "сегиз {kknospec}", "{kkdigits}", "eight {en}", "тел. 8{}", "тел:{d3322}",
    "ұялы: 8 {g3322}",
    "whatsapp +7 {g3322}", "ватсап {}", "звоните {g37}", "хабарласыңыз {}", "8 {c2}", "8/{s3322}",
    "8_{u3322}", "8--{d3322}",
    "+7\u00a0{g3322}", "8–{d3322}", "моб.8{}", "сот. {d3322}", "8{hidden}", "tel. +7{}", "8 {mixed}",
    "номер мой {}",
    "8*{g334}", "8 {g343}", "{d37}", "8{star}",
    g3322=lambda n: cut(n, (3, 3, 2, 2)), d3322=lambda n: cut(n, (3, 3, 2, 2), "-"),
    p3322=lambda n: cut(n, (3, 3, 2, 2), "."),
    s3322=lambda n: cut(n, (3, 3, 2, 2), "/"), u3322=lambda n: cut(n, (3, 3, 2, 2), "_"),
    g334=lambda n: cut(n, (3, 3, 4)),
    g343=lambda n: cut(n, (3, 4, 3)), g37=lambda n: cut(n, (3, 7)),
    d37=lambda n: cut(n, (3, 7), "-"), each=spaced,
    c=lambda n: f"{n[:3]}) {n[3:6]}-{n[6:8]}-{n[8:]}", c2=lambda n: f"( {n[:3]} ) {n[3:]}",
    wide=lambda n: f"８{n.translate(_FULL_WIDTH)}",
    arabic=lambda n: n.translate(_ARABIC), letter=lambda n: n.replace("0", "О", 1).replace("0", "o", 1),
    ru=lambda n: " ".join(map(ru_words, _parts(n))), rudigits=lambda n: " ".join(_RU[d] for d in "8" + n),
    kk=lambda n: " ".join(map(kk_words, _parts(n))), kkdigits=lambda n: " ".join(_KK[d] for d in "8" + n),
    kknospec=lambda n: " ".join(map(kk_words, _parts(n))).translate(str.maketrans("әғқңөұүһі", "агкноуухи")),
    en=lambda n: " ".join(_EN[d] for d in n), hidden=lambda n: "\u200b".join(n),
    star=lambda n: cut(n, (3, 3, 2, 2), " - "),
    mixed=lambda n: f"{ru_words(n[:3])} {n[3:6]} {n[6:8]} {n[8:]}",
)  # fmt: skip


def _landline(random: Random) -> str:
    return (
        random.choice(("7172", "7212", "7242", "7272", "7112", "7252", "7132", "7292"))
        + str(random.randint(2, 9))
        + digits(random, 5)
    )


_LANDLINES = _in(
    _landline,
    "{space}", "({code}) {rest}", "8 ({code}) {rest}", "8 {code} {rest}", "+7 {code} {rest}",
    "8-{code}-{rest}", "8{}", "+7{}",
    "тел. {rest}", "тел: {}", "телефон {six}", "+7 ({code}) {six}", "қалалық телефон 8 {code} {rest}",
    "8 {code} {six}",
    space=lambda n: f"{n[:4]} {cut(n[4:], (2, 2, 2), '-')}", code=lambda n: n[:4],
    rest=lambda n: cut(n[4:], (2, 2, 2), "-"),
    six=lambda n: n[4:],
)  # fmt: skip

_ABROAD = _in(
    lambda random: "9" + random.choice("0123456789") + digits(random, 8),
    "+7 {g}", "8 {g}", "8({c}", "+7{}", "8{}", "7{}", "+998 90 {seven}", "+996 {d}", "+1 202 555 {last}",
    "+49 151 {eight}",
    "+44 7{nine}", "+90 5{nine}", "+86 13{nine}", "+380 {d}", "whatsapp 00998 9{eight}", "тел 996 {nine}",
    g=lambda n: cut(n, (3, 3, 2, 2)), c=lambda n: f"{n[:3]}){n[3:]}", seven=lambda n: cut(n[3:], (3, 2, 2)),
    d=lambda n: cut(n[1:], (3, 3, 3)), last=lambda n: n[6:], eight=lambda n: n[2:], nine=lambda n: n[1:],
)  # fmt: skip

_CARDS = [
    *_in(
        card,
        "{}", "{fours}", "{dashed}", "{dotted}", "{each}", "{eights}", "{wide}", "{letter}", "карта {}",
        "карта: {fours}",
        "номер карты {fours}", "на карту {}", "каспи {fours}", "Kaspi Gold {}", "картам {}",
        "карта нөмірі {fours}",
        "card {}", "card number: {dashed}", "visa {fours}", "mastercard {}", "переведите на {fours}",
        "({fours})", "{underscored}",
        "{twolines}", "{arabic}", "{hidden}", "{slashed}", "№{}", "{bold}", "{doublespace}",
        "картама аударыңыз {}",
        "karta {}", "{fourtwelve}",
        fours=lambda n: cut(n, (4,) * 4), dashed=lambda n: cut(n, (4,) * 4, "-"),
        dotted=lambda n: cut(n, (4,) * 4, "."),
        each=spaced, eights=lambda n: cut(n, (8, 8)), wide=lambda n: n.translate(_FULL_WIDTH),
        arabic=lambda n: n.translate(_ARABIC),
        letter=lambda n: n.replace("0", "O", 2), underscored=lambda n: cut(n, (4,) * 4, "_"),
        bold=lambda n: n.translate(_BOLD),
        twolines=lambda n: cut(n, (4,) * 4, " - "), hidden=lambda n: "\u2060".join(n),
        slashed=lambda n: cut(n, (4,) * 4, "/"),
        doublespace=lambda n: cut(n, (4,) * 4, "  "), fourtwelve=lambda n: cut(n, (4, 12)),
    ),
    *_in(lambda random: card(random, "37", 15), "{}", "{amex}", "amex {}", amex=lambda n: cut(n, (4, 6, 5))),
]  # fmt: skip

_IBANS = _in(
    iban,
    "{}", "{fours}", "{lower}", "{lowerfours}", "{dashed}", "{cyrillic}", "{each}", "счёт {}",
    "счет: {fours}", "IBAN {}",
    "IBAN: {fours}", "ИИК {}", "ИИК: {}", "р/с {}", "расчётный счёт {fours}", "шот {}", "есепшот: {}",
    "ЖСК {}", "account {}",
    "my account is {fours}", "({})", "№ {}", "kaspi {}", "депозит {lower}", "{wide}", "{hidden}", "{head}",
    "iban={}",
    "на счёт {} в банке", "{cyrillicfours}", "шотым {fours}", "{mixedcase}",
    fours=lambda n: cut(n, (4,) * 5), lower=str.lower, lowerfours=lambda n: cut(n.lower(), (4,) * 5),
    dashed=lambda n: cut(n, (4,) * 5, "-"),
    cyrillic=lambda n: n.translate(_CYRILLIC),
    cyrillicfours=lambda n: cut(n.translate(_CYRILLIC), (4,) * 5), each=spaced,
    wide=lambda n: n.translate(_FULL_WIDTH), hidden=lambda n: "\u200b".join(n),
    head=lambda n: f"{n[:2]} {n[2:]}",
    mixedcase=lambda n: n[:2].lower() + n[2:],
)  # fmt: skip


def _mailbox(random: Random) -> str:
    name = random.choice(
        ("asel", "n.serik", "marat_1985", "aigul-k", "dana.k", "erlan77", "ivan_petrov", "bota")
    )
    site = random.choice(("mail.ru", "gmail.com", "inbox.ru", "yandex.kz", "bk.ru", "outlook.com"))
    return f"{name}{random.randint(1, 99)}@{site}"


def _spelled(at: str, dot: str) -> Callable[[str], str]:
    def spell(address: str) -> str:
        name, _, domain = address.partition("@")
        return name + at + domain.replace(".", dot)

    return spell


_EMAILS = _in(
    _mailbox,
    "{}", "{upper}", "почта {}", "почта: {}", "email {}", "e-mail:{}", "mailto:{}", "<{}>", "({})", "{}.",
    "поштам {}", "пошта: {}",
    "my email is {}", "{spaces}", "{at}", "{at2}", "{at3}", "{dog}", "{dog2}", "{dog3}", "{dogdot}", "{en}",
    "{en2}", "{kk}", "{comma}",
    "{cyrillic}", "{wide}", "{hidden}", "пишите на {dogdot}", "электронный адрес {dog}", "хат жазыңыз {}",
    "{bracket}", "{spacedot}",
    "{quotes}", "{plus}", "{rudomain}", "{noend}",
    upper=str.upper, spaces=_spelled(" @ ", "."), at=_spelled("(at)", "."), at2=_spelled(" (at) ", "."),
    at3=_spelled("[at]", "[dot]"),
    dog=_spelled(" собака ", "."), dog2=_spelled("(собака)", "."), dog3=_spelled(" [собака] ", "."),
    dogdot=_spelled(" собака ", " точка "),
    en=_spelled(" at ", " dot "), en2=_spelled(" (at) ", " (dot) "), kk=_spelled(" ит белгісі ",
    " нүкте "), comma=_spelled("@", ","),
    cyrillic=lambda a: a.translate(_CYRILLIC), wide=_spelled("＠", "．"), hidden=_spelled("@\u200b", "."),
    bracket=_spelled("{at}", "."),
    spacedot=_spelled(" @ ", " . "), quotes=_spelled('"собака"', "."), plus=lambda a: "me+" + a,
    rudomain=lambda a: a.partition("@")[0] + " собака " + "мэйл точка ру",
    noend=lambda a: a.partition("@")[0] + "@gmail",
)  # fmt: skip


def _place(random: Random) -> str:
    return random.choice(
        (
            "Абая",
            "Достык",
            "Сейфуллина",
            "Толе би",
            "Кабанбай батыра",
            "Байтурсынова",
            "Мира",
            "Гоголя",
            "Рыскулова",
        )
    )


def _kazakh_place(random: Random) -> str:
    return random.choice(
        (
            "Абай",
            "Достық",
            "Сейфуллин",
            "Төле би",
            "Қабанбай батыр",
            "Байтұрсынов",
            "Бейбітшілік",
            "Құрманғазы",
        )
    )


def _at(place: Callable[[Random], str], *templates: str) -> list[Style]:
    def style(template: str) -> Style:
        def write(random: Random) -> str:
            name = place(random)
            house, flat, part = random.randint(1, 190), random.randint(1, 120), random.randint(1, 5)
            return template.format(s=name, l=name.lower(), h=house, f=flat, p=part)

        return write

    return [style(template) for template in templates]


_ADDRESSES = [
    *_at(
        _place,
        "ул. {s} {h}, кв. {f}", "ул. {s}, {h}", "ул.{s} {h}", "ул {l} {h}",
        "улица {s}, дом {h}, квартира {f}", "улица {s} {h}",
        "ул. {s}, д. {h}, кв. {f}", "ул. {s} д.{h} кв.{f}", "ул {l} д {h} кв {f}", "пр. {s} {h}",
        "проспект {s}, {h}", "пр-т {s} {h}/{p}",
        "пр {l} дом {h}", "живу на улице {s} {h}", "живём на улице {s}, в доме {h}",
        "по адресу {s} {h}, кв {f}", "пер. {s} {h}",
        "бульвар {s}, {h}", "ул. {s} {h}а", "ул. {s}, {h}/{p}, кв. {f}", "г. Алматы, ул. {s}, {h}, кв. {f}",
        "дом {h} по улице {s}",
        "{s} {h} кв {f}", "дом {h} квартира {f}", "д. {h}, кв. {f}", "мкр {p} дом {h}",
        "мкр. Самал-{p}, д. {h}, кв. {f}",
        "{p} мкр {h} дом", "{p}-й микрорайон, дом {h}", "микрорайон Аксай-{p}, {h}",
        "мкр Самал-{p} дом {h}", "м-н Орбита-{p} {h}",
        "ш/а Нурсат дом {h} кв {f}", "ул. 8 Марта {h}", "набережная {s} {h}", "шоссе {s}, {h}",
        "ул. им. {s}, д.{h}", "УЛ. {s} {h}",
        "ул. {s} дом №{h}", "с. Каскелен ул.{s} {h}", "пос. Береке, ул. {s}, {h}", "ж/м Акбулак, д. {h}",
    ),
    *_at(
        _kazakh_place,
        "{s} көшесі {h}-үй, {f}-пәтер", "{s} көшесі, {h}", "{s} көшесі {h}", "{s} көшесі {h} үй {f} пәтер",
        "{s} к-сі {h}",
        "{s} даңғылы {h}-үй", "{s} даңғылы, {h}, {f}-пәтер", "{s} көшесі, {h} үй", "{s} көшесі № {h}",
        "{s} көшесінде {h}-үйде тұрамын",
        "{l} кошеси {h} уй", "{l} кошеси {h} уй {f} патер", "Самал-{p} ықшамауданы, {h}-үй",
        "Нұрсат шағын ауданы {h}-үй, {f}-пәтер",
        "{p}-шағын аудан, {h}-үй, {f}-пәтер", "{p} ш/а {h} үй", "Нұрсат мөлтек ауданы, {h}",
        "{h}-үй, {f}-пәтер", "{h} үй {f} пәтер",
        "{s} бульвары {h}-үй", "Алматы қаласы, {s} көшесі, {h}-үй", "мекенжайым: {s} көшесі {h}",
    ),
    *_at(
        _kazakh_place,
        "{h} Abay Street", "{h} Abay street, apt {f}", "Abay Street {h}, apt. {f}", "Satpayev St. {h}",
        "Dostyk avenue {h}, flat {f}",
        "microdistrict {p}, house {h}", "house {h}, apartment {f}", "Dostyk Ave {h}", "street Abay {h}",
        "Samal-{p} microdistrict, house {h}",
    ),
]  # fmt: skip

_DOCUMENTS = [
    *_in(
        lambda random: "0" + digits(random, 8),
        "удостоверение {}", "удостоверение личности {}", "удостоверение № {}",
        "удостоверение личности № {}", "номер удостоверения {}",
        "уд. личности {}", "удост. {}", "удв {}", "удостоверение: {threes}",
        "удостоверение личности {each}", "уд-ние №{}",
        "удостоверение личности выдано МВД, номер {}", "жеке куәлік {}", "жеке куәлігім {}",
        "жеке куәлік № {}", "куәлік нөмірі {}",
        "жеке куәлігінің нөмірі: {}", "жеке куалик {}", "куалигим {}", "ID card {}", "ID: {}",
        "id card no. {}", "identity card {}",
        "my ID number is {}", "документ {}", "құжат нөмірі {}", "удостоверение {wide}",
        "удостоверение {letter}",
        threes=lambda n: cut(n, (3, 3, 3)), each=spaced, wide=lambda n: n.translate(_FULL_WIDTH),
        letter=lambda n: n.replace("0", "О", 1),
    ),
    *_in(
        lambda random: digits(random, 8),
        "паспорт N{}", "паспорт № N{}", "паспорт N {}", "N{}", "паспорт серии N № {}", "passport N{}",
        "passport number N{}", "төлқұжат N{}",
        "төлқұжат нөмірі N{}", "загранпаспорт N{}", "паспорт n{}", "толкужат N{}", "паспортым N{}",
        "номер паспорта №{}",
    ),
    *_in(
        lambda random: "45" + digits(random, 8),
        "паспорт {four}", "паспорт РФ {two}", "паспорт серия {four}", "passport {}",
        four=lambda n: cut(n, (4, 6)), two=lambda n: cut(n, (2, 2, 6)),
    ),
]  # fmt: skip


def _plate(random: Random) -> str:
    letters = "".join(random.choice("ABCEHKMOPTXYZDF") for _ in range(3))
    return f"{digits(random, 3)} {letters} {random.randint(1, 20):02}"


_PLATES = [
    *_in(
        _plate,
        "{}", "{glued}", "{dashed}", "{cyrillic}", "{gluedcyrillic}", "{lowerglued}", "номер машины {}",
        "номер машины {lower}", "гос номер {}",
        "госномер {glued}", "гос. номер {lowerglued}", "машина {}", "авто {glued}", "автомобиль {}",
        "тойота {lower}", "Toyota Camry {glued}",
        "көлік нөмірі {}", "машина нөмірі {lower}", "көлігімнің нөмірі {glued}", "колик номири {lower}",
        "car plate {}", "plate number {glued}",
        "my car {lower}", "ГРНЗ {glued}", "({})", "№ {}", "{wide}", "{half}", "{half2}", "такси {}",
        "номер {glued}", "{hidden}",
        glued=lambda n: n.replace(" ", ""), dashed=lambda n: n.replace(" ", "-"),
        cyrillic=lambda n: n.translate(_CYRILLIC),
        gluedcyrillic=lambda n: n.replace(" ", "").translate(_CYRILLIC), lower=str.lower,
        lowerglued=lambda n: n.replace(" ", "").lower(),
        wide=lambda n: n.translate(_FULL_WIDTH), half=lambda n: n[:3] + n[4:],
        half2=lambda n: n[:7] + n[8:], hidden=lambda n: "\u200b".join(n),
    ),
    *_in(
        lambda random: f"{random.choice('ABEKMHOPCTYX')}{digits(random, 3)}{random.choice('ABEK')}{random.choice('MHOP')}",
        "машина {}77", "{}777", "{cyrillic}102", "гос номер {}", "номер машины {cyrillic}",
        cyrillic=lambda n: n.translate(_CYRILLIC),
    ),
]  # fmt: skip

_HANDLES = _in(
    lambda random: random.choice(("asel_kz", "n.serik", "marat", "aigul.k", "dana", "erlan_77",
    "botagoz")) + str(random.randint(1, 99)),
    "@{}", "телеграм @{}", "тг @{}", "тг: @{}", "telegram: @{}", "tg @{}", "инста @{}", "инста: {}",
    "instagram: {}", "инстаграм {}",
    "мой инстаграм @{}", "инстаграмм: @{}", "телеграм: {}", "телеграмда @{}", "инстам @{}",
    "инстаграмда {}", "t.me/{}", "https://t.me/{}",
    "instagram.com/{}", "https://www.instagram.com/{}", "vk.com/{}", "https://vk.com/{}", "facebook.com/{}",
    "tiktok.com/@{}", "тикток: {}",
    "insta: @{}", "IG: {}", "ник {}", "ник: @{}", "@ {}", "(@{})", "my telegram is @{}", "пишите @{}",
    "жазыңыз @{}", "вк: {}", "skype: {}",
)  # fmt: skip

STYLES: dict[Kind, list[Style]] = {
    Kind.IIN: _twelve(("ИИН", "ЖСН", "IIN", "иин"), iin),
    Kind.BIN: _twelve(("БИН", "БСН", "BIN", "бин"), bin_),
    Kind.PHONE: [*_PHONES, *_LANDLINES, *_ABROAD],
    Kind.CARD: _CARDS,
    Kind.IBAN: _IBANS,
    Kind.EMAIL: _EMAILS,
    Kind.ADDRESS: _ADDRESSES,
    Kind.DOCUMENT: _DOCUMENTS,
    Kind.PLATE: _PLATES,
    Kind.HANDLE: _HANDLES,
}
