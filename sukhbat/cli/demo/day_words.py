"""Days in the words of three languages, for the tokens ``{date:+90}`` of the sample answers. Pure."""

import re
from datetime import date, timedelta

TOKEN = re.compile(r"\{date:\+(\d+)\}")
_MONTHS = {
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_FORMS = {"kk": "{year} жылғы {day} {month}", "ru": "{day} {month} {year} года", "en": "{day} {month} {year}"}


def in_words(day: date, language: str) -> str:
    """The day as it stands after "до" or "by": 12 марта 2027 года, 2027 жылғы 12 наурыз, 12 March 2027."""
    return _FORMS[language].format(year=day.year, day=day.day, month=_MONTHS[language][day.month - 1])


def with_days(text: str, *, answered_on: date, language: str) -> str:
    """The text with each token replaced by the day so many days after the answer."""
    return TOKEN.sub(lambda token: in_words(_day(answered_on, token), language), text)


def first_day(text: str, *, answered_on: date) -> date | None:
    """The day of the first token, by which something will be done."""
    token = TOKEN.search(text)
    return _day(answered_on, token) if token else None


def _day(answered_on: date, token: re.Match[str]) -> date:
    return answered_on + timedelta(days=int(token[1]))
