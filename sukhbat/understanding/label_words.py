"""Words that tell a concern from all others: c-TF-IDF by lemma, shown in the form in which people wrote them most.

Of a lemma counts in how many of a concern's questions it stands, weighed by how rare it is among all questions
(Grootendorst, "BERTopic: neural topic modeling with a class-based TF-IDF procedure", 2022, 3.3, with questions
counted in place of words, so that one long letter does not outweigh the others).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log1p
from typing import Final

from sukhbat.understanding.language import Language
from sukhbat.understanding.morphology.lemmas import lemmas

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?…:]\s+)[\s«\"(–-]*$")
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_SHORTEST, _LONGEST = 3, 30  # letters
_LONGEST_ABBREVIATION = 5
# A word that only one person used says little of what the others want.
_USED_BY_TWO = 3


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# In nearly every question, whatever it is about. Folded lemmas.
_COMMON: Final = _listed(
    """
    бар бол бойынша бул биз биздин бирак бир гана деген деп дейин еди екен емес енди жок жат жур кайда кайдан
    калай канша кандай кашан кашанга керек ким менин маган мумкин не неге неден немесе бари барлык адам оз
    озим олар осы сол соны сиз сизге тагы тур ушин шейин туралы жане айт отыр кел кет сура сурак бер ал кал
    кыл ет жаса кор жил жыл кун ай уакыт коп аз без более быть весь вот все вы где для его если есть еще за
    зачем здесь или из как какая какой когда кто куда ли либо лишь мне мочь можно мой мы над надо наш нет
    никто но об он она они оно от очень почему при про раз сам свой сейчас так такой там тоже только тот уже
    хотеть хотя чего через что чтобы это этот скажите сказать подсказать пожалуйста спасибо здравствуйте нужно
    человек год день время который делать сделать стать болу бару кету келу алу беру ету жасау жүру журу туру
    отыру жату айту сурау кылу калу кору корсету билу
    about all also and any are becaus because been but can could day did do doe does for from get had has have
    here how into its just like long make many may more much must need not now only our out over please should
    some such than that the their them then there they this too very want was way were what when where which
    who whi why will with would year yet you your still see tell say us use
    """
)


class Background:
    """In how many questions each lemma stands, by language."""

    def __init__(self) -> None:
        self._with: dict[str, Counter[str]] = defaultdict(Counter)
        self._questions: Counter[str] = Counter()

    def add(self, text: str, language: Language) -> None:
        """One more question."""
        self._questions[language] += 1
        self._with[language].update(_forms(text, language).keys())

    def rarity(self, lemma: str, language: Language) -> float:
        """How rare a lemma is among the questions of a language; of one that nobody used, most rare."""
        return log1p(self._questions[language] / max(1, self._with[language][lemma]))


def telling_words(
    texts: Sequence[str], language: Language, background: Background, *, most: int
) -> list[str]:
    """The words that tell questions of one concern and language from others, the most telling first."""
    used: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        found = _forms(text, language)
        used.update(found.keys())
        for lemma, form in found.items():
            forms[lemma][form] += 1
    fewest = 2 if len(texts) >= _USED_BY_TWO else 1
    weights = {
        lemma: count * background.rarity(lemma, language) for lemma, count in used.items() if count >= fewest
    }
    best = sorted(weights, key=lambda lemma: (-weights[lemma], lemma))[:most]
    return [_most_used(forms[lemma]) for lemma in best]


def _forms(text: str, language: Language) -> Mapping[str, str]:
    """The lemmas of a text, each with the form that stands there first."""
    found: dict[str, str] = {}
    shouts = text.isupper()
    for match in _WORD.finditer(text):
        word = match[0]
        if not _SHORTEST <= len(word) <= _LONGEST:
            continue
        lemma = lemmas(word.lower(), language)
        if not lemma or lemma[0].folded in _COMMON:
            continue
        found.setdefault(lemma[0].folded, _as_shown(word, text[: match.start()], shouts=shouts))
    return found


def _as_shown(word: str, before: str, *, shouts: bool) -> str:
    """The word in small letters unless its capitals are its own: an abbreviation, or a name within a sentence."""
    if shouts:
        return word.lower()
    if word.isupper():
        return word if len(word) <= _LONGEST_ABBREVIATION else word.lower()
    begins = _BEGINS_SENTENCE.search(before[-8:]) is not None or not before
    return word.lower() if begins else word


def _most_used(forms: Counter[str]) -> str:
    """The form used most; of equals the one with most Kazakh letters, then the shortest."""
    return min(forms, key=lambda form: (-forms[form], -len(_KAZAKH.findall(form)), len(form), form))


def background_of(texts: Iterable[tuple[str, Language]]) -> Background:
    """What is usual in these questions."""
    background = Background()
    for text, language in texts:
        background.add(text, language)
    return background
