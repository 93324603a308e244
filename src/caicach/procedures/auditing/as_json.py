"""A report as JSON: findings with both texts, and a summary of the portal and of each unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from caicach.procedures.auditing.findings import Finding, Report, Status
from caicach.procedures.comparing.values import FieldVerdict

_SHOWN_URLS = 20


def report_as_json(report: Report, *, url: str) -> dict[str, Any]:
    return {
        "portal": url,
        "summary": {
            **_scores(report.findings),
            "pages": dict(report.pages),
            "notes": {
                name: {"count": len(told), "first": list(told[:_SHOWN_URLS])} for name, told in report.notes.items()
            },
        },
        "units": _units(report.findings),
        "procedures": [_finding(one) for one in report.findings],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "url": one.url,
        "status": one.status.value,
        "reason": one.reason,
        "unit": one.unit,
        "snapshot": {"sha256": one.digest, "at": one.at} if one.digest else None,
        "fields": {name: _field(verdict) for name, verdict in one.fields.items()},
    }


def _field(one: FieldVerdict) -> dict[str, Any]:
    told: dict[str, Any] = {"register": one.register, "portal": one.portal, "verdict": one.verdict.value}
    if one.ignored:
        told["ignored"] = list(one.ignored)
    return {**told, "note": str(one.note)} if one.note else told


def _scores(findings: Iterable[Finding]) -> dict[str, Any]:
    """Shares over the procedures that are due and could be seen: blocked ones are counted apart."""
    counts = Counter(one.status for one in findings)
    seen = sum(counts[status] for status in Status if status not in {Status.EXTRA, Status.BLOCKED})
    nowhere = sum(one.status is Status.BROKEN or one.reason == "not_published" for one in findings)
    return {
        "procedures": seen + counts[Status.BLOCKED],
        "by_status": {status.value: counts[status] for status in Status},
        "completeness": round((seen - nowhere) / seen, 4) if seen else None,
        "correctness": round(counts[Status.OK] / seen, 4) if seen else None,
    }


def _units(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    by_unit: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_unit[one.unit].append(one)
    return [{"unit": unit, **_scores(rows)} for unit, rows in sorted(by_unit.items()) if unit]
