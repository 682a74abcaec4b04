"""``sukhbat live``."""

from argparse import ArgumentParser, Namespace

from sukhbat.cli.environment import ready
from sukhbat.settings import env


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--host", default=env.text("LIVE_HOST", "127.0.0.1"), help="address to listen on (LIVE_HOST)"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=env.number("LIVE_PORT", 8001, high=65_535),
        help="port, which several processes may share (LIVE_PORT)",
    )
    parser.add_argument(
        "--socket", default=env.text("LIVE_SOCKET"), help="Unix socket instead of host and port (LIVE_SOCKET)"
    )


def run(options: Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    with ready():
        from sukhbat.live.options import options_from_settings
        from sukhbat.live.process import main

        main(options_from_settings(host=options.host, port=options.port, socket=options.socket))
    return 0
