"""One rehearsal from its options to its report."""

import asyncio
import gc
import json
import resource
import signal
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from sukhbat.cli.environment import DEMO, ready, var_folder
from sukhbat.cli.rehearse.addresses import Target, target
from sukhbat.cli.rehearse.audience import SPEAKERS, Audience
from sukhbat.cli.rehearse.checking import check_by_key, check_directly, check_promises
from sukhbat.cli.rehearse.delivery import Patience
from sukhbat.cli.rehearse.dice import DICE
from sukhbat.cli.rehearse.figures import Figures
from sukhbat.cli.rehearse.guests import Guests, read_guests
from sukhbat.cli.rehearse.line import Door, Lines, LostError
from sukhbat.cli.rehearse.progress import show_progress
from sukhbat.cli.rehearse.questions_file import LANGUAGES, read_questions
from sukhbat.cli.rehearse.report import Report, as_json, as_lines
from sukhbat.cli.rehearse.script import PRESETS, Cue, Script, What, read_script, seconds
from sukhbat.cli.rehearse.senders import Journal, Senders
from sukhbat.cli.rehearse.snapshots import Snapshots
from sukhbat.cli.words import CommandError, say

if TYPE_CHECKING:
    from sukhbat.cli.rehearse.direct import Director

SPARE = timedelta(minutes=10)


@dataclass(frozen=True)
class Setting:
    """Everything that is decided before the first request."""

    options: Namespace
    script: Script
    guests: Guests
    where: Target
    patience: float
    director: "Director | None"
    look: Callable[[Senders], tuple[int, list[str]]] | None


def run_rehearsal(options: Namespace) -> int:
    """Play and report; 1 when something acknowledged is lost or a promise does not hold."""
    script, patience = _script(options), seconds(options.patience)
    where = target(_url(options), allow_remote=options.allow_remote)
    is_local = options.passes is None or options.direct
    if is_local and not where.is_loopback:
        raise CommandError(
            "Without --passes, and with --direct, the rehearsal runs on the server's own machine."
        )
    raise_open_files(wanted=int(script.most(What.VIEWERS)) + 4 * SPEAKERS)
    figures = Figures()
    with ready(default=DEMO if options.against_demo else None) if is_local else nullcontext():
        guests = read_guests(options.passes) if options.passes else _invite(options, script, patience)
        director, look = _direct(options, guests, figures) if options.direct else (None, None)
        setting = Setting(options, script, guests, where, patience, director, look)
        if script.needs_host and director is None:
            say("The script has a host; without --direct nobody hosts.")
        report = uvloop.run(_play(setting, figures))
    for line in as_lines(report):
        say(line)
    if options.json:
        options.json.write_text(
            json.dumps(as_json(report), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 1 if report.failed else 0


async def _play(setting: Setting, figures: Figures) -> Report:
    options, began_at = setting.options, datetime.now(UTC)
    door = Door(await _found(setting.where), setting.guests.origin)
    lines, polling = Lines(door, most=SPEAKERS), Lines(door, most=SPEAKERS)
    path = f"/live/conferences/{setting.guests.conference}/snapshot?language={DICE.choice(LANGUAGES)}"
    snapshots = Snapshots(polling, path, figures.snapshots)
    with _journal(options.journal) as journal:
        senders = Senders(
            setting.guests, read_questions(options.questions), lines, snapshots, figures, Patience(), journal
        )
        audience = Audience(door, setting.guests, figures, senders, snapshots)
        showing = asyncio.create_task(show_progress(figures, ends_at=setting.script.ends_at))
        # What lives to the end is not looked at again by each collection.
        gc.freeze()
        begun = asyncio.get_running_loop().time()
        try:
            with Studio(setting.director) as studio, _stopped_by_signal(audience.stop):
                await audience.play(setting.script, host=studio.follow, patience=setting.patience)
                await studio.finish()
            played = asyncio.get_running_loop().time() - begun
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing
        await _check(setting, senders, lines)
    lines.close()
    polling.close()
    return Report(door.where.origin, setting.guests.conference, began_at, played, figures)


class Studio:
    """The director's acts, one after another in a thread of their own: they work with the database."""

    def __init__(self, director: "Director | None") -> None:
        self._director = director
        self._pool = ThreadPoolExecutor(1)
        self._every: asyncio.Task[None] | None = None
        self._acts: set[asyncio.Future[None]] = set()

    def __enter__(self) -> "Studio":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._every is not None:
            self._every.cancel()
        self._pool.shutdown(wait=True)

    def follow(self, cue: Cue) -> None:
        if self._director is None:
            return
        if cue.what is What.FINISH:
            self._do(self._director.end)
            return
        if self._every is not None:
            self._every.cancel()
        self._every = asyncio.create_task(self._again(cue.level)) if cue.level else None

    async def finish(self) -> None:
        if self._every is not None:
            self._every.cancel()
        await asyncio.gather(*self._acts)

    async def _again(self, every: float) -> None:
        assert self._director is not None
        while True:
            self._do(self._director.next)
            await asyncio.sleep(every)

    def _do(self, act: Callable[[], None]) -> None:
        done = asyncio.get_running_loop().run_in_executor(self._pool, act)
        self._acts.add(done)
        done.add_done_callback(self._acts.discard)


@contextmanager
def _stopped_by_signal(stop: Callable[[], None]) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM ends the script early, with its report; the next one ends everything."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def once() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)
        stop()

    with suppress(ValueError, RuntimeError):  # another thread than the main one gets no signals
        for number in numbers:
            loop.add_signal_handler(number, once)
    try:
        yield
    finally:
        with suppress(ValueError, RuntimeError):
            for number in numbers:
                loop.remove_signal_handler(number)


async def _check(setting: Setting, senders: Senders, lines: Lines) -> None:
    checking = senders.figures.checking
    check_promises(senders.receipts, checking)
    if setting.look is not None:
        await asyncio.to_thread(check_directly, senders, checking, setting.look)
    elif senders.receipts:
        await check_by_key(senders.receipts, lines, checking, most=setting.options.check)


async def _found(where: Target) -> Target:
    """The target, or on this machine the port beside it, where the live service of a demonstration listens."""
    beside = Target(where.host, where.address, where.port + 1, where.is_secure, where.is_loopback)
    for each in (where, beside) if where.is_loopback else (where,):
        with suppress(LostError):
            lines = Lines(Door(each), most=1)
            answer = await lines.request("GET", "/live/health")
            lines.close()
            if answer.status == 200 and b"viewers" in answer.body:
                return each
    raise CommandError(f"No live service answers at {where.origin}/live/health.")


def raise_open_files(*, wanted: int) -> None:
    """Raise the limit of open files as far as it goes. CommandError when the viewers do not fit into it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard != resource.RLIM_INFINITY and wanted > hard:
        raise CommandError(
            f"This script needs {wanted} connections; one process may have {hard} open files here."
        )


@contextmanager
def _journal(path: Path | None) -> Iterator[Journal]:
    if path is None:
        yield Journal()
        return
    with path.open("w", encoding="utf-8") as file:
        yield Journal(file)


def _script(options: Namespace) -> Script:
    if options.script is None:
        return read_script(PRESETS[options.preset])
    if " " in options.script:
        return read_script(options.script)
    try:
        return read_script(Path(options.script).read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{options.script} cannot be read: {error.strerror}.") from error


def _url(options: Namespace) -> str:
    if options.url:
        return str(options.url)
    try:
        return str(json.loads((var_folder() / "demo.json").read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError):
        raise CommandError(
            "No demonstration is running here; start one, or name the address to play against."
        ) from None


def _invite(options: Namespace, script: Script, patience: float) -> Guests:
    from django.conf import settings

    from sukhbat.cli.rehearse.preparing import invite, live_sample
    from sukhbat.kernel import clock

    now = clock.now()
    return invite(
        slug=options.conference or live_sample(now=now),
        people=options.people,
        lasts=timedelta(seconds=script.ends_at + patience) + SPARE,
        # A demonstration says where it is; its address need not be the one this command would have.
        origin=settings.SITE_URL if options.url else _url(options),
        now=now,
    )


def _direct(
    options: Namespace, guests: Guests, figures: Figures
) -> "tuple[Director | None, Callable[[Senders], tuple[int, list[str]]]]":
    from sukhbat.cli.rehearse.direct import Director, look_in_tables

    script_hosts = _script(options).needs_host
    return Director(
        guests.conference, figures.hosting, host=options.host
    ) if script_hosts else None, look_in_tables
