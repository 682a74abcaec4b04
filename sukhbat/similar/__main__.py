"""``python -m sukhbat.similar``: the process that compares meanings, ended by SIGTERM or Ctrl-C."""

import os
import sys
from argparse import ArgumentParser

if __name__ == "__main__":
    # One thread for each matrix: more only wait for each other. Read when numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    parser = ArgumentParser(prog="sukhbat.similar")
    parser.add_argument("--socket", default="")
    chosen = parser.parse_args()
    import django

    django.setup()
    from sukhbat.similar.options import NoSocketError, options_from_settings
    from sukhbat.similar.process import main
    from sukhbat.similar.socket_file import TakenError

    try:
        main(options_from_settings(socket=chosen.socket))
    except (NoSocketError, TakenError) as error:
        sys.exit(f"sukhbat similar: {error}")
