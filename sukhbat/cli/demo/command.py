"""``sukhbat demo``: the whole product with its sample state, on one machine, until Ctrl-C."""

import os
import sys
import time
import webbrowser
from argparse import ArgumentParser, Namespace

from sukhbat.cli.children import Child, Keeper
from sukhbat.cli.demo.alone import Alone
from sukhbat.cli.demo.ports import free_port
from sukhbat.cli.environment import (
    DEMO,
    embedded_cluster,
    set_up_django,
    settings_module,
    started,
    var_folder,
)
from sukhbat.cli.pages import Pages
from sukhbat.cli.supervisor import StopRequestedError, Supervisor, stop_signals
from sukhbat.cli.words import CommandError, say
from sukhbat.kernel.embedded_postgres import Cluster

HOST = "127.0.0.1"
WORKERS = 2
REHEARSAL = (sys.executable, "-m", "sukhbat.cli", "rehearse", "run", "--against-demo", "--people", "200")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=8000, help="port of the pages; the next free one is taken"
    )
    parser.add_argument("--reset", action="store_true", help="throw the sample state away and fill it anew")
    parser.add_argument(
        "--rehearse",
        action="store_true",
        help="play an audience that asks, supports and watches for half an hour",
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(options: Namespace) -> int:
    """Start everything, say where it is, and stop everything in the end."""
    if settings_module(default=DEMO) != DEMO:
        raise CommandError(
            f"The demonstration runs with its own settings only, not with {os.environ['DJANGO_SETTINGS_MODULE']}: "
            "its one-click entries must not exist where people ask in earnest. Unset DJANGO_SETTINGS_MODULE."
        )
    begun = time.monotonic()
    with stop_signals():
        try:
            with Alone(var_folder()) as alone:
                _run(options, alone, begun)
        except StopRequestedError:
            say("Stopped.")
        except KeyboardInterrupt:
            say("\nStopped. `sukhbat demo` starts it again with everything as you left it.")
    return 0


def _run(options: Namespace, alone: Alone, begun: float) -> None:
    port = free_port(HOST, options.port)
    live_port = free_port(HOST, port + 1)
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    # Browsers send to the live service from its own port; some open the pages by the other name of this machine.
    os.environ.setdefault("LIVE_URL", f"http://{HOST}:{live_port}")
    os.environ.setdefault("CSRF_TRUSTED_ORIGINS", f"http://localhost:{port}")
    cluster = embedded_cluster()
    if options.reset:
        _reset(cluster)
    keeper = Keeper(cluster.asked if cluster else None, var_folder() / "log" / "keeper.log")
    try:
        with started(cluster):
            _fill()
            supervisor = Supervisor(
                Pages(HOST, port, workers=WORKERS), keeper, var_folder() / "log", live_port=live_port
            )
            rehearsal = Child("rehearsal", REHEARSAL, var_folder() / "log" / "rehearse.log")
            try:
                supervisor.start()
                supervisor.wait_until_healthy()
                alone.note(supervisor.address)
                if options.rehearse:
                    keeper.watch(rehearsal.start())
                _welcome(supervisor.address, seconds=time.monotonic() - begun, rehearses=options.rehearse)
                if not options.no_browser:
                    _open(supervisor.address)
                supervisor.run()
            finally:
                rehearsal.stop()
                supervisor.stop()
            # The children are gone by now, so whoever found the server running is done with it, too.
    finally:
        if cluster is not None:
            cluster.stop()
        keeper.dismiss()


def _fill() -> None:
    """Tables, static files and the sample state, as far as they are missing."""
    set_up_django()
    from sukhbat.cli.demo.filling import fill
    from sukhbat.cli.preparing import prepare_database, prepare_static

    prepare_database(progress=say)
    prepare_static(progress=say)
    fill()


def _reset(cluster: Cluster | None) -> None:
    from sukhbat.cli.demo.reset import reset

    if cluster is None:
        raise CommandError("--reset empties the embedded database only; DATABASE_URL names another one.")
    say("Throwing the sample state away.")
    reset(cluster, var_folder())


def _welcome(address: str, *, seconds: float, rehearses: bool) -> None:
    from django.utils.translation import override

    from sukhbat.web.demo.cast import ENTRIES

    say("")
    say(f"Sukhbat is running; ready after {seconds:.0f} s.", style="bold green")
    say(f"  {address}/", style="bold")
    say("")
    say("Become somebody with one click on the page of the demonstration:")
    with override("en"):
        for entry in ENTRIES:
            say(f"  {address}/en/demo/#{entry.code:<14} {entry.role}: {entry.does}")
    say("")
    if rehearses:
        say(
            f"An audience asks, supports and watches for half an hour; see {var_folder() / 'log' / 'rehearse.log'}."
        )
    else:
        say("`sukhbat demo --rehearse` starts with an audience that asks, supports and watches.")
    say(f"Outgoing mail is kept on {address}/en/demo/mail/ instead of being sent.")
    say(f"Data and logs are in {var_folder()}. Ctrl-C stops everything; `sukhbat demo --reset` begins anew.")


def _open(address: str) -> None:
    """A browser, where there is a screen for one."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.name == "nt" or _is_mac():
        webbrowser.open(f"{address}/")


def _is_mac() -> bool:
    return os.uname().sysname == "Darwin"
