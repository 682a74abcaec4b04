"""``sukhbat similar``."""

import os
from argparse import ArgumentParser, Namespace

from sukhbat.cli.environment import ready
from sukhbat.cli.words import CommandError
from sukhbat.settings import env


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--socket",
        default=env.text("SIMILAR_SOCKET"),
        help="Unix socket to listen at (SIMILAR_SOCKET; similar.sock in SUKHBAT_VAR)",
    )


def run(options: Namespace) -> int:
    """Answer, read and regroup until SIGTERM or Ctrl-C."""
    # One thread for each matrix: more only wait for each other. Read when numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with ready():
        try:
            from sukhbat.similar.options import NoSocketError, options_from_settings
            from sukhbat.similar.process import main
            from sukhbat.similar.socket_file import TakenError
        except ImportError as error:
            raise CommandError(
                f"the understanding of texts is not installed: {error}; pages do without it", code=2
            ) from error
        try:
            main(options_from_settings(socket=options.socket))
        except (NoSocketError, TakenError) as error:
            raise CommandError(str(error)) from error
    return 0
