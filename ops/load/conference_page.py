"""Measures the anonymous page of a conference over 1,000, 10,000 and 100,000 questions.

    python -m ops.load.conference_page [--sizes 1000,10000,100000] [--requests 300]

Works in a database of its own that is thrown away. Settings, middleware and static files are those of production.
Three figures are taken: queries and CPU in this process through the whole middleware, CPU of a granian worker over
HTTP, and the bytes of page, style and scripts as a browser receives them.
"""

import argparse
import os
import secrets
import sys
import tempfile
from base64 import b64encode
from pathlib import Path

from sukhbat.kernel.embedded_postgres import Cluster


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--requests", type=int, default=300)
    chosen = parser.parse_args()
    sizes = sorted(int(size) for size in chosen.sizes.split(","))
    with tempfile.TemporaryDirectory(prefix="sukhbat-load-") as folder:
        Path(folder).chmod(0o711)  # started by root, the server runs as another user
        with Cluster(Path(folder) / "postgres", fsync=False) as cluster:
            _settings(cluster.url, folder)
            from ops.load import pages, pages_data

            pages_data.prepare()
            pages.heading()
            for size in sizes:
                pages_data.grow_to(size)
                pages.measure(size, requests=chosen.requests)


def _settings(url: str, folder: str) -> None:
    """Production, except that it listens without TLS on this machine."""
    os.environ.update(
        DATABASE_URL=url,
        DJANGO_SETTINGS_MODULE="sukhbat.settings.production",
        SUKHBAT_VAR=folder,
        SECRET_KEY=secrets.token_urlsafe(48),
        RECEIPT_KEY=b64encode(b"a fixed seed, for the load tests").decode("ascii"),
        ALLOWED_HOSTS="127.0.0.1 testserver",
        SECURE_SSL_REDIRECT="no",
    )
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
