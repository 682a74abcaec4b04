"""The endings of Kazakh words and which may follow which, spelled as people type without Kazakh letters.

Written from inside out: noun = stem + plural + possessor + case (+ the adjective of place, which begins anew) +
person; verb = stem + voice + negation + one ending of tense, converb, participle or mood; participles and
the verbal noun take the endings of nouns. "и", "я" and "ю" hide a letter of the stem: "оқи-ды" is of "оқы", "қоя-ды"
of "қой". Endings that make another word stand in ``OF_NOUNS`` and ``OF_VERBS``.
"""

from collections.abc import Mapping
from typing import Final

STEM, VERB = "stem", "verb"


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "plural": _each("лар лер дар дер тар тер"),
    "mine": _each("ым им м ын ин н ымыз имиз мыз миз ыныз иниз ныз низ"),
    "his": _each("ы и сы си"),
    "case": _each(
        "нын нин дын дин тын тин га ге ка ке ны ни ды ди ты ти да де та те дан ден тан тен нан нен "
        "мен бен пен менен бенен пенен"
    ),
    "case_of_mine": _each("а е"),
    "case_of_his": _each("н на не нда нде"),
    "at": _each("дагы деги тагы теги"),
    "at_his": _each("ндагы ндеги"),
    "owned": _each("ники дики тики"),
    "like": _each("дай дей тай тей ша ше"),
    "person": _each(
        "мын мин бын бин пын пин сын син мыз миз быз биз пыз пиз сыз сиз сындар синдер сыздар сиздер"
    ),
    "asked": _each("ма ме ба бе па пе шы ши ау"),
    "negation": _each("ма ме ба бе па пе"),
    "past": tuple(
        tense + person
        for tense in ("ды", "ди", "ты", "ти")
        for person in ("", "м", "н", "к", "ныз", "низ", "ндар", "ндер", "ныздар", "низдер")
    ),
    "present": tuple(
        tense + person
        for tense in ("а", "е", "й", "и", "я")
        for person in _each("мын мин сын син сыз сиз ды ди мыз миз сындар синдер сыздар сиздер м")
    ),
    "converb": _each("ып ип п а е й и я галы гели калы кели ыпты ипти пты пти"),
    "participle": _each(
        "ган ген кан кен атын етин йтын йтин итын итин ятын ар ер р мас мес бас бес пас пес мак мек бак бек пак пек"
    ),
    "action": _each("у ю"),
    "voice": _each("т л ыл ил н ын ин с ыс ис дыр дир тыр тир гыз гиз кыз киз"),
    "condition": tuple(
        mood + person
        for mood in ("са", "се")
        for person in ("", "м", "н", "к", "ныз", "низ", "ндар", "ндер", "ныздар", "низдер")
    ),
    "wish": _each(
        "сын син ыныз иниз ныз низ ыныздар иниздер ныздар низдер ындар индер айык ейик йык йик "
        "айын ейин йын йин гын гин кын кин"
    ),
}  # fmt: skip

_NOUN = ("plural", "mine", "his", "at", "at_his", "owned", "participle", "action", STEM)
_VERBAL = ("past", "present", "converb", "participle", "action", "condition", "wish")
_BEFORE_A_CASE = ("plural", "at", "at_his", "owned", "participle", "action", STEM)
_WHOLE = ("case", "case_of_mine", "case_of_his", "like", *_NOUN, *_VERBAL)

# What may stand before an ending, towards the stem.
BEFORE: Final[Mapping[str, tuple[str, ...]]] = {
    "end": (*_WHOLE, "person", "asked"),
    "asked": (*_WHOLE, "person"),
    "person": ("case", "case_of_his", *_NOUN),
    "case": (*_BEFORE_A_CASE, "mine", "his"),
    "case_of_mine": ("mine",),
    "case_of_his": ("his",),
    "at": (*_BEFORE_A_CASE, "mine"),
    "at_his": ("his",),
    "owned": (*_BEFORE_A_CASE, "mine", "his"),
    "like": _NOUN,
    "mine": _BEFORE_A_CASE,
    "his": _BEFORE_A_CASE,
    "plural": (*_BEFORE_A_CASE, "mine"),
    **dict.fromkeys(_VERBAL, ("negation", "voice", VERB)),
    "negation": ("voice", VERB),
    "voice": (VERB,),
}
LONGEST: Final = max(len(ending) for endings in _ENDINGS.values() for ending in endings)
# The classes of each ending.
CLASSES: Final[Mapping[str, frozenset[str]]] = {
    ending: frozenset(name for name, endings in _ENDINGS.items() if ending in endings)
    for endings in _ENDINGS.values()
    for ending in endings
}

# Endings that make another word, the longest first: of a noun, and of a verb.
OF_NOUNS: Final = _longest_first(
    "шылык шилик лык лик дык дик тык тик шы ши лы ли ды ди ты ти сыз сиз гы ги кы ки ша ше ла ле да де та те "
    "лан лен дан ден тан тен лас лес дас дес тас тес лат лет дат дет тат тет ландыр лендир дандыр дендир тандыр "
    "тендир лыкты ликти дыкты дикти тыкты тикти кер гер"
)
OF_VERBS: Final = _longest_first(
    "ыл ил л ын ин н ыс ис с т тыр тир дыр дир гыз гиз кыз киз кер ым им м ма ме ба бе па пе ык ик к гыш гиш кыш "
    "киш ушы уши ар ер р ынды инди ыст ист ымды имди ымсыз имсиз"
)
# Before these a stem of two letters may stand ("су" water, "сусыз" without it).
AFTER_SHORT: Final = frozenset(_each("сыз сиз лык лик"))
