"""Made-up personal data in the many ways people write it: at least thirty styles for each kind.

Every number is random, with a right check digit where its kind has one.
"""

from collections.abc import Callable
from random import Random

from sukhbat.understanding.personal_data import Kind
from tests.understanding.person_styles import PERSONS
from tests.understanding.personal_makers import (
    ARABIC,
    BOLD,
    CYRILLIC,
    FULL_WIDTH,
    Style,
    bin_,
    card,
    cut,
    digits,
    iban,
    iin,
    spaced,
    written,
)
from tests.understanding.phone_styles import PHONES


def _twelve(words: tuple[str, ...], make: Callable[[Random], str]) -> list[Style]:
    first, second, third, fourth = words
    return written(
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
        underscored=lambda n: cut(n, (6, 6), "_"), each=spaced, wide=lambda n: n.translate(FULL_WIDTH),
        arabic=lambda n: n.translate(ARABIC), bold=lambda n: n.translate(BOLD),
        letter=lambda n: n.replace("0", "О", 2), hidden="\u200b".join,
    )  # fmt: skip


_CARDS = [
    *written(
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
        each=spaced, eights=lambda n: cut(n, (8, 8)), wide=lambda n: n.translate(FULL_WIDTH),
        arabic=lambda n: n.translate(ARABIC),
        letter=lambda n: n.replace("0", "O", 2), underscored=lambda n: cut(n, (4,) * 4, "_"),
        bold=lambda n: n.translate(BOLD),
        twolines=lambda n: cut(n, (4,) * 4, " - "), hidden="\u2060".join,
        slashed=lambda n: cut(n, (4,) * 4, "/"),
        doublespace=lambda n: cut(n, (4,) * 4, "  "), fourtwelve=lambda n: cut(n, (4, 12)),
    ),
    *written(lambda random: card(random, "37", 15), "{}", "{amex}", "amex {}", amex=lambda n: cut(n, (4, 6, 5))),
]  # fmt: skip

_IBANS = written(
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
    cyrillic=lambda n: n.translate(CYRILLIC),
    cyrillicfours=lambda n: cut(n.translate(CYRILLIC), (4,) * 5), each=spaced,
    wide=lambda n: n.translate(FULL_WIDTH), hidden="\u200b".join,
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


_EMAILS = written(
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
    cyrillic=lambda a: a.translate(CYRILLIC), wide=_spelled("＠", "．"), hidden=_spelled("@\u200b", "."),
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
    *written(
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
        threes=lambda n: cut(n, (3, 3, 3)), each=spaced, wide=lambda n: n.translate(FULL_WIDTH),
        letter=lambda n: n.replace("0", "О", 1),
    ),
    *written(
        lambda random: digits(random, 8),
        "паспорт N{}", "паспорт № N{}", "паспорт N {}", "N{}", "паспорт серии N № {}", "passport N{}",
        "passport number N{}", "төлқұжат N{}",
        "төлқұжат нөмірі N{}", "загранпаспорт N{}", "паспорт n{}", "толкужат N{}", "паспортым N{}",
        "номер паспорта №{}",
    ),
    *written(
        lambda random: "45" + digits(random, 8),
        "паспорт {four}", "паспорт РФ {two}", "паспорт серия {four}", "passport {}",
        four=lambda n: cut(n, (4, 6)), two=lambda n: cut(n, (2, 2, 6)),
    ),
]  # fmt: skip


def _plate(random: Random) -> str:
    letters = "".join(random.choice("ABCEHKMOPTXYZDF") for _ in range(3))
    return f"{digits(random, 3)} {letters} {random.randint(1, 20):02}"


_PLATES = [
    *written(
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
        cyrillic=lambda n: n.translate(CYRILLIC),
        gluedcyrillic=lambda n: n.replace(" ", "").translate(CYRILLIC), lower=str.lower,
        lowerglued=lambda n: n.replace(" ", "").lower(),
        wide=lambda n: n.translate(FULL_WIDTH), half=lambda n: n[:3] + n[4:],
        half2=lambda n: n[:7] + n[8:], hidden="\u200b".join,
    ),
    *written(
        lambda random: f"{random.choice('ABEKMHOPCTYX')}{digits(random, 3)}{random.choice('ABEK')}{random.choice('MHOP')}",
        "машина {}77", "{}777", "{cyrillic}102", "гос номер {}", "номер машины {cyrillic}",
        cyrillic=lambda n: n.translate(CYRILLIC),
    ),
]  # fmt: skip

_HANDLES = written(
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
    Kind.PHONE: PHONES,
    Kind.CARD: _CARDS,
    Kind.IBAN: _IBANS,
    Kind.EMAIL: _EMAILS,
    Kind.ADDRESS: _ADDRESSES,
    Kind.DOCUMENT: _DOCUMENTS,
    Kind.PLATE: _PLATES,
    Kind.HANDLE: _HANDLES,
    Kind.PERSON: PERSONS,
}
