"""Registers of made procedures for the small province."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.files import services as files
from caicach.procedures import queries, services
from caicach.procedures.auditing.store import Answer, Outcome, Store
from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind
from caicach.procedures.models import Audit, PortalFinding
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


def audited(unit: str, *, now: datetime = DAY) -> tuple[int, int, int]:
    """A portal with an audit that is done and one finding with its page: the ids of the three. Nothing was walked."""
    archive, digest = _archive(now)
    portal = services.save_portal(OFFICE, facts=services.PortalFacts(unit, "https://don-vi.tinh.example/"), now=now)
    audit = Audit.objects.create(
        portal_id=portal,
        url="https://don-vi.tinh.example/",
        register_on=now.date(),
        most_pages=9,
        asked_at=now,
        asked_by_name=OFFICE.name,
        done_at=now,
        tally={"due": 10, "seen": 8, "shown": 7, "whole": 6, "correct": 5},
        statuses={"ok": 5, "missing": 1, "contradictory": 2, "blocked": 2},
        outcomes={
            made(0)["code"]: ["ok", "", "https://don-vi.tinh.example/0"],
            "1.100007": ["contradictory", "", "https://don-vi.tinh.example/1"],
            made(2)["code"]: ["blocked", "login", "https://don-vi.tinh.example/2"],
        },
        notes={"login": [2, "https://don-vi.tinh.example/dang-nhap"]},
        evidence=files.store(SYSTEM, data=archive, name="audit.warc.gz", now=now),
    )
    found = PortalFinding.objects.create(
        unit_id=unit,
        family="1.100007",
        code="1.100007",
        name=made(1)["name"],
        field="fee",
        status="contradictory",
        register_text="20.000 đồng",
        portal_text="25.000 đồng",
        url="https://don-vi.tinh.example/1",
        digest=digest,
        opened_in=audit,
        seen_in=audit,
    )
    return portal, audit.pk, found.pk


def routed_feedback(unit: str, *, now: datetime = DAY) -> int:
    facts = services.FeedbackFacts(
        now.date(), FeedbackChannel.COUNTER, FeedbackKind.BEHAVIOUR, "Chậm trả kết quả", "Người gửi", "", "", unit
    )
    return services.receive_feedback(OFFICE, facts=facts, now=now)


def _archive(now: datetime) -> tuple[bytes, str]:
    """The evidence of one page, and its digest."""
    page = "<script>alert(1)</script><p>Phí: 25.000 đồng</p>".encode()
    with TemporaryDirectory() as folder:
        answer = Answer("https://don-vi.tinh.example/1", Outcome.ANSWERED, at=f"{now:%Y-%m-%dT%H:%M:%SZ}", status=200)
        kept = Store(Path(folder), identity={}).add(answer, (), page)
        return (Path(folder) / "audit.warc.gz").read_bytes(), kept.digest
