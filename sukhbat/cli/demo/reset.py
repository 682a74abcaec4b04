"""Throwing the sample state away: the embedded database and the uploads, nothing else."""

import shutil
from pathlib import Path

from sukhbat.cli.words import CommandError
from sukhbat.kernel.embedded_postgres import Cluster, PostgresError


def reset(cluster: Cluster, var: Path) -> None:
    """Stop the embedded server and remove its data and the files of answers. The keys stay."""
    try:
        cluster.stop()
        shutil.rmtree(cluster.place.data, ignore_errors=False) if cluster.place.data.exists() else None
    except (PostgresError, OSError) as error:
        raise CommandError(f"The sample state could not be removed: {error}") from error
    shutil.rmtree(var / "files", ignore_errors=True)
