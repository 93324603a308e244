"""Lines of the log: one line a happening, or one JSON object; each names the request it belongs to, and no person."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

OUTSIDE: Final = "-"
request_id: ContextVar[str] = ContextVar("request_id", default=OUTSIDE)


class WithoutAddresses(logging.Filter):
    """Gives a record the id of its request, and puts the route where Django put the address: addresses hold the keys of
    calendars and what people search for.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = match.route if match is not None else "?"
            record.args = tuple(route if argument == path else argument for argument in record.args)
        return True


class Line(logging.Formatter):
    """``2026-11-29 08:00:00 INFO caicach.requests [id] request method=GET route=…``"""

    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        return f"{super().format(record)}{fields}" if not record.exc_info else super().format(record)


class JsonLine(logging.Formatter):
    """One object a line: at, level, logger, message, request, the fields of the happening, and a traceback as text."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", OUTSIDE),
            **_fields(record),
        }
        if record.exc_info:
            said["error"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    fields = getattr(record, "fields", None)
    return dict(fields) if isinstance(fields, dict) else {}
