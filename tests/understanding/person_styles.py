"""Made-up private people beside what makes their name personal, as people write of them."""

from collections.abc import Callable
from random import Random

from tests.understanding.personal_makers import Style, digits

_SURNAMES = ("Ахметов", "Касымов", "Петров", "Сулейменов", "Жумабаев", "Оспанов", "Қалиев", "Нұрланов")
_MEN = (
    ("Данияр", "Маратович", "Маратұлы"),
    ("Сергей", "Иванович", "Иванұлы"),
    ("Бауыржан", "Талгатович", "Талғатұлы"),
)
_WOMEN = (
    ("Гульнара", "Сериковна", "Серікқызы"),
    ("Анна", "Петровна", "Петрқызы"),
    ("Айгүл", "Болатовна", "Болатқызы"),
)


def _style(template: str, *, woman: bool) -> Style:
    def write(random: Random) -> str:
        first, russian, kazakh = random.choice(_WOMEN if woman else _MEN)
        surname = random.choice(_SURNAMES) + ("а" if woman else "")
        day, month = f"{random.randint(1, 28):02}", f"{random.randint(1, 12):02}"
        return template.format(
            s=surname, n=first, p=russian, k=kazakh, S=surname.upper(), N=first.upper(), P=russian.upper(),
            small=f"{surname} {first} {russian}".lower(), i=first[0], j=russian[0],
            y=random.randint(1940, 2017), d=f"{day}.{month}", f=random.randint(1, 120), a=random.randint(6, 15),
            c=random.randint(1, 9), t=f"8701{digits(random, 7)}",
        )  # fmt: skip

    return write


def _both(*templates: str) -> list[Callable[[Random], str]]:
    return [_style(template, woman=woman) for template in templates for woman in (True, False)]


PERSONS: list[Style] = _both(
    "{s} {n} {p}, {d}.{y} года рождения", "{s} {n} {p} {y} г.р.", "{S} {N} {P}, {y} г. р.", "{small} {y} года рождения",
    "{s} {n} {k} {y} жылы туған", "{s} {n} {k}, {y} ж.т.", "{n} {k} {s}, диагноз эпилепсия", "{s} {n} {p}, кв. {f}",
    "{s} {i}.{j}., {y} г.р.", "{s} {n}, {y} г.р.", "{s} {n} {p}, болеет туберкулезом", "{s} {n} {k} мүгедек",
    "{s} {n} {p} тел {t}", "С уважением, {s} {n} {p}", "меня зовут {s} {n} {p}", "ФИО: {s} {n} {p}",
) + [
    _style(template, woman=woman)
    for template, woman in (
        ("сын {n} {s}, {a} лет, аутизм", False), ("моя дочь {n} {s} учится в {c} классе", True),
        ("сосед {s} {n} из {f} квартиры", False), ("соседка {s} {n} {p}", True), ("балам {s} {n} {c} А сынып", False),
        ("қызым {n} {s} {a} жаста", True), ("көршім {s} {n} {k}", False), ("my son {n} {s}, {a} years old", False),
    )
]  # fmt: skip
