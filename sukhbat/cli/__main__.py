"""``python -m sukhbat.cli``: the same as the `sukhbat` command."""

import sys

from sukhbat.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
