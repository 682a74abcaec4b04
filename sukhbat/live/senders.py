"""What writes: questions and supports. Parsing in the loop's thread, everything else in a batch of the writers'."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sukhbat.kernel import clock
from sukhbat.kernel.ids import show_number
from sukhbat.kernel.passes import Pass
from sukhbat.kernel.refusals import Refusal
from sukhbat.live import refusals
from sukhbat.live.batches import Batches, Work
from sukhbat.live.options import Options
from sukhbat.live.passes import Passes
from sukhbat.live.reading import read_submission, read_wish
from sukhbat.live.reference import Reference
from sukhbat.live.request import Request
from sukhbat.questions.supports import Supported, Wish, change_supports
from sukhbat.questions.taking_in import Arrival, Taken, take_in_all

# Status and JSON of an answer, or why not.
Told = tuple[int, dict[str, Any]] | Refusal
Tell = Callable[[Told], None]
PassedWish = tuple[Wish, UUID]
Item = TypeVar("Item")
Given = TypeVar("Given")
# Of one person's at a time: who sends more, by a program, takes no places that others need.
MOST_OF_ONE = 32
JSON = "application/json"
_AS_SENT = "application/json; charset=utf-8"


def _take_in(arrivals: Sequence[Arrival]) -> Sequence[Taken | Refusal]:
    return take_in_all(arrivals=arrivals, now=clock.now())


def _change(wishes: Sequence[PassedWish]) -> Sequence[Supported | Refusal]:
    """Each pass is for one conference, and so is a call."""
    by_conference: dict[UUID, list[int]] = defaultdict(list)
    for index, (_wish, conference_id) in enumerate(wishes):
        by_conference[conference_id].append(index)
    found: dict[int, Supported | Refusal] = {}
    for conference_id, places in by_conference.items():
        answers = change_supports(
            wishes=[wishes[index][0] for index in places], now=clock.now(), conference_id=conference_id
        )
        found.update(zip(places, answers, strict=True))
    return [found[index] for index in range(len(wishes))]


class Senders:
    """Both ways in, each with its queue, thread and connection."""

    def __init__(
        self,
        options: Options,
        *,
        take_in: Work[Arrival, Taken] = _take_in,
        change: Work[PassedWish, Supported] = _change,
    ) -> None:
        self._options = options
        self._passes = Passes()
        self._under_way: Counter[UUID] = Counter()
        self.reference: Reference | None = None
        sizes = {"most_waiting": options.most_waiting, "most_at_once": options.most_at_once}
        self.questions: Batches[Arrival, Taken] = Batches("questions", take_in, **sizes)
        self.supports: Batches[PassedWish, Supported] = Batches("supports", change, **sizes)

    def start(self) -> None:
        self.questions.start()
        self.supports.start()

    async def stop(self, seconds: float) -> None:
        await self.questions.stop(seconds)
        await self.supports.stop(seconds)

    def ask(self, request: Request, peer: str, tell: Tell) -> None:
        """Take a question in; ``tell`` is called once, at once or after the commit."""
        holder = self._holder(request)
        if isinstance(holder, Refusal):
            return tell(holder)
        if (known := self.reference) is None:
            return tell(refusals.AWAY)
        submission = read_submission(request.body, holder, known)
        if isinstance(submission, Refusal):
            return tell(submission)
        language = request.language

        def then(answer: Taken | Refusal) -> None:
            tell(answer if isinstance(answer, Refusal) else self._receipt(answer, language))

        arrival = Arrival(submission, holder.conference_id, self._network(request, peer))
        return self._put(self.questions, arrival, holder.person_id, then, tell)

    def support(self, request: Request, peer: str, tell: Tell) -> None:
        """Support a question, or take that back."""
        holder = self._holder(request)
        if isinstance(holder, Refusal):
            return tell(holder)
        read = read_wish(request.body)
        if isinstance(read, Refusal):
            return tell(read)

        def then(answer: Supported | Refusal) -> None:
            tell(answer if isinstance(answer, Refusal) else (200, _support_json(answer)))

        wish = Wish(holder.person_id, read.number, read.wanted, self._network(request, peer))
        return self._put(self.supports, (wish, holder.conference_id), holder.person_id, then, tell)

    def _put(
        self,
        line: Batches[Item, Given],
        item: Item,
        person_id: UUID,
        then: Callable[[Given | Refusal], None],
        tell: Tell,
    ) -> None:
        def done(answer: Given | Refusal) -> None:
            self._under_way[person_id] -= 1
            if not self._under_way[person_id]:
                del self._under_way[person_id]
            then(answer)

        if self._under_way[person_id] >= MOST_OF_ONE or not line.put(item, done):
            tell(refusals.BUSY)
        else:
            self._under_way[person_id] += 1

    def _network(self, request: Request, peer: str) -> str:
        return request.network(peer, self._options.address_header)

    def _holder(self, request: Request) -> Pass | Refusal:
        """Whose request it is, before its body is looked at: a wrong pass costs one HMAC."""
        kind = request.headers.get("content-type", "").lower()
        if kind not in {JSON, _AS_SENT} and kind.partition(";")[0].strip() != JSON:
            return refusals.NOT_JSON
        found = self._passes.read(request.headers.get("authorization", ""), now=clock.now())
        return found or refusals.BAD_PASS

    def _receipt(self, taken: Taken, language: str) -> Told:
        known = self.reference
        slug, names = known.bodies.get(taken.body_id, ("", {})) if known else ("", {})
        return (201 if taken.is_new else 200), {
            "number": taken.number,
            "shown": show_number(taken.number),
            "received_at": taken.received_at.isoformat(),
            "body": {"slug": slug or str(taken.promise.get("body", "")), "name": names.get(language, "")},
            "due_on": taken.due_on.isoformat(),
            "is_new": taken.is_new,
            "promise": taken.promise,
        }


def _support_json(answer: Supported) -> dict[str, Any]:
    return {"number": answer.number, "supports": answer.supports, "mine": answer.mine}
