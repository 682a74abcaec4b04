"""What a disguised word may say: look-alikes of other scripts, digits and signs for letters, hidden letters."""

import re
from collections.abc import Iterator

from sukhbat.understanding.latin import in_cyrillic


def _table(olds: str, news: str) -> dict[int, str]:
    return {ord(old): new for old, new in zip(olds, news, strict=True)}


_FOLDED = tuple(zip("ёәғқңөұүһіїўґє", "еагкноуухииуге", strict=True))
_FOLDABLE = re.compile("[ёәғқңөұүһіїўґє]")
# Other Cyrillic, Greek and small capitals that look like Russian letters.
_RARE = _table("ҳӽӄҟӓӗҽѕјαβεικνορτυχγπᴀᴄᴇᴋᴍᴏᴘᴛ", "ххккаеесйавеиквортухгпасекморт")
_SIGNS = _table("@$€036419", "асеозбчия")
# Latin letters by their looks ("xyй", "cyкa") and by their sound ("pizда").
_LOOKS = _RARE | _SIGNS | _table("abcdeghikmnoprtuxyz", "абсдегникмпоргтихуз")
_SOUNDS = _RARE | _SIGNS | _table("abcdefghijklmnopqrstuvwxyz", "абсдефгхийклмнопкрстуввхйз")
_ENGLISH_SIGNS = _table("@$0134578!", "asoieastbi")

_CYRILLIC = re.compile("[а-я]+")
_CYRILLIC_WITH_SIGNS = re.compile(r"(?:[а-яёәғқңөұүһі]|(?![@$€])[\W_])+")
_LATIN = re.compile("[a-z]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_NOT_SAID = re.compile(r"(?:(?![@$€])[\W_])+")
_DOUBLED = re.compile(r"(.)\1+")
# Signs people put for letters they would rather not write; not those that end sentences or join words.
_HIDING = re.compile(r"(?:(?![.,;:!?()\[\]{}\"'«»„“”‚‘’/\\\-–—▒])[\W_])+")
_HIDDEN_AT_MOST = 10
_SHORTEST = 3


def folded(word: str) -> str:
    """The lower-case word or text with Kazakh letters as their Russian look-alikes, ё as е."""
    if _FOLDABLE.search(word):
        for letter, alike in _FOLDED:
            word = word.replace(letter, alike)
    return word


def without_doubles(word: str) -> str:
    """Runs of one letter as one letter ("сууука")."""
    return _DOUBLED.sub(r"\1", word)


def in_russian_letters(token: str) -> Iterator[str]:
    """Folded words that a token which is no plain Cyrillic word may stand for."""
    if _CYRILLIC_WITH_SIGNS.fullmatch(token):
        yield folded(_NOT_LETTERS.sub("", token))
        return
    for said in dict.fromkeys((_NOT_LETTERS.sub("", token), _NOT_SAID.sub("", token))):
        if _LATIN.fullmatch(said):
            yield folded(in_cyrillic(said, "ru"))
            yield folded(in_cyrillic(said, "kk"))
            if _CYRILLIC.fullmatch(looked := said.translate(_LOOKS)):
                yield looked
        elif len(said) >= _SHORTEST and not said.isdigit():
            plain = folded(said)
            for table in (_LOOKS, _SOUNDS):
                read = plain.translate(table)
                if _CYRILLIC.fullmatch(read):
                    yield read


def in_english_letters(token: str) -> Iterator[str]:
    """Latin words that a token may stand for ("sh!t", "a$$", "f.u.c.k")."""
    for said in dict.fromkeys((token, _NOT_LETTERS.sub("", token), token.translate(_ENGLISH_SIGNS))):
        if _LATIN.fullmatch(said):
            yield said


def hidden_pattern(token: str) -> re.Pattern[str] | None:
    """A pattern of whole words for a token with hidden letters ("п***ц"), or None when there are none."""
    token = token.lstrip("*#_")
    signs = list(_HIDING.finditer(token))
    letters = _HIDING.sub("", token)
    if not signs or signs[0].start() == 0 or len(token) > 20 or not letters.isalpha():
        return None
    if len(letters) < 2 and (len(token) < _SHORTEST or len(signs) > 1):
        return None
    plain = folded(token)
    script = "a-z" if _LATIN.match(plain) and _LATIN.fullmatch(letters) else "а-я"
    if script == "а-я":
        plain = plain.translate(_LOOKS)
    pieces: list[str] = []
    at = 0
    for sign in signs:
        size = sign.end() - sign.start()
        if size > _HIDDEN_AT_MOST:
            return None
        pieces += [
            re.escape(plain[at : sign.start()]),
            f"[{script}]{{{max(1, size - 1)},{size + (size > 1)}}}",
        ]
        at = sign.end()
    return re.compile(rf"(?<!\S){''.join([*pieces, re.escape(plain[at:])])}(?!\S)")
