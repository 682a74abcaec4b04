"""How private people are named, and what beside a name makes it personal: patterns over a plain text."""

import re

from sukhbat.understanding.personal_data.patterns import either

_UPPER, _LETTER = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z", r"[^\W\d_]"
_NAME = rf"[{_UPPER}]{_LETTER}{{1,24}}(?:-[{_UPPER}]{_LETTER}{{1,24}})?"
_FATHER = (
    r"(?:[оеОЕ][вВ][иИ][чЧ](?:а|у|ем|е|А|У)?|ьич(?:а|у|ом|е)?|[оеОЕ][вВ][нН](?:а|ы|е|у|ой|А|Ы|Е|У)"
    r"|ичн(?:а|ы|е|у|ой)"
    r"|[ -]?(?:ұлы|улы|қызы|кызы|ҰЛЫ|ҚЫЗЫ)(?:н?[а-яәғқңөұүһі]{1,3})?|(?:uly|ovich|evich|ovna|evna|qyzy"
    r"|kyzy))"
)
_SURNAME_END = (
    r"(?:[оеёОЕ][вВ]|[иыИЫ][нН]|[оеОЕ][вВ][аА]|[иыИЫ][нН][аА]|ск(?:ий|ая)|бай|бек|ұлы|тегі|енко"
    r"|ov|ev|in|ova|eva|ina)"
)
# Cases of Russian and Kazakh: "Нурланову", "Рахимовтың", "Серікова Алихана".
_CASE = r"(?:а|у|ым|ой|е|ы|ого|ому|[нтд][ыі][ңн]|[нтд][ыі]|[ғгқк][аеә]|[мнд]ен)?"
# What a text has at least that names somebody in full: two words with capitals, or a father's name in small letters.
MAY_NAME = re.compile(
    rf"(?<!\w)[{_UPPER}]{_LETTER}{{1,24}}(?:-{_LETTER}{{1,24}})? [{_UPPER}][.\w]|[ое]вич|[ое]вн[аыеу]"
)

# "Ахметова Гульнара Сериковна", "Әмина Серікқызы Болатова", "ИВАНОВ ИВАН ИВАНОВИЧ"
FULL_NAME = re.compile(
    rf"(?<![\w-])(?P<words>(?:{_NAME} ){{1,2}})(?P<father>[{_UPPER}]{_LETTER}{{1,20}}?{_FATHER})(?!\w)"
    rf"(?: [{_UPPER}]{_LETTER}{{1,20}}{_SURNAME_END}{_CASE}(?!\w))?"
)
# What opens a sentence with a capital before a name: "Прошу Гульнару Сериковну".
NO_NAME = re.compile(
    r"(?i:прошу|просим|пусть|почему|когда|где|кто|что|как|зачем|у|а|и|но|наш\w{0,2}|мо[йяюие]\w?|эт\w{1,2}|сам\w?|\w+(?:ите|йте|ьте)"
    r"|гражда\w+|сосед\w*|неге|қашан|қандай|қайда|біздің|менің|мына|осы|азамат\w*|көршім|анам|әкем|балам|ұлым|қызым|my|our|why|when)"
)
# "петрова валентина ивановна": all small, so the surname must look like one.
SMALL_FULL_NAME = re.compile(
    r"(?<![\w-])[^\W\d_]{2,16}(?:[ое]в|[иы]н|[ое]ва|[иы]на)(?:а|у|ым|ой|ы|е)? [^\W\d_]{3,16}"
    r" [^\W\d_]{2,16}(?:[ое]вич|[ое]вна|[ое]вн[ыеу]|[ое]вича|[ое]вичу|ұлы|улы|қызы|кызы)(?!\w)"
)
# "Касымов Д.М."
INITIALS = re.compile(
    rf"(?<![\w-])[{_UPPER}]{_LETTER}{{1,20}}{_SURNAME_END}{_CASE} [{_UPPER}]\. ?[{_UPPER}]\.?(?!\w)"
)
_LOOKS_SURNAME = re.compile(rf"{_LETTER}{{2,20}}{_SURNAME_END}{_CASE}")

_KIN = either(
    r"сын\w{0,3} доч\w{1,4} дочк\w{1,3} реб[её]н\w{2,4} муж\w{0,3} жен[аыеуой]\w? супруг\w{0,3}"
    r" брат\w{0,3} сестр\w{1,3}"
    r" мат(?:ь|ери|ерью) мам[аыеуой]\w? от(?:ец|ца|цу|цом) пап[аыеуой]\w? бабушк\w{1,2} дедушк\w{1,2}"
    r" внук\w{0,2} внучк\w{1,2}"
    r" племянни\w{1,3} сосед\w{0,4} балам\w{0,3} [ұу]лым\w{0,3} [қк]ызым\w{0,3} анам\w{0,3} әкем\w{0,3}"
    r" жолдасым\w{0,3}"
    r" күйеуім\w{0,3} әйелім\w{0,3} інім\w{0,3} ағам\w{0,3} апам\w{0,3} әпкем\w{0,3} қарындасым\w{0,3}"
    r" сіңлім\w{0,3} көршім\w{0,3}"
    r" немерем\w{0,3} пациент\w{0,3} науқас\w{0,3} гражданин\w{0,2} гражданк\w{1,2} азамат\w{0,3}"
    r" одноклассни\w{1,3}"
    r" уч[ие]ни(?:к|ца|цы|цу|ка|ку|ком)(?:_\d{1,2}_?\S{0,3}_класса)? оқушы\w{0,3} жиенім\w{0,3}"
    r" әжем\w{0,3} атам\w{0,3}"
    r" my_(?:(?:little|younger|elder|old) )?(?:son|daughter|child|mother|father|husband|wife|brother"
    r"|sister|neighbou?r|grandson|granddaughter|nephew|niece)"
)
KIN_BEFORE = re.compile(rf"(?<!\w){_KIN}[,:]? ?(?:\w{{2,12}} ){{0,1}}$")
# "сын Тимур Рахимов", "Балам Ахметов Санжар", "my daughter Aliya Bekova", "Касымов Данияр, 1990 г.р."
NAME_OF_KIN = re.compile(rf"(?<![\w-])(?=(?P<both>(?P<first>{_NAME}) (?P<second>{_NAME}))(?!\w))")

_PAPER = (
    r"г\. ?р\.?(?!\w)|год[аы]? рожд|\bж\. ?т\b|\d{4}\S{0,4} (?:жылы )?ту(?:ған|ган|ылған)(?!\w)|\bд\. ?р\."
    r"|дата рожд|date of birth|\bdob\b"
)
PAPER = re.compile(_PAPER)
BIRTH = re.compile(
    rf"{_PAPER}|\bродил(?:ся|ась)|рожд[её]нн|\d\S{{0,6}} (?:жылғы )?(?:\S+ ){{0,2}}ту(?:ған"
    rf"|ылған)(?!\w)|\bborn\b"
)
DATA = re.compile(
    r"▒|\b\d{1,2} ?(?:лет|года?|жаста|жасар|years old)\b"
    r"|\b\d{1,2} ?-?[«\"“]?[а-яa-zәі]?[»\"”]? ?(?:-?[а-яі]{1,3} )?(?:класс|сынып)"
    r"|\b(?:class|grade) \d|диагноз|бол(?:ен|ьна|еет|ел[аи]?)\b|вич\b|спид\b|туберкул[её]з|инвалид|дцп"
    r"|аути[зс]м|диабет"
    r"|онколог|\bрак(?:ом)?\b|шизофрен|психиатр|эпилепс|гепатит|мүгедек|ауырады|ауыр[ыа]п|ауруы"
    r"|диагнозы|сотталып|сотталған"
    r"|судим|алимент|наркоман|нарколог|\bhiv\b|\bdisab|diagnos|\bкв\.? ?№? ?\d|квартир\w{1,2} ?№? ?\d"
    r"|\d(?:-?[йо][ей]?)? квартир|учит\w{2} в \d|\d-?(?:ші )?пәтер|\bflat \d"
    r"|\bapartment \d"
)
HIMSELF = re.compile(
    r"(?:меня зовут|ф\.? ?и\.? ?о\.?|с уважением|менің атым|атым|аты[ -]жөнім|құрметпен|my name is"
    r"|заявител\w{1,2}) ?[:,-]? ?$"
)
ROLE = re.compile(
    r"аким|министр|депутат|директор|главврач|врач|доктор|начальник|судь|президент|заместит|\bзам\.?\b"
    r"|\bглав[аеуы]\b|председател"
    r"|прокурор|следовател|инспектор|участков|полковник|майор|капитан|лейтенант|учител|педагог|тренер"
    r"|воспитател|заведующ|ректор|мэр"
    r"|специалист|сотрудни|менеджер|руководител|мұғалім|әкім|басшы|бастық|төраға|\bсот\b|судья|дәрігер"
    r"|тәрбиеші|меңгеруші|маман"
    r"|minister|mayor|akim|director|doctor|teacher|judge|deputy|head of|officer"
    r"|спасибо|благодар|рахмет|алғыс|thank|имени|\bим\.|\bул\.|улиц|проспект|памятник"
)
NAMED_AFTER = re.compile(r" ?(?:атындағы|көшесі|даңғылы|көш\.|street|avenue)")
# "Ким Анна Сергеевна, 12.05.2001": too long ago for the day of a visit.
DATE_SOON = re.compile(r",? \(?\d{1,2}[.\-/]\d{1,2}[.\-/](?:19\d\d|200\d|201[0-8])(?!\d)")
DATE = re.compile(r"(?<![\w.])\d{1,2}[.\-/]\d{1,2}[.\-/](?:19|20)\d\d(?!\d)")


def looks_like_surname(word: str) -> bool:
    """Whether a word ends as surnames do, in any case."""
    return _LOOKS_SURNAME.fullmatch(word) is not None


LIVING = re.compile(r"(?:19[2-9]|20)\d")
ANY_YEAR = re.compile(r"(?<!\d)1[0-9]\d\d(?!\d)")
