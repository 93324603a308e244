"""Procedures as public services of CPSV-AP 3 (JSON-LD). What the vocabulary has no exact place for stays text."""

from collections.abc import Iterable
from typing import Any, Final

from caicach.procedures.record.fees import amounts_in
from caicach.procedures.record.time_limits import time_limit_of
from caicach.procedures.record.values import LegalBasis, Paper, Procedure, Submission, TimeUnit

CONTEXT: Final = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "@language": "vi",
}
_DURATIONS: Final = {
    TimeUnit.MINUTE: "PT{}M", TimeUnit.HOUR: "PT{}H", TimeUnit.CALENDAR_DAY: "P{}D", TimeUnit.WEEK: "P{}W",
    TimeUnit.MONTH: "P{}M", TimeUnit.YEAR: "P{}Y",
}  # fmt: skip
"""A working day is no duration of XML Schema: it stays in the words of the channel."""


def services_of(records: Iterable[Procedure]) -> dict[str, Any]:
    return {"@context": CONTEXT, "@graph": [_service(one) for one in records]}


def _service(one: Procedure) -> dict[str, Any]:
    told = {
        "dct:description": one.description or one.steps,
        "cv:hasCompetentAuthority": _named("cv:PublicOrganisation", one.competent_agency),
        "cv:sector": one.field,
        "cpsv:produces": _named("cv:Output", one.results),
        "cpsv:hasInput": [_paper(row) for row in one.papers],
        "cv:hasChannel": [_channel(row) for row in one.submissions],
        "cv:hasCost": [cost for row in one.submissions for cost in _costs(row)],
        "cv:hasLegalResource": [_basis(row) for row in one.legal_bases],
        "cpsv:follows": {"@type": "cpsv:Rule", "dct:description": one.conditions} if one.conditions else "",
        "dct:issued": {"@type": "xsd:date", "@value": one.effective_on.isoformat()} if one.effective_on else "",
    }
    filled = {name: value for name, value in told.items() if value}
    identity = {"@id": f"urn:tthc:{one.code}", "@type": "cpsv:PublicService", "dct:identifier": one.code}
    return {**identity, "dct:title": one.name, **filled}


def _named(kind: str, words: str) -> dict[str, str] | str:
    return {"@type": kind, "dct:title": words} if words else ""


def _paper(row: Paper) -> dict[str, Any]:
    return {"@type": "cv:Evidence", "dct:title": row.name}


def _channel(row: Submission) -> dict[str, Any]:
    words = "; ".join(filter(None, (row.time_limit, row.fee, row.description)))
    found: dict[str, Any] = {"@type": "cv:Channel", "dct:title": row.manner, "dct:description": words}
    limit = time_limit_of(row.time_limit).duration
    form = _DURATIONS.get(limit.unit) if limit else None
    if limit and form and limit.amount == limit.amount.to_integral_value():
        found["cv:processingTime"] = {"@type": "xsd:duration", "@value": form.format(int(limit.amount))}
    return {name: value for name, value in found.items() if value}


def _costs(row: Submission) -> list[dict[str, Any]]:
    return [
        {"@type": "cv:Cost", "cv:value": str(amount), "cv:currency": "VND", "dct:description": row.manner}
        for amount in sorted(amounts_in(row.fee))
    ]


def _basis(row: LegalBasis) -> dict[str, str]:
    found = {"@type": "eli:LegalResource", "eli:id_local": row.number, "dct:title": row.title}
    return {name: value for name, value in found.items() if value}
