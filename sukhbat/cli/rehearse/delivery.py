"""Sending one thing until it is acknowledged or refused: after a lost connection the very same is sent again."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sukhbat.cli.rehearse.dice import DICE
from sukhbat.cli.rehearse.figures import Sending
from sukhbat.cli.rehearse.line import Answer, Lines, LostError

# What a service answers that has too much to do, or whose database is away: send it again.
TRY_AGAIN = frozenset({408, 425, 500, 502, 503, 504})
FIRST_PAUSE, LONGEST_PAUSE = 0.3, 5.0  # seconds


@dataclass
class Patience:
    """When everybody gives up; far away until the script has ended."""

    gives_up_at: float = field(default=float("inf"))

    def is_over(self) -> bool:
        return asyncio.get_running_loop().time() >= self.gives_up_at


@dataclass(frozen=True)
class Letter:
    """What is sent: the path, whose pass, and the JSON."""

    path: str
    token: str
    said: Mapping[str, object]

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}

    @property
    def body(self) -> bytes:
        return json.dumps(self.said, ensure_ascii=False, separators=(",", ":")).encode()


async def deliver(
    letter: Letter, lines: Lines, sending: Sending, patience: Patience
) -> dict[str, object] | None:
    """What the acknowledgement says, or None when it was refused or never answered."""
    loop = asyncio.get_running_loop()
    begun, pause = loop.time(), FIRST_PAUSE
    headers, body = letter.headers, letter.body
    sending.sent += 1
    while True:
        wait = pause
        try:
            answer = await lines.request("POST", letter.path, headers, body)
        except LostError:
            sending.broken += 1
        else:
            if answer.status in {200, 201}:
                sending.acknowledged += 1
                sending.latency.add(loop.time() - begun)
                return read(answer)
            if answer.status not in TRY_AGAIN:
                sending.refused[_code(answer)] += 1
                return None
            sending.shed += 1
            wait = max(pause, _retry_after(answer))
        if patience.is_over():
            sending.unanswered += 1
            return None
        await asyncio.sleep(DICE.uniform(0.5, 1) * wait)
        pause = min(pause * 2, LONGEST_PAUSE)


def read(answer: Answer) -> dict[str, object]:
    """The JSON object of an answer, or an empty one."""
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _code(answer: Answer) -> str:
    code = read(answer).get("code")
    return f"{answer.status} {code}" if isinstance(code, str) else str(answer.status)


def _retry_after(answer: Answer) -> float:
    text = answer.headers.get("retry-after", "")
    return min(float(text), LONGEST_PAUSE) if text.isdigit() else 0.0
