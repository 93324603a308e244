"""Legal documents and business rules for the small province."""

from datetime import date, datetime
from typing import Any

from caicach.institutions import services
from caicach.institutions.domain.documents import DocumentFacts, DocumentKind, Issue, Origin
from caicach.institutions.domain.rules import Measure, RuleFacts, RuleKind
from factories.procedures import DAY, OFFICE


def facts(title: str = "Quy định mức chi hội nghị", **changes: Any) -> DocumentFacts:
    given = {
        "year": 2023,
        "title": title,
        "kind": DocumentKind.COMMITTEE,
        "origin": Origin.PLAN,
        "unit": "STP",
        "basis": "Kế hoạch 12/KH-UBND",
        "due_on": date(2023, 3, 31),
    }
    return DocumentFacts(**{**given, **changes})


def required(title: str = "Quy định mức chi hội nghị", *, now: datetime = DAY, **changes: Any) -> int:
    return services.save_document(OFFICE, facts=facts(title, **changes), now=now)


def issued(document: int, signed_on: date, *, now: datetime = DAY, seen: int = 1, **changes: Any) -> None:
    issue = Issue(**{"number": "05/2023/QĐ-UBND", "signed_on": signed_on, **changes})
    services.issue_document(OFFICE, document_id=document, issue=issue, seen=seen, now=now)


def rule(name: str = "Điều kiện diện tích kho", **changes: Any) -> RuleFacts:
    given = {
        "name": name,
        "kind": RuleKind.CONDITION,
        "unit": "STP",
        "counted_on": date(2023, 1, 1),
        "measure": Measure.CUT,
        "decision": "100/QĐ-UBND",
        "approved_on": date(2023, 1, 10),
        "due_on": date(2023, 6, 30),
    }
    return RuleFacts(**{**given, **changes})
