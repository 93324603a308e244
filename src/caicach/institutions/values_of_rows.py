"""Rows of institutions as values, and the keys by which one is known again."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

from caicach.institutions.domain.documents import (
    Course,
    DocumentFacts,
    DocumentKind,
    DraftingStep,
    Issue,
    Origin,
    Review,
    StepDays,
)
from caicach.institutions.domain.rules import Approver, Measure, RuleFacts, RuleKind
from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.kernel.decimals import bare
from caicach.kernel.text.folding import fold, squeeze


def key_of(*words: str) -> str:
    """The same for the same words, whatever case, marks and spaces they are written with."""
    return hashlib.sha256("\n".join(fold(squeeze(word)) for word in words).encode()).hexdigest()


def course_of(row: LegalDocument) -> Course:
    return Course(
        facts=DocumentFacts(
            year=row.year,
            title=row.title,
            kind=DocumentKind(row.kind),
            origin=Origin(row.origin),
            unit=row.unit_id,
            basis=row.basis,
            basis_effective_on=row.basis_effective_on,
            due_on=row.due_on,
            is_shortened=row.is_shortened,
            task_id=row.task_id,
            steps=steps_from(row.steps),
        ),
        issue=issue_of(row),
        review=Review(row.reviewed_on, row.fault, row.mended_on, row.mended_by),
        dropped_on=row.dropped_on,
    )


def steps_from(kept: dict[str, list[str | None]]) -> dict[DraftingStep, StepDays]:
    return {DraftingStep(step): StepDays(_day(due), _day(done)) for step, (due, done) in kept.items()}


def steps_kept(steps: dict[DraftingStep, StepDays]) -> dict[str, list[str | None]]:
    """In the order of the work, those alone that have a day."""
    return {
        step.value: [str(days.due_on) if days.due_on else None, str(days.done_on) if days.done_on else None]
        for step in DraftingStep
        if (days := steps.get(step)) and (days.due_on or days.done_on)
    }


def issue_of(row: LegalDocument) -> Issue:
    return Issue(row.number, row.signed_on, row.effective_on, row.sent_on)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def rule_of(row: BusinessRule) -> RuleFacts:
    """As written; ``effective_rule`` counts the day of its document."""
    return RuleFacts(
        name=row.name,
        kind=RuleKind(row.kind),
        unit=row.unit_id,
        counted_on=row.counted_on,
        field=row.field,
        basis=row.basis,
        code=row.code,
        measure=Measure(row.measure),
        approver=Approver(row.approver),
        decision=row.decision,
        approved_on=row.approved_on,
        due_on=row.due_on,
        cost_before=_bare(row.cost_before),
        cost_after=_bare(row.cost_after),
        days_before=_bare(row.days_before),
        days_after=_bare(row.days_after),
        document_id=row.document_id,
        done_in=row.done_in,
        done_on=row.done_on,
    )


def _bare(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else bare(figure)


def effective_rule(row: BusinessRule) -> RuleFacts:
    """Done on its own day, else when its document of the register takes effect (``document`` must be at hand)."""
    facts = rule_of(row)
    if facts.done_on is not None or row.document is None or not facts.measure.changes:
        return facts
    document = row.document
    if document.signed_on is None or document.dropped_on is not None:
        return facts
    return replace(facts, done_on=document.effective_on or document.signed_on)
