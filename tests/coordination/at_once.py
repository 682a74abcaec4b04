"""Two connections at once: acts that wait for an open transaction of the test, and what each came to."""

import threading
from collections.abc import Callable

from django.db import connections, transaction

from sukhbat.kernel.refusals import Refused
from tests.waiting import wait_until_blocked


def behind(first: Callable[[], object], *acts: Callable[[], object]) -> list[object]:
    """Run ``first`` in a transaction that stays open until every act waits for it; what each act came to.

    An act's result is what it returned, or the code of its refusal.
    """
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            results[place] = act()
        except Refused as refused:
            results[place] = refused.refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    with transaction.atomic():
        first()
        for thread in threads:
            thread.start()
        wait_until_blocked(len(acts))
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    return results
