"""After the end: is everything there that was acknowledged, and do the promises hold?"""

import asyncio
from collections.abc import Callable, Sequence

from sukhbat.cli.rehearse.delivery import read
from sukhbat.cli.rehearse.dice import DICE
from sukhbat.cli.rehearse.figures import Checking
from sukhbat.cli.rehearse.line import Lines, LostError
from sukhbat.cli.rehearse.senders import Receipt, Senders
from sukhbat.questions.promise_rules import verify_promise

PROMISES = 200
ATTEMPTS = 5
AT_ONCE = 32


async def check_by_key(receipts: Sequence[Receipt], lines: Lines, checking: Checking, *, most: int) -> None:
    """Send some questions with their keys once more: the same number must come back."""
    checking.how = "by sending the same keys again"
    chosen = DICE.sample(list(receipts), min(most, len(receipts)))
    width = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(_by_key(receipt, lines, checking, width) for receipt in chosen))


async def _by_key(receipt: Receipt, lines: Lines, checking: Checking, width: asyncio.Semaphore) -> None:
    checking.looked_for += 1
    letter = receipt.letter
    status = "no connection"
    async with width:
        for attempt in range(ATTEMPTS):
            try:
                answer = await lines.request("POST", letter.path, letter.headers, letter.body)
            except LostError:
                await asyncio.sleep(attempt)
                continue
            if answer.status in {200, 201}:
                said = read(answer)
                is_same = said.get("number") == receipt.number and said.get("is_new") is not True
                checking.found += is_same
                if not is_same:
                    checking.lost.append(receipt.number)
                return
            status = str(answer.status)
            if answer.status < 500:
                break
            await asyncio.sleep(attempt)
    checking.unchecked[status] += 1


def check_promises(receipts: Sequence[Receipt], checking: Checking) -> None:
    """Verify some of the signed promises (questions.promise_rules), each for its own number."""
    for receipt in DICE.sample(list(receipts), min(PROMISES, len(receipts))):
        document = receipt.said.get("promise")
        checking.promises += 1
        named = document.get("promise") if isinstance(document, dict) else None
        is_its_own = isinstance(named, dict) and named.get("number") == receipt.number
        if not is_its_own or verify_promise(document):
            checking.bad_promises.append(receipt.number)


def check_directly(
    senders: Senders, checking: Checking, find: Callable[[Senders], tuple[int, list[str]]]
) -> None:
    """Look in the database for all questions and supports; ``find`` gives how many are there and what is not."""
    checking.how = "in the database"
    checking.looked_for = len(senders.receipts) + len(senders.supported)
    checking.found, checking.lost = find(senders)
