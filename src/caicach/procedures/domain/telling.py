"""The parts of a procedure as texts that stand side by side."""

from caicach.procedures.domain.versions import changed_fields
from caicach.procedures.domain.views import FieldChange
from caicach.procedures.record.values import LegalBasis, Paper, Procedure, Submission


def text_of(one: Procedure, field: str) -> str:
    """
    >>> text_of(Procedure(papers=(Paper("Đơn", originals=1), Paper("Bản vẽ"))), "papers")
    'Đơn (bản chính: 1)\\nBản vẽ'
    """
    value = getattr(one, field)
    return value if isinstance(value, str) else "\n".join(_part_words(part) for part in value)


def changes_between(before: Procedure, after: Procedure) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, text_of(before, name), text_of(after, name)) for name in changed_fields(before, after)
    )


def _part_words(part: Submission | Paper | LegalBasis) -> str:
    if isinstance(part, Submission):
        return "; ".join(filter(None, (part.manner, part.time_limit, part.fee, part.description)))
    if isinstance(part, Paper):
        numbers = [
            f"{words}: {count}"
            for words, count in (("bản chính", part.originals), ("bản sao", part.copies))
            if count is not None
        ]
        beside = "; ".join((*numbers, *part.forms))
        return f"{part.name} ({beside})" if beside else part.name
    return "; ".join(filter(None, (part.number, part.title, part.issued_on, part.issuer)))
