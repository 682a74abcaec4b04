"""A database for one command: the embedded PostgreSQL in a temporary folder, with all tables, gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sukhbat.cli.environment import DEMO, set_up_django, started
from sukhbat.cli.words import CommandError
from sukhbat.kernel.embedded_postgres import Cluster, PostgresError


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Django works with an empty database inside. Whatever database the environment names is not touched.

    CommandError when no PostgreSQL can run here.
    """
    with tempfile.TemporaryDirectory(prefix="sukhbat-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # started by root, the server runs as another user, who has to come in
        cluster = Cluster(folder / "postgres", fsync=False)
        os.environ.pop("DATABASE_URL_FILE", None)
        try:
            os.environ |= {"DATABASE_URL": cluster.url, "SUKHBAT_VAR": name, "DJANGO_SETTINGS_MODULE": DEMO}
        except PostgresError as error:
            raise CommandError(str(error)) from error
        with started(cluster):
            set_up_django()
            from sukhbat.cli.preparing import prepare_database

            prepare_database(progress=lambda sentence: None)
            yield
