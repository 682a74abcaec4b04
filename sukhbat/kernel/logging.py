"""Logs as JSON lines on standard error, without personal data.

An exception is logged by its type and places, never by its message: a database's message quotes rows,
a mail server's quotes addresses.
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

# Keys under which a library could put a person into a line.
_PRIVATE = frozenset(
    {"request", "user", "email", "to", "phone", "name", "text", "cookies", "headers", "body"}
)
_FRAMES = 12
Line = MutableMapping[str, Any]


def configure(options: Mapping[str, Any]) -> None:
    """Django's LOGGING_CONFIG: ``level`` and ``format``, which is json or console."""
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if options["format"] == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_people,
        places_of_error,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if not getattr(kept, "is_ours", False)]
    handler.is_ours = True  # type: ignore[attr-defined]  # so that a second start replaces, not doubles
    root.addHandler(handler)
    root.setLevel(options["level"])
    for name in ("django", "django.server"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def without_people(_logger: Any, _method: str, line: Line) -> Line:
    """Leave out what could name a person."""
    for key in _PRIVATE & line.keys():
        del line[key]
    return line


def places_of_error(_logger: Any, _method: str, line: Line) -> Line:
    """An exception as its type and the last places it passed, from the outermost on."""
    found = line.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        line["error"] = named(error)
        frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
        line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return line


def named(error: BaseException) -> str:
    """An error by its type, for a database also by its SQLSTATE; without its message."""
    state = getattr(error.__cause__, "sqlstate", None) or getattr(error, "sqlstate", None)
    return f"{type(error).__name__} ({state})" if state else type(error).__name__
