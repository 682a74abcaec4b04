"""Addresses and numbers of schools, hospitals, offices and shops: what they have is public."""

import re

from sukhbat.understanding.personal_data.patterns import either

_PLACE = either(
    r"школ\w{0,3} школа-\w+ гимнази\w{1,2} лице\w{1,3} садик\w{0,3} детсад\w{0,3}"
    r" детск\w{2,3}_сад\w{0,2} ясли колледж\w{0,2}"
    r" университет\w{0,2} институт\w{0,2} больниц\w{1,2} поликлиник\w{1,2} роддом\w{0,2}"
    r" госпитал\w{1,2} амбулатори\w{1,2} аптек\w{1,2}"
    r" цон\w{0,2} спеццон\w{0,2} отделени\w{1,2} почт\w{1,2} музе\w{1,2} театр\w{0,2} библиотек\w{1,2}"
    r" стадион\w{0,2} бассейн\w{0,2}"
    r" рын(?:ок|ка|ке) базар\w{0,3} магазин\w{0,3} супермаркет\w{0,2} тр?ц кафе ресторан\w{0,2}"
    r" завод\w{0,2} котельн\w{1,2}"
    r" вокзал\w{0,2} остановк\w{1,2} центр\w{0,2} мечет\w{1,2} церк\w{2,4}"
    r" мектеп\w{0,5} мектеб\w{0,5} лицей\w{0,3} гимназия\w{0,3} (?:бала)?бақша\w{0,4} аурухана\w{0,4}"
    r" емхана\w{0,4} перзентхана\w{0,4}"
    r" дәріхана\w{0,4} хқко\w{0,4} бөлімше\w{0,4} пошта\w{0,4} мұражай\w{0,4} кітапхана\w{0,4}"
    r" дүкен\w{0,4} кеңсе\w{0,4}"
    r" орталығ?қ?\w{0,5} аялдама\w{0,4}"
    r" schools? kindergarten hospital clinic polyclinic pharmacy library museum stadium market shop"
    r" college university psc"
)
_NUMBER = r"(?: ?(?:№|номер|no?\.?) ?\d{1,3}| \d{1,3})?"
_JOINING = (
    r"(?:[ ,]{1,2}(?:на|по|в|во|at|on|in|здани\w|адресу|города|имени|расположен\w{0,3}|наход\w{2,6}|орналасқан"
    r"|«[^»]{1,30}»)){0,3}[ ,:(]{0,3}$"
)
_BEFORE = re.compile(rf"(?<!\w){_PLACE}{_NUMBER}{_JOINING}")
# "Емхана Достық көшесі 14", but not "Мектеп көшесі 14".
_OPENING = re.compile(rf"{_PLACE}{_NUMBER} (?!к[өо]ш|к-с|даң|дан|ш/а|street|ave)")
_BESIDE = re.compile(
    r"(?:рядом|возле|около|напротив|за|near|behind|opposite)(?: с(?:о)?| from| to)? (?:\w+ )?$"
)
_AFTER = re.compile(rf"[ -]?[дт](?:е|а)(?:гі|ғы) (?:\S+ )?{_PLACE}(?!\w)")
_FAR = 60

# "БИН … — это министерство", "реквизиты акимата, БИН …"
_STATE = (
    r"(?:министерств|министрлі|әкімді|акимат|школ|мектеп|больниц|аурухана|поликлиник|емхана|кгу\b|кмм\b"
    r"|кгкп|кмқк|гкп|мкк\b|\bгу\b"
    r"|департамент|управлени|басқарма|комитет|ministry|akimat)"
)
_STATE_BEFORE = re.compile(
    rf"{_STATE}\w{{0,10}}[ ,:№(]{{1,3}}(?:[^\s.!?]{{1,20}} ){{0,3}}(?:бин|бсн|bin)[ :№-]{{0,3}}$"
)
_STATE_AFTER = re.compile(rf"[ ,(-]{{1,4}}(?:это |это наш\w |\w{{4,15}} )?{_STATE}")


def stands_at_a_place(text: str, start: int, end: int) -> bool:
    """Whether the address ``text[start:end]`` is said of a place for everybody, not of one near a home."""
    found = _BEFORE.search(text, max(0, start - _FAR), start)
    if found:
        return not _BESIDE.search(text[max(0, found.start() - _FAR) : found.start()])
    return bool(_OPENING.match(text, start) or _AFTER.match(text, end))


def is_of_the_state(text: str, start: int, end: int) -> bool:
    """Whether the number ``text[start:end]`` is said of an office or a school."""
    return bool(_STATE_BEFORE.search(text, max(0, start - _FAR), start) or _STATE_AFTER.match(text, end))
