"""People per 10,000 residents, as a reader can compare them."""

from django.utils.formats import number_format

PER = 10_000


def rate(people: int, population: int) -> float:
    return people * PER / population


def shown_rate(people: int, population: int | None) -> str:
    """The rate in words of numbers, '' where the population is not known: 12 · 3.4 · 0.07 · < 0.01."""
    if not population:
        return ""
    value = rate(people, population)
    if value < 0.01:
        return f"< {number_format('0.01')}"
    places = 0 if value >= 10 else 1 if value >= 1 else 2
    # number_format cuts, it does not round.
    return str(number_format(f"{value:.{places}f}"))
