"""A database of a benchmark's own, thrown away after."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sukhbat.kernel.embedded_postgres import Cluster


@contextmanager
def own_database(*, fsync: bool = True) -> Iterator[Cluster]:
    """Start a server in a temporary folder and set Django up for it; ``fsync``: as safe against a cut as in use."""
    with tempfile.TemporaryDirectory(prefix="sukhbat-load-") as name:
        Path(name).chmod(0o711)  # started by root, the server runs as another user
        with Cluster(Path(name) / "postgres", fsync=fsync) as cluster:
            os.environ |= {
                "DATABASE_URL": cluster.url,
                "SUKHBAT_VAR": name,
                "DJANGO_SETTINGS_MODULE": "sukhbat.settings.demo",
            }
            import django

            django.setup()
            yield cluster
