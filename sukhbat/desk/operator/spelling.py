"""How a public number is said aloud: its groups, and each letter by a name of its own."""

from sukhbat.kernel.ids import show_number

# The ICAO alphabet in English; the usual names of Latin letters in Russian and Kazakh. No I, L, O, U.
_ENGLISH = {
    "A": "Alfa", "B": "Bravo", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf",
    "H": "Hotel", "J": "Juliett", "K": "Kilo", "M": "Mike", "N": "November", "P": "Papa", "Q": "Quebec",
    "R": "Romeo", "S": "Sierra", "T": "Tango", "V": "Victor", "W": "Whiskey", "X": "X-ray", "Y": "Yankee",
    "Z": "Zulu",
}  # fmt: skip
_CYRILLIC = {
    "A": "а", "B": "бэ", "C": "цэ", "D": "дэ", "E": "е", "F": "эф", "G": "гэ", "H": "аш", "J": "йот",
    "K": "ка", "M": "эм", "N": "эн", "P": "пэ", "Q": "ку", "R": "эр", "S": "эс", "T": "тэ", "V": "вэ",
    "W": "дубль-вэ", "X": "икс", "Y": "игрек", "Z": "зет",
}  # fmt: skip
_ALPHABETS = {"en": _ENGLISH, "ru": _CYRILLIC, "kk": _CYRILLIC}


def spelled(number: str, language: str) -> list[list[tuple[str, str]]]:
    """The groups of a number; each character with the name to say in the caller's language."""
    names = _ALPHABETS[language]
    return [[(sign, names.get(sign, sign)) for sign in group] for group in show_number(number).split("-")]
