"""How streets, houses and flats are written in Russian, Kazakh and English: patterns over a plain text.

Named groups: ``name``, ``house``; ``word``, ``after``, ``tail`` when the house or a flat is named as such;
``short``, ``asked``, ``weak`` for what stands before the name (see ``addresses``).
"""

import re

from sukhbat.understanding.personal_data.patterns import either

_SHORT = either(r"ул пр-к?т[ае]? просп б-р мкр мкр-?н мик-?н м-н ul mkr mkrn")
_LONG = either(
    r"улиц[аеыу] пр проспект\w{0,2} переул\w{2,4} бульвар\w{0,2} шоссе набережн\w{2,3}"
    r" микрорайон\w{0,2} ж/м"
    r" ш/а"
    r" көшесі кошеси street avenue ave microdistrict ulic[aeuy] ulits[aeuy] prospekt mikrora[iy]?on koshesi"
)
_ASKED = either(r"адрес\w{0,3}:? мекен-?жай\w{0,4}:? прожива\w{2,4} прописан\w? address:?")
_WEAK = either(
    r"квартал\w{0,2} кв-л проезд\w{0,2} тупик\w{0,2} алле[яе] снт с/о дачн\w{2,3}_(?:массив|обществ"
    r"|кооператив)\w{0,2}"
)
_DOTTED = either(r"пер бул наб микр ш st ш\.а")
_STREET = (
    rf"(?:(?:(?P<short>{_SHORT})|{_LONG}|(?P<asked>{_ASKED})|(?P<weak>{_WEAK}))(?![^\W\d_]|-)\.?"
    rf"|{_DOTTED}\.)"
)

_HOUSE_WORD = either(
    r"д(?:ом[еау]?)?\.? үй\w{0,2} уй\w{0,2} dom u[iy] d\. house building bld\.? h\. уч(?:асток)?\.?"
)
_NUMBER = r"\d{1,4}(?:[ -]?[абвгдеa-e](?!\w))?(?:[/\\]\d{1,4}[а-гa-d]?)?(?:-\d{1,4})?"
_NUMBER_END = r"(?!(?!кв)[\w%]|[.,:]\d)"
_FLAT_WORD = either(
    r"кв(?:арт(?:ира|иру|ире|иры)|\.)? п[әа]тер(?:і|и|де|дің|ін)? п\. оф(?:ис)?\.? комн(?:ата"
    r"|\.) apt\.? apartment flat unit kv(?:artir[aeuy])?\.? pater(?:de)?"
)
_PART_WORD = either(
    rf"корп(?:ус)?\.? к\. стр(?:оение)?\.? блок подъезд кіреберіс секция этаж қабат {_FLAT_WORD}"
)
_PART_AFTER = (
    either(r"кв(?:артира|\.)? пәтер\w{0,3} патер\w{0,3} подъезд корпус apt flat kv pater") + r"(?!\w)"
)
_ORDINAL = r"(?:-?(?:ші|шы|й|я|ый|ая))?[ -]{0,2}"
_TAIL = rf"(?:[ ,.;-]{{0,3}}(?:{_PART_WORD} ?№? ?\d{{1,4}}(?:-?[абвa-c](?!\w))?|\d{{1,4}}{_ORDINAL}{_PART_AFTER}))"
_HOUSE_AFTER = r"(?:[ -]{0,2}(?:ші |шы |й |ой )?(?:үй\w{0,4}|уй\w{0,4}|дом\w?|house|u[iy]|dom)(?!\w))"
_HOUSE = (
    rf"(?:№ ?)?(?P<house>(?<!\d){_NUMBER}){_NUMBER_END}(?P<after>{_HOUSE_AFTER})?(?P<tail>{_TAIL}{{0,4}})"
)
_NAME_WORD = r"(?:\w{1,4}\.|[\w\-«»\"']{1,30})"

# "ул. Абая 15, кв. 4", "мкр Самал-2, дом 33"
TYPED_STREET = re.compile(
    rf"(?<![\w-]){_STREET} ?№?(?P<name>(?: ?{_NAME_WORD}[ ,]){{0,4}}?(?:{_NAME_WORD})?)"
    rf"(?:[ ,.]{{1,3}}(?P<word>{_HOUSE_WORD} ?№? ?)?|(?<=\.)){_HOUSE}"
)
# "5 мкр 10 дом", "8-й микрорайон, д. 12"
NUMBERED_DISTRICT = re.compile(
    r"(?<![\w-])\d{1,2}(?:-?(?:й|ый|ой|ші|шы|th|st|nd|rd))?[ -]?(?:а |б )?"
    + either(
        r"мкр-?н?\.? микрорайон\w{0,2} м-н ш/а шағын_ауд\w{0,6} ықшам_?ауд\w{0,6} квартал\w{0,2}"
        r" microdistrict"
    )
    + rf"[ ,]{{1,3}}(?P<word>{_HOUSE_WORD} ?№? ?)?{_HOUSE}"
)
# The word for a street that follows its name, and the house after it: "Абай көшесі 15-үй, 4-пәтер"
FOLLOWING_STREET = re.compile(
    r"(?<= )"
    + either(
        r"к(?:ө|о)шес(?:і|и)\w{0,5} көш\.? к-сі к-си даңғыл\w{0,5} дангыл\w{0,5} даң\. бульвары\w{0,4}"
        r" (?:ш|м)(?:ағын|агын|өлтек|олтек)_?ауд\w{0,6}\.? ы(?:қ|к)шам_?аудан\w{0,5} ш/а ш\.а\."
        r" тұйығы\w{0,3}"
        r" орамы\w{0,3} koshesi\w{0,3} kosh\.? dangyly\w{0,3} street str?\.? avenue ave\.? road rd\.?"
        r" lane boulevard blvd\.? drive microdistrict"
        r" (?P<russian>улица|проспект|мкр\.?|микрорайон)"
    )
    + r"(?=[ ,.\d№-])"
)
HOUSE_AFTER_STREET = re.compile(rf"[ ,.-]{{0,3}}(?P<word>{_HOUSE_WORD} ?№? ?)?{_HOUSE}")
# "дом 33, квартира 5", "15-үй 4-пәтер", "Абая 15 кв 4"
HOUSE_AND_FLAT = re.compile(
    rf"(?<![\w-])(?:{_HOUSE_WORD} ?№? ?{_NUMBER}|{_NUMBER}{_HOUSE_AFTER}"
    rf"|(?<=[ ,])\d{{1,4}}[абвгд]?(?:/\d{{1,3}})?)"
    rf"[ ,]{{1,3}}(?:подъезд ?\d{{1,2}}[ ,]{{1,2}})?(?:{_FLAT_WORD} ?№? ?\d{{1,4}}"
    rf"|\d{{1,4}}{_ORDINAL}(?:квартира|п[әа]тер(?:де|ден|ге|ін|і)?))(?!\w|[.,]\d)"
)
# "кв. 4, д. 15"
FLAT_AND_HOUSE = re.compile(
    r"(?<![\w-])(?:кв(?:артира)?\.?|пәтер) ?№? ?\d{1,4},? ?(?:д\.|дом"
    r"|үй) ?№? ?\d{1,4}(?:,? ул\.? ?\w{2,30})?(?!\w)"
)
# "в доме 15 по улице Абая"
HOUSE_ON_STREET = re.compile(
    rf"(?<![\w-])(?:дом\w?|д\.) ?№? ?{_NUMBER},? (?:по|на) "
    + either(r"ул(?:иц[аеыу])? пр-т\w? пр(?:оспект\w{0,2})? переулк\w бульвар\w мкр микрорайон\w")
    + rf"(?!\w)\.? ?[\w.\-]{{2,30}}(?: (?:би|жолы|батыра|хана|даңғылы))?{_TAIL}{{0,2}}"
)
# With capitals. "по Букетова 31", "на Сатпаева 12": a street by its ending alone.
BARE_STREET = re.compile(
    r"(?<!\w)(?:[Пп]о|[Нн]а) (?P<name>[А-ЯЁ][а-яё]{2,20}(?:ова|ева|ина|ая|ого"
    r"|ой)) (?P<house>\d{1,3}[а-г]?)(?![\w/%]"
    r"|[.,:]\d)"
)
# With capitals. "Жандосова 58-23", "Школьная 5 үй": a street by its ending, and a flat or the word for a house.
STREET_AND_FLAT = re.compile(
    r"(?<![\w-])(?P<name>[А-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]{2,20}(?:ова|ева|ина|ая|ұлы|баев|бекова?)),? (?:д\.? ?"
    r"|дом )?\d{1,3}[а-г]?"
    r"(?:-\d{1,3}(?![\w/%-]|[.,:]\d)|,? кв\.? ?\d{1,3}(?!\w)| (?:үй|дом)(?:де|іміз)?(?!\w))"
)
# With capitals. "живу на Сатпаева 12", "біздің үй Момышұлы 12"
HOME = re.compile(
    r"(?<!\w)(?:[Жж]ив(?:у|ем|ём|ёт|ет|ут)|[Пп]рожива\w{2,4}|[Пп]рописан\w?|[Дд]ом (?:наш|мой)"
    r"|(?:[Нн]аш|[Мм]ой) дом|[Бб]іздің үй"
    r"|[Үү]йіміз|[Мм]екенжай\w{0,4}|[Аа]дрес\w{0,3})(?:,|:)? (?:(?:на|по|в|г\."
    r"|город\w?) ?){0,2}(?P<name>[А-ЯЁӘҒҚҢӨҰҮҺІ]"
    r"[^\W\d_]{2,20}(?: (?:би|батыра?|хана?))?),? (?P<word>д\.? ?|дом "
    r"|үй )?(?P<house>\d{1,3}[а-г]?(?:[-/]\d{1,3})?)(?![\w/%-]|[.,:]\d)"
)
# With capitals. "15 Abay Street, apt 4"
ENGLISH = re.compile(
    r"(?<![\w-])\d{1,4}[a-d]?,? [A-Z][\w'-]{1,20} (?:[\w'-]{1,20} ){0,2}"
    + either(r"[Ss]treet [Ss]tr?\b\.? [Aa]venue [Aa]ve\b\.? [Rr]oad [Ll]ane [Bb]oulevard")
    + r"(?:, ?(?:[Aa]pt|[Aa]partment|[Ff]lat|[Uu]nit)\.? ?№?#? ?\d{1,4})?(?!\w)"
)

FLAT = re.compile(rf"(?<![^\W\d_]){_FLAT_WORD}|{_PART_AFTER}")
NAME_PART = re.compile(r"[\w.\-'«»\"]+")
YEAR = re.compile(r"(?:19|20)\d\d")
# After a number: what it counts, so that it is no house.
COUNTED = re.compile(
    " ?-?"
    + either(
        r"орынды қабат лет год мин час сут дн день дней недел месяц раз метр км м\b кв\._?м м² га\b тонн кг"
        r" литр градус"
        r" % процент тенге тг ₸ руб тыс млн млрд человек чел\b дом[аов] семе фонар машин школ подъездов"
        r" этажей квартир\b"
        r" июн июл январ феврал март апрел ма[яе]\b август сентябр октябр ноябр декабр жыл ай\b күн кун"
        r" сағат сагат минут"
        r" рет адам бала үйлер мың мын пайыз теңге отбасы шам ағаш -?ші_ -?шы_ -?й\b -?го\b -?х\b km\b m\b"
        r" mi\b полос остановок площадок скамеек парковок построек собак\b улиц\b мест\b лестниц\b ям\b"
        r" камер\b"
        r" детей людей кошек тысяч контейнер"
        r" [a-z]{3,20}s\b people percent \w+(?:ов|ев)\b"
    )
)
# After a number: the sentence goes on without a noun to count.
FREE_AFTER = re.compile(
    r"\s*(?:[,.;:!?)\]\n»\"-]|$|"
    + either(
        r"нет не где уже и в на с по который очень там постоянно когда просим прошу почему живу у ни рядом"
        r" возле третий"
        r" второй опять снова вода свет нету мы я во без для из к это до спасибо помогите the is has there"
        r" no in we and"
        r" рахмет жауап мекенжай\w* тұрам\w* турам\w* жоқ жок бар су жарық лифт"
    )
    + r"\b)"
)
NOT_NAMES = frozenset(
    [
        "минус",
        "плюс",
        "уже",
        "сейчас",
        "почти",
        "около",
        "более",
        "менее",
        "всего",
        "где",
        "как",
        "нет",
        "ещё",
        "еще",
        "было",
        "стоит",
        "стоят",
        "живет",
        "живёт",
        "живут",
        "ждать",
        "ждём",
        "ждем",
        "через",
        "после",
        "до",
        "с",
        "в",
        "на",
        "и",
        "не",
        "только",
        "лишь",
        "тоже",
        "есть",
        "был",
        "будет",
        "градусов",
        "мороз",
        "жара",
        "зимой",
        "летом",
    ]
)
