"""The process: a loop that answers, a thread that reads the database, one that has everything regrouped."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

import structlog

from sukhbat.similar.following import Following
from sukhbat.similar.health import State
from sukhbat.similar.options import Options
from sukhbat.similar.regrouping import Regrouping
from sukhbat.similar.server import Server
from sukhbat.similar.socket_file import SocketFile

BACKLOG = 128
GRACE = 3.0  # seconds that the threads have to end
log = structlog.get_logger("sukhbat.similar")


def main(options: Options) -> None:
    """Serve until SIGTERM or SIGINT. Call it in the main thread, after django.setup(). TakenError."""
    with SocketFile(options.socket) as place:
        asyncio.run(_serve(options, place))


async def _serve(options: Options, place: SocketFile) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    state = State()
    listening = place.listening(BACKLOG)
    following = Following(state, ending)
    regrouping = Regrouping(options, state, following, ending)
    server = Server(options, following.search, lambda: state.said(server.told, server.waiting))
    listener = await asyncio.start_unix_server(server.serve, sock=listening)
    threads = [_started(following.run, ending), _started(regrouping.run, ending)]
    log.info("similar_started", pid=os.getpid())
    await stop.wait()
    ending.set()
    listener.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(server.stop(), 1.0)
    for thread in threads:
        await asyncio.to_thread(thread.join, GRACE)
    log.info("similar_stopped", unfinished=[thread.name for thread in threads if thread.is_alive()])


def _started(work: Callable[[], None], ending: threading.Event) -> threading.Thread:
    """A thread; when it ends by a mistake the process ends, too, and the service manager starts a whole one."""

    def run() -> None:
        try:
            work()
        except Exception as error:
            log.critical("similar_thread_failed", exc_info=error)
            if not ending.is_set():
                os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=run, name=f"similar-{work.__module__.rpartition('.')[2]}", daemon=True)
    thread.start()
    return thread
