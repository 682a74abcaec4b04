"""``python -m sukhbat.live``: the live service, ended by SIGTERM or Ctrl-C."""

from argparse import ArgumentParser

import django

if __name__ == "__main__":
    parser = ArgumentParser(prog="sukhbat.live")
    parser.add_argument("--host", default="")
    parser.add_argument("--port", type=int)
    parser.add_argument("--socket")
    chosen = parser.parse_args()
    django.setup()
    from sukhbat.live.options import options_from_settings
    from sukhbat.live.process import main

    main(options_from_settings(host=chosen.host, port=chosen.port, socket=chosen.socket))
