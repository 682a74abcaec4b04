"""Hears PostgreSQL's signals on a connection of its own, and connects anew when that is lost."""

import asyncio
import random
import time
from typing import Any

import psycopg
import structlog
from django.db import connection
from psycopg import sql

from sukhbat.kernel.logging import named
from sukhbat.kernel.signals import CHANNEL
from sukhbat.live.hub import Hub
from sukhbat.live.presence import CHANNEL as PRESENCE

# Seconds. A connection that says nothing is asked whether it lives.
ASKED_EVERY, LONGEST_PAUSE = 10.0, 5.0
log = structlog.get_logger("sukhbat.live")


def _where() -> dict[str, Any]:
    """Django's own connection parameters, without what belongs to its cursors."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold", "server_side_binding"):
        parameters.pop(name, None)
    return {**parameters, "application_name": "sukhbat live", "connect_timeout": 5}


async def listen(hub: Hub) -> None:
    """Until cancelled."""
    pause = 0.2
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(autocommit=True, **_where()) as listening:
                for channel in (CHANNEL, PRESENCE):
                    await listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
                hub.all_may_have_changed()
                pause = 0.2
                while True:
                    await _hear(listening, hub)
                    await asyncio.wait_for(listening.execute("SELECT 1"), ASKED_EVERY)
        except (psycopg.Error, OSError, TimeoutError) as error:
            log.warning("live_listening_lost", failure=named(error))
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  spreads processes, no secret
        pause = min(LONGEST_PAUSE, pause * 2)


async def _hear(listening: psycopg.AsyncConnection[Any], hub: Hub) -> None:
    async for heard in listening.notifies(timeout=ASKED_EVERY):
        if heard.channel == CHANNEL:
            hub.signal(heard.payload)
        else:
            hub.presence.heard(heard.payload, time.monotonic())
