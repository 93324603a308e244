"""Registers of made procedures for the small province."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from caicach.kernel.access import Actor
from caicach.procedures import queries, services
from caicach.procedures.services import ImportFacts
from factories import correspondence
from procedures.records import record

OFFICE, LEADER, JUSTICE, HEALTH, DISTRICT = (
    replace(actor, user_id=9_000 + number)
    for number, actor in enumerate(
        (
            correspondence.OFFICE,
            correspondence.LEADER,
            correspondence.JUSTICE,
            correspondence.HEALTH,
            correspondence.DISTRICT,
        )
    )
)
DAY = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)
FROM = date(2023, 1, 1)


def made(number: int, **changes: object) -> dict[str, Any]:
    return {**record(number), **changes}


def lines(*records: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode()


def brought(
    *records: dict[str, Any], actor: Actor = OFFICE, name: str = "danh-muc.jsonl", now: datetime = DAY, **facts: Any
) -> int:
    given = ImportFacts(**{"default_from": FROM, **facts})
    return services.bring_file(actor, data=lines(*records), filename=name, facts=given, now=now)


def confirmed(import_id: int, *, actor: Actor = OFFICE, now: datetime = DAY) -> dict[str, int]:
    key = queries.import_preview(actor, import_id).key
    return services.confirm_import(actor, import_id=import_id, key=key, now=now)


def registered(*records: dict[str, Any], now: datetime = DAY, **facts: Any) -> dict[str, int]:
    return confirmed(brought(*records, now=now, **facts), now=now)
