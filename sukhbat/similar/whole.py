"""``python -m sukhbat.similar.whole VERSION``: one regrouping in a process of its own, so that its memory comes back.

It prints what it did as a line of JSON, and ends when its parent does, by the parent's end of its input.
"""

import json
import os
import sys
import threading

ANOTHER = 3  # exit code: another process is regrouping


def main(version: str) -> int:
    """The exit code."""
    import django

    django.setup()
    from sukhbat.kernel import clock
    from sukhbat.similar.regroup import regroup

    found = regroup(version=version, now=clock.now())
    if found is None:
        return ANOTHER
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _end_with_parent() -> None:
    """When the other end of our input is closed, nobody waits for us."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.exit(main(sys.argv[1]))
