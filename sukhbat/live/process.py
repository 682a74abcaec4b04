"""The process: starts everything, ticks, and ends in order at SIGTERM."""

import asyncio
import gc
import os
import random
import signal
import socket
import stat
import time
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import structlog
import uvloop

from sukhbat.kernel import clock
from sukhbat.live.connection import Connection
from sukhbat.live.database import DatabaseAwayError, Reader
from sukhbat.live.hub import TICK, Hub
from sukhbat.live.listening import listen
from sukhbat.live.messages import LEAVE
from sukhbat.live.options import Options
from sukhbat.live.presence import SAID_EVERY, say
from sukhbat.live.reference import read_reference
from sukhbat.live.responses import dumps
from sukhbat.live.senders import Senders
from sukhbat.live.service import RETRY, Service

BACKLOG = 4_096
# Seconds.
REFERENCE_EVERY, LOGGED_EVERY = 5.0, 60.0
GRACE = 5.0
log = structlog.get_logger("sukhbat.live")


def main(options: Options) -> None:
    """Serve until SIGTERM or SIGINT. Call it in the main thread, after django.setup()."""
    uvloop.run(serve(options))


async def serve(options: Options) -> None:
    """Everything between the start and the end, in this order: readers, writers, listeners, the port; then back."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    reader = Reader()
    hub, senders = Hub(reader), Senders(options)
    service = Service(options, hub, senders)
    senders.start()
    background = [
        loop.create_task(_forever(work))
        for work in (
            listen(hub),
            _tick(service),
            _refer(reader, senders),
            _say_presence(reader, hub),
            _log(service),
        )
    ]
    server = await _listen_for_clients(options, service)
    # What stands now stays: no collection need walk over it again.
    gc.collect()
    gc.freeze()
    log.info("live_started", capacity=options.capacity, connections=options.connections)
    await stop.wait()
    await _leave(server, service, senders)
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)
    with suppress(TimeoutError):
        await asyncio.wait_for(reader.close(), 1.0)
    log.info("live_stopped")


async def _listen_for_clients(options: Options, service: Service) -> asyncio.AbstractServer:
    """A socket in the file system, or a port that several of these processes may share."""
    loop = asyncio.get_running_loop()
    if options.socket:
        _remove_left_socket(Path(options.socket))
        return await loop.create_unix_server(lambda: Connection(service), options.socket, backlog=BACKLOG)
    return await loop.create_server(
        lambda: Connection(service),
        options.host,
        options.port,
        backlog=BACKLOG,
        reuse_port=hasattr(socket, "SO_REUSEPORT"),
    )


def _remove_left_socket(path: Path) -> None:
    """A socket left by a process that was killed stands in the way."""
    with suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.stat().st_mode):
            path.unlink()


async def _leave(server: asyncio.AbstractServer, service: Service, senders: Senders) -> None:
    """No new connections; what was sent is committed and answered; viewers are asked to come back, each later."""
    service.is_stopping = True
    server.close()
    for connection in list(service.connections):
        if not connection.is_busy:
            connection.transport.close()
    await senders.stop(GRACE)
    await asyncio.sleep(0.05)
    for room in service.hub.rooms:
        await room.say_to_each(_farewell)
    deadline = time.monotonic() + GRACE / 2
    while (service.hub.viewers or service.connections) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)


def _farewell() -> bytes:
    retry = random.randint(*RETRY)  # noqa: S311  spreads clients, no secret
    return b"retry: %d\nevent: %s\ndata: %s\n\n" % (retry, LEAVE.encode(), dumps({"retry": retry}))


# -- what goes on beside


async def _forever(work: Coroutine[None, None, None]) -> None:
    """A loop that ends by a mistake ends the process: the service manager starts a whole one."""
    try:
        await work
    except asyncio.CancelledError:
        raise
    except Exception as error:
        log.critical("live_loop_failed", exc_info=error)
        os.kill(os.getpid(), signal.SIGTERM)


async def _tick(service: Service) -> None:
    while True:
        await asyncio.sleep(TICK)
        service.close_late()
        service.hub.tick()


async def _refer(reader: Reader, senders: Senders) -> None:
    """Words of the directory; the old ones stay while the database is away."""
    while True:
        pause = REFERENCE_EVERY
        try:
            senders.reference = await reader.read(lambda: read_reference(clock.now()))
        except DatabaseAwayError:
            pause = 1.0
        except Exception as error:
            log.error("live_reference_failed", exc_info=error)
        await asyncio.sleep(pause)


async def _say_presence(reader: Reader, hub: Hub) -> None:
    """Also that nobody watches here any more, once."""
    said: dict[UUID, int] = {}
    while True:
        await asyncio.sleep(SAID_EVERY)
        watched = hub.watched()
        if not watched and not said:
            continue
        payload = hub.presence.payload(watched)
        with suppress(DatabaseAwayError):
            await reader.read(lambda payload=payload: say(payload))  # type: ignore[misc]  # bound now
            said = dict(watched)


async def _log(service: Service) -> None:
    """A line a minute while anything happens: numbers only."""
    before: tuple[object, ...] = ()
    while True:
        await asyncio.sleep(LOGGED_EVERY)
        senders = service.senders
        figures = {
            "viewers": service.hub.viewers,
            "questions": senders.questions.done,
            "supports": senders.supports.done,
            "shed": senders.questions.shed + senders.supports.shed,
            "dropped": sum(room.dropped for room in service.hub.rooms),
            "refused": dict(service.refusals),
        }
        if (now := tuple(map(str, figures.values()))) != before:
            log.info("live_figures", **figures)
            before = now
