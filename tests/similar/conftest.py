"""The process that compares meanings: what tests of it share."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights
from tests.similar.service import SimilarProcess

Similars = Callable[..., SimilarProcess]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: the address of a socket has no room for pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="sim-", dir="/tmp"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def similars(connect_url: str, transactional_db: None, folder: Path) -> Iterator[Similars]:
    """A factory of running processes; its arguments are settings. Stops them in the end."""
    try:
        pinned_weights()
    except NoWeightsError as missing:
        pytest.skip(str(missing))
    running: list[SimilarProcess] = []

    def start(status: str = "ready", **settings: str) -> SimilarProcess:
        process = SimilarProcess(connect_url, folder, **settings)
        running.append(process)
        process.start(status)
        return process

    yield start
    for process in running:
        process.stop()
