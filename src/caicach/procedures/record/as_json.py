"""A procedure as JSON: fields by their English names, time limits with what they are; empty fields are left out."""

from typing import Any

from caicach.procedures.record.codes import is_internal
from caicach.procedures.record.time_limits import time_limit_of
from caicach.procedures.record.values import TEXT_FIELDS, LegalBasis, Paper, Procedure, Submission


def procedure_as_json(one: Procedure) -> dict[str, Any]:
    texts = {name: getattr(one, name) for name in TEXT_FIELDS}
    found = {
        "code": one.code,
        "name": one.name,
        **{name: text for name, text in texts.items() if text},
        "submissions": [_submission(row) for row in one.submissions],
        "papers": [_paper(row) for row in one.papers],
        "legal_bases": [_basis(row) for row in one.legal_bases],
        "change": one.change and one.change.value,
        "published_on": one.published_on and one.published_on.isoformat(),
        "effective_on": one.effective_on and one.effective_on.isoformat(),
        "internal": is_internal(one.code) or None,
    }
    return {name: value for name, value in found.items() if name in {"code", "name"} or value}


def _submission(row: Submission) -> dict[str, Any]:
    limit = time_limit_of(row.time_limit)
    return {
        "manner": row.manner,
        "time_limit": row.time_limit,
        "class": limit.kind.value,
        "amount": None if limit.duration is None else float(limit.duration.amount),
        "unit": limit.duration and limit.duration.unit.value,
        "fee": row.fee,
        "description": row.description,
    }


def _paper(row: Paper) -> dict[str, Any]:
    return {"name": row.name, "forms": list(row.forms), "originals": row.originals, "copies": row.copies}


def _basis(row: LegalBasis) -> dict[str, Any]:
    return {"number": row.number, "title": row.title, "issued_on": row.issued_on, "issuer": row.issuer}
