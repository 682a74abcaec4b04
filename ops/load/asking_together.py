"""Measures what appears while one types, beside a concern of many questions, and how fast its askers are told of it.

    python -m ops.load.asking_together [--questions 41000]

A database of its own, thrown away after. The process that compares meanings is not asked: its answer is given, and what
a page does with it is measured, by the clock and by the CPU of this process. Then the same without that process, by
words. The process itself is measured by ``sukhbat bench``.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from unittest import mock

from ops.load.after_air import drained, say, settle, timed
from ops.load.collective import fill, group
from ops.load.database import own_database

TIMES = 40
TYPED = "Когда же наконец в наше село проведут интернет, живём на улице Абая"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=41_000)
    options = parser.parse_args()
    with own_database():
        measure(options.questions)


def measure(count: int) -> None:
    """Fill, group, then do what somebody who types does, and what the jobs do."""
    from django.db import connection

    from sukhbat.concerns.counting import count_changed
    from sukhbat.concerns.telling import SETTLED
    from sukhbat.kernel.clock import now as moment
    from sukhbat.notices.together import BATCH, tell_of_concerns
    from sukhbat.questions.moderation import publish_overdue
    from sukhbat.search.reactions import react
    from sukhbat.similar.client import Near

    now = moment()
    fill(count, now)
    later = now + timedelta(days=7)
    drained(lambda: publish_overdue(now=later), at_least=1)
    concern = group(now)
    drained(lambda: count_changed(now=now), at_least=500)
    settle(later)
    seconds, _read = timed(lambda: drained(react, at_least=1))
    say(f"{count} public questions in one concern; search read them in {seconds:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    near = [Near("concern", concern.pk, 0.1)]
    said("while typing, the concern was near", lambda: typed(near))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE questions_question SET outcome = 'answered_in_writing', stage = 'closed', answered_at = %s "
            "WHERE id = (SELECT min(id::text)::uuid FROM questions_question)",
            [now],
        )
    drained(lambda: count_changed(now=now), at_least=500)
    said("the same, its oldest question alone being answered", lambda: typed(near))
    # The worst case: the same words stand in every text.
    said("by words, the process being away", lambda: typed(None))
    seconds, told = timed(lambda: drained(lambda: tell_of_concerns(now=now + SETTLED), at_least=BATCH))
    say(f"{told} askers told in {seconds:.1f} s: {told / seconds:.0f} a second")


def typed(near: object) -> int:
    """One request as the form's script makes it; 204 when comparing words took too long."""
    from django.test import Client

    with mock.patch("sukhbat.web.ask.similar_found.near", return_value=near):
        client = Client(HTTP_HOST="localhost", HTTP_SEC_FETCH_SITE="same-origin")
        response = client.post("/ru/ask/similar/", {"text": TYPED})
    if response.status_code != 200 and near is not None:
        raise RuntimeError(f"{response.status_code} instead of what is similar")
    return response.status_code


def said(what: str, act: Callable[[], int]) -> None:
    """Do it some times; print the middle and the slowest of twenty by the clock, and the CPU of one."""
    for _warm in range(3):
        act()
    spent, began, given_up = [], time.process_time(), 0
    for _time in range(TIMES):
        start = time.monotonic()
        given_up += act() == 204
        spent.append((time.monotonic() - start) * 1_000)
    cpu = (time.process_time() - began) / TIMES * 1_000
    spent.sort()
    p95 = spent[int(len(spent) * 0.95) - 1]
    say(
        f"{what}: {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms, CPU of the page's process {cpu:.1f} ms"
    )
    if given_up:
        say(f"  given up as too slow: {given_up} of {TIMES}")


if __name__ == "__main__":
    main()
