"""Fixtures for all tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import psycopg
import pytest

from tests.plugin import SERVER

if TYPE_CHECKING:
    from tests.live_service import LiveService

OtherConnection = Callable[..., psycopg.Connection]
LiveServices = Callable[..., "LiveService"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django's own hook before it makes the test database: the server has to run by then."""
    if (server := request.config.stash.get(SERVER, None)) is not None:
        server.start()


@pytest.fixture
def connect_url(django_db_setup: None) -> str:
    """The test database's address, for psycopg and as DATABASE_URL of another process."""
    from django.db import connection

    settings = connection.settings_dict
    where = {key.lower(): settings[key] for key in ("HOST", "PORT", "USER", "PASSWORD") if settings[key]}
    return f"postgresql:///{quote(settings['NAME'])}?" + urlencode(where, safe="/", quote_via=quote)


@pytest.fixture
def other_connection(connect_url: str, transactional_db: None) -> Iterator[OtherConnection]:
    """A factory of independent connections to the test database, for tests of what happens at once.

    `other_connection(autocommit=True)` commits each statement. Brings real transactions with it and closes what
    it gave before the tables are emptied, which an open transaction would block.
    """
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(closing(psycopg.connect(connect_url, **options)))


@pytest.fixture
def live_services(connect_url: str, transactional_db: None, tmp_path: Path) -> Iterator[LiveServices]:
    """A factory of running live services (tests/live_service.py); its arguments are settings. Stops them in the end."""
    from tests.live_service import LiveService

    running: list[LiveService] = []

    def start(**settings: Any) -> LiveService:
        service = LiveService(connect_url, tmp_path, **settings)
        running.append(service)
        service.start()
        return service

    yield start
    for service in running:
        service.stop()


@pytest.fixture
def live_service(live_services: LiveServices) -> "LiveService":
    """One running live service."""
    return live_services()


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    """What a process keeps for seconds must not reach from one test into the next."""
    from django.core.cache import caches

    from sukhbat.questions.world import forget_world
    from sukhbat.terms.queries import forget_kept

    for alias in ("default", "fragments"):
        caches[alias].clear()
    forget_kept()
    forget_world()


@pytest.fixture(autouse=True)
def own_language() -> None:
    """The language of the last page that somebody asked for must not reach from one test into the next."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def state(db: None):
    """The small state of tests/people.py."""
    from tests.people import make_state

    return make_state()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real transactions ends with empty tables: give each the rows that the migrations made.

    Its entries of the log stay, too, so such tests come after all others: `-m commits` picks them.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        real = {"transactional_db", "other_connection", "live_server", "live_services"} & set(
            getattr(item, "fixturenames", ())
        )
        if real or (marker is not None and marker.kwargs.get("transaction")):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
            item.add_marker(pytest.mark.commits)
