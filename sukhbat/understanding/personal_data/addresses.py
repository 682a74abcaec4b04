"""Home addresses: a street (or a microdistrict) with a house, or a house with a flat.

A street without a house is not personal. Russian, Kazakh and English ways of writing.
"""

import re
from collections.abc import Iterator

from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.plain import Plain

_STREET = (
    r"(?:(?:ул|улиц[аеыу]|пр|проспект\w{0,2}|пр-к?т[ае]?|просп|переул\w{2,4}|бульвар\w{0,2}|б-р|шоссе|набережн\w{2,3}|мкр"
    r"|мкр-?н|микрорайон\w{0,2}|мик-?н|м-н|ж/м|ш/а|көшесі|кошеси|street|avenue|ave|microdistrict"
    r"|(?P<weak>квартал\w{0,2}|кв-л|проезд\w{0,2}|тупик\w{0,2}|алле[яе]))(?![^\W\d_]|-)\.?"
    r"|(?:пер|бул|наб|микр|ш|st|ш\.а)\.)"
)
_KAZAKH_STREET = re.compile(
    r"(?<= )(?:к(?:ө|о)шес(?:і|и)\w{0,5}|көш\.|к-сі|к-си|даңғыл\w{0,5}|дангыл\w{0,5}|даң\.|бульвары\w{0,4}"
    r"|(?:ш|м)(?:ағын|агын|өлтек|олтек) ?ауд\w{0,6}\.?|ы(?:қ|к)шам ?аудан\w{0,5}|ш/а|ш\.а\.|тұйығы\w{0,3}|орамы\w{0,3}"
    r"|street|st\.?|avenue|ave\.?|road|rd\.?|lane|boulevard|blvd\.?|drive|microdistrict|улица|проспект|мкр\.?|микрорайон)"
    r"(?=[ ,.\d№-])"
)
_HOUSE_WORD = r"(?:д(?:ом[еау]?)?\.?|үй\w{0,2}|уй\w{0,2}|house|building|bld\.?|h\.)"
_NUMBER = r"\d{1,4}(?:[ -]?[абвгдеa-e](?!\w))?(?:[/\\]\d{1,4}[а-гa-d]?)?"
_FLAT_WORD = (
    r"(?:кв(?:арт(?:ира|иру|ире|иры)|\.)?|п[әа]тер(?:і|и|де|дің|ін)?|п\.|оф(?:ис)?\.?|комн(?:ата|\.)|apt\.?|apartment|flat|unit)"
)
_PART_WORD = rf"(?:корп(?:ус)?\.?|к\.|стр(?:оение)?\.?|блок|подъезд|кіреберіс|секция|этаж|қабат|{_FLAT_WORD})"
_TAIL = (
    rf"(?:[ ,;-]{{0,3}}(?:{_PART_WORD} ?№? ?\d{{1,4}}(?:-?[абвa-c](?!\w))?|\d{{1,4}}(?:-?(?:ші|шы|й|я|ый|ая))?[ -]{{0,2}}"
    r"(?:кв(?:артира|\.)?|пәтер\w{0,3}|патер\w{0,3}|подъезд|корпус|apt|flat)(?!\w)))"
)
_HOUSE_AFTER = r"(?:[ -]{0,2}(?:ші |шы |й |ой )?(?:үй\w{0,4}|уй\w{0,4}|дом\w?|house)(?!\w))"

_NAME_WORD = r"(?:\w{1,4}\.|[\w\-«»\"']{1,30})"
_TYPED_STREET = re.compile(
    rf"(?<![\w-]){_STREET} ?№?(?P<name>(?: ?{_NAME_WORD}[ ,]){{0,3}}?(?:{_NAME_WORD})?)"
    rf"(?P<comma>[ ,]{{1,3}}(?P<word>{_HOUSE_WORD} ?№? ?)?|(?<=\.))(?:№ ?)?(?P<house>(?<!\d){_NUMBER})(?![\w%]|[.,:]\d)"
    rf"(?P<after>{_HOUSE_AFTER})?(?P<tail>{_TAIL}{{0,4}})"
)
_NUMBERED_DISTRICT = re.compile(
    r"(?<![\w-])\d{1,2}(?:-?(?:й|ый|ой|ші|шы|th|st|nd|rd))?[ -]?(?:а |б )?(?:мкр-?н?\.?|микрорайон\w{0,2}|м-н|ш/а|шағын ауд\w{0,6}"
    r"|ықшам ?ауд\w{0,6}|квартал\w{0,2}|microdistrict)[ ,]{1,3}"
    rf"(?P<word>{_HOUSE_WORD} ?№? ?)?(?P<house>{_NUMBER})(?![\w%]|[.,:]\d)(?P<after>{_HOUSE_AFTER})?(?P<tail>{_TAIL}{{0,4}})"
)
_AFTER_KAZAKH_STREET = re.compile(
    rf"[ ,.-]{{0,3}}(?P<word>{_HOUSE_WORD} ?№? ?)?(?:№ ?)?(?P<house>{_NUMBER})(?![\w%]|[.,:]\d)"
    rf"(?P<after>{_HOUSE_AFTER})?(?P<tail>{_TAIL}{{0,4}})"
)
_HOUSE_AND_FLAT = re.compile(
    rf"(?<![\w-])(?:{_HOUSE_WORD} ?№? ?{_NUMBER}|{_NUMBER}{_HOUSE_AFTER}|(?<=[ ,])\d{{1,4}}[абвгд]?(?:/\d{{1,3}})?)"
    rf"[ ,]{{1,3}}(?:подъезд ?\d{{1,2}}[ ,]{{1,2}})?(?:{_FLAT_WORD} ?№? ?\d{{1,4}}"
    r"|\d{1,4}(?:-?(?:ші|шы|й|я|ая))?[ -]{0,2}(?:квартира|п[әа]тер(?:де|ден|ге|ін|і)?))(?!\w|[.,]\d)"
)
_HOUSE_ON_STREET = re.compile(
    rf"(?<![\w-])(?:дом\w?|д\.) ?№? ?{_NUMBER},? (?:по|на) (?:ул(?:иц[аеыу]|\.)?|пр(?:оспект\w{{0,2}}|\.)|переулк\w|бульвар\w)"
    r" ?[\w.\-]{2,30}"
)
_ENGLISH = re.compile(
    r"(?<![\w-])\d{1,4}[a-d]?,? (?:[A-Z][\w'-]{1,20} ){1,3}(?:[Ss]treet|[Ss]t\b\.?|[Aa]venue|[Aa]ve\b\.?|[Rr]oad|[Ll]ane|[Bb]oulevard)"
    r"(?:, ?(?:[Aa]pt|[Aa]partment|[Ff]lat|[Uu]nit)\.? ?№?#? ?\d{1,4})?(?!\w)"
)
_NAME_PART = re.compile(r"[\w.\-'«»\"]+")
_COUNTED = re.compile(
    r" ?-?(?:орынды|қабат|лет|год|мин|час|сут|дн|день|дней|недел|месяц|раз|метр|км|м\b|кв\. ?м|м²|га\b|тонн|кг|литр|градус|%|процент|тенге|тг|₸"
    r"|руб|тыс|млн|млрд|человек|чел\b|дом[аов]|семе|фонар|машин|школ|подъездов|этажей|квартир\b|июн|июл|январ|феврал|март|апрел|ма[яе]\b"
    r"|август|сентябр|октябр|ноябр|декабр|жыл|ай\b|күн|кун|сағат|сагат|минут|рет|адам|бала|үйлер|мың|мын|пайыз|теңге|отбасы|шам|ағаш"
    r"|-?ші |-?шы |-?й\b|-?го\b|-?х\b|km\b|m\b|mi\b|[a-z]{3,20}s\b|years?|days?|hours?|minutes?|months?|people|houses|times|percent|miles?|meters?|\w+(?:ов|ев)\b)"
)
_FREE_AFTER = re.compile(
    r"\s*(?:[,.;:!?)\]\n»\"]|$|(?:нет|не|где|уже|и|в|на|с|по|который|очень|там|постоянно|когда|просим|прошу|почему|живу|у|ни|рядом"
    r"|возле|третий|второй|опять|снова|вода|свет|нету|мы|я|во|без|для|из|к|это|до|the|is|has|there|no|in|we|and|мекенжай\w*|тұрам\w*"
    r"|турам\w*|жоқ|жок|бар|су|жарық|лифт)\b)"
)


_NOT_NAMES = frozenset(
    "минус плюс уже сейчас почти около более менее всего где как нет ещё еще было стоит стоят живет живёт живут ждать"
    " ждём ждем через после до с в на и не только лишь тоже есть был будет градусов было мороз жара зимой летом".split()
)


def find_addresses(text: Plain) -> Iterator[Finding]:
    """Findings with places in the plain text."""
    for found in _TYPED_STREET.finditer(text.text):
        if found["weak"] and not _is_marked(found):
            continue
        if found["name"].strip(" .,-«»\"'") and _is_house(found, text, found.start("name"), found.end("name")):
            yield Finding(Kind.ADDRESS, *found.span(), _surety(found))
    for found in _NUMBERED_DISTRICT.finditer(text.text):
        if _is_marked(found) or not _COUNTED.match(text.text, found.end("house")):
            yield Finding(Kind.ADDRESS, *found.span(), _surety(found))
    yield from _kazakh(text)
    for pattern, confidence in ((_HOUSE_AND_FLAT, 0.8), (_HOUSE_ON_STREET, 0.85)):
        for found in pattern.finditer(text.text):
            yield Finding(Kind.ADDRESS, *found.span(), confidence)
    for found in _ENGLISH.finditer(text.cased):
        yield Finding(Kind.ADDRESS, *found.span(), 0.8)


def _kazakh(text: Plain) -> Iterator[Finding]:
    """"Абай көшесі 15-үй": the name stands before the word for a street."""
    for street in _KAZAKH_STREET.finditer(text.text):
        found = _AFTER_KAZAKH_STREET.match(text.text, street.end())
        if not found:
            continue
        begin = _name_start(text, street.start())
        if begin < street.start() and _is_house(found, text, begin, street.start()):
            yield Finding(Kind.ADDRESS, begin, found.end(), _surety(found))


def _name_start(text: Plain, end: int) -> int:
    """Where the one to three words of a name before ``end`` begin; more than one only with capitals."""
    window_start = max(0, end - 60)
    parts = list(_NAME_PART.finditer(text.cased, window_start, end))
    begin = end
    for count, part in enumerate(reversed(parts)):
        joined = begin == end or text.text[part.end() : begin].isspace()
        if count > 2 or not joined or (count and not part[0][0].isupper()) or (part.start() == window_start > 0):
            break
        begin = part.start()
    return begin


def _is_marked(found: re.Match[str]) -> bool:
    """The house or a flat is named as such."""
    return bool(found["word"] or found["after"] or found["tail"])


def _is_house(found: re.Match[str], text: Plain, name_start: int, name_end: int) -> bool:
    """A bare number must look like a house: not a count, not a year; after a name or before nothing counted."""
    if _is_marked(found):
        return True
    if _COUNTED.match(text.text, found.end("house")) or text.text[found.end() : found.end() + 1] == "-":
        return False
    if re.fullmatch(r"(?:19|20)\d\d", found["house"]):
        return False
    name = text.cased[name_start:name_end].strip(" .,-«»\"'")
    if name[:1].isupper() or name[:1].isdigit():
        return True
    words = name.split()
    return len(words) <= 2 and _NOT_NAMES.isdisjoint(words) and _FREE_AFTER.match(text.text, found.end()) is not None


def _surety(found: re.Match[str]) -> float:
    return 0.95 if found["tail"] else 0.9 if _is_marked(found) else 0.75
