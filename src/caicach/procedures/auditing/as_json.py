"""A report as JSON: findings with both texts, and a summary of the portal and of each unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from caicach.procedures.auditing.findings import Finding, Report, Status
from caicach.procedures.auditing.scores import share_of_seen, tally_of
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
    """Shares over the procedures that are due and could be seen, as the board reckons them: blocked ones are counted
    apart, and where there are some each share has the bounds of its sampling error (95 %)."""
    told = list(findings)
    counts, tally = Counter(one.status for one in told), tally_of(told)
    shares = {"completeness": share_of_seen(tally.shown, tally), "correctness": share_of_seen(tally.correct, tally)}
    return {
        "procedures": tally.due,
        "seen": tally.seen,
        "by_status": {status.value: counts[status] for status in Status},
        **{name: _rounded(share.value) if share else None for name, share in shares.items()},
        **{
            f"{name}_interval": [_rounded(share.low), _rounded(share.high)]
            for name, share in shares.items()
            if share and tally.seen < tally.due
        },
    }


def _rounded(share: Decimal) -> float:
    return float(round(share, 4))


def _units(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    by_unit: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_unit[one.unit].append(one)
    return [{"unit": unit, **_scores(rows)} for unit, rows in sorted(by_unit.items()) if unit]
