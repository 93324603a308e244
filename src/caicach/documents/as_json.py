"""A reading as the JSON object that ``caicach read --json`` prints, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from caicach.documents.deadlines.as_json import deadline_as_json, deadline_from_json
from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.documents.look_as_json import look_as_json, look_from_json
from caicach.documents.values import (
    AssignedTask,
    Block,
    BlockKind,
    Citation,
    Footnote,
    Obligation,
    OfficialDocument,
    Reading,
    ReadingWarning,
    Recipient,
    RecipientRole,
    Secrecy,
    Signatory,
    Span,
    Urgency,
)
from caicach.kernel.said import as_json, from_json

# JSON is the one place where keys are strings without a type: Any is what json.loads gives.
Json = dict[str, Any]


def reading_as_json(reading: Reading) -> Json:
    """Keys as the issue names them; absent or blank values are None, offsets are into ``text``.

    Marks and recurrences are the words of papers («hỏa tốc», «hằng năm»): this is what the command prints.
    """
    document = reading.document
    return {
        **_scalars(document),
        "addressees": list(document.addressees),
        "legal_bases": list(document.legal_bases),
        "opening": document.opening,
        "body": [_block(reading, index, block) for index, block in enumerate(document.body)],
        "closing": document.closing,
        "citations": [_citation(reading, index, item) for index, item in enumerate(reading.citations)],
        "tasks": [_task(reading, index, task) for index, task in enumerate(reading.tasks)],
        "obligations": [
            {"text": item.text, "span": _span(reading, f"obligations.{index}")}
            for index, item in enumerate(reading.obligations)
        ],
        "footnotes": [
            {"mark": note.mark, "text": note.text, "span": _span(reading, f"footnotes.{index}")}
            for index, note in enumerate(document.footnotes)
        ],
        "recipients": [recipient.text for recipient in document.recipients],
        "recipient_roles": [recipient.role.value for recipient in document.recipients],
        "signatory": _signatory(document.signatory),
        "urgency": document.urgency.label if document.urgency else None,
        "secrecy": document.secrecy.label if document.secrecy else None,
        "warnings": [
            {"code": warning.code, "message": str(warning.message), "path": warning.path}
            for warning in reading.warnings
        ],
        "spans": {path: [span.start, span.end] for path, span in reading.spans.items()},
        "reader_version": reading.reader_version,
        "text": reading.text,
    }


def reading_to_keep(reading: Reading) -> Json:
    """The same object with codes for the words of marks and recurrences, and the sentences of its warnings as template
    and values, to be told in any language later."""
    told, document = reading_as_json(reading), reading.document
    often = [task.deadline.recurrence if task.deadline else None for task in reading.tasks]
    return {
        **told,
        "tasks": [{**task, "recurrence": code} for task, code in zip(told["tasks"], often, strict=True)],
        "urgency": document.urgency,
        "secrecy": document.secrecy,
        "warnings": [{"code": w.code, "said": as_json(w.message), "path": w.path} for w in reading.warnings],
    }


def _scalars(document: OfficialDocument) -> Json:
    return {
        "doc_type": document.doc_type,
        "superior": document.superior,
        "issuer": document.issuer,
        "number": document.number,
        "symbol": document.symbol,
        "place": document.place,
        "date": document.date.isoformat() if document.date else None,
        "date_partial": document.date_partial,
        "subject": document.subject,
    }


def _span(reading: Reading, path: str) -> list[int] | None:
    span = reading.spans.get(path)
    return [span.start, span.end] if span else None


def _block(reading: Reading, index: int, block: Block) -> Json:
    found: Json = {
        "kind": block.kind.value,
        "number": block.number,
        "level": block.level,
        "path": block.path,
        "text": block.text,
        "span": _span(reading, f"body.{index}"),
    }
    if block.rows:
        found["rows"] = [list(row) for row in block.rows]
    return {**found, **look_as_json(block)}


def _citation(reading: Reading, index: int, citation: Citation) -> Json:
    return {
        "type": citation.type,
        "number": citation.number,
        "date": citation.date.isoformat() if citation.date else None,
        "issuer": citation.issuer,
        "raw": citation.raw,
        "span": _span(reading, f"citations.{index}"),
    }


def _task(reading: Reading, index: int, task: AssignedTask) -> Json:
    return {
        "item": task.item,
        "text_start": task.text_start,
        "text": task.text,
        "lead": list(task.lead),
        "cooperate": list(task.cooperate),
        **_deadline(task.deadline),
        "product": task.product,
        "span": _span(reading, f"tasks.{index}"),
    }


def _deadline(deadline: Deadline | None) -> Json:
    """A day that the text names is ``deadline_iso``; of a period («quý II/2024») ``deadline_until`` is the last day."""
    if deadline is None:
        return dict.fromkeys(("deadline_raw", "deadline_iso", "deadline_until", "recurrence", "deadline"))
    on = deadline.on.isoformat() if deadline.on else None
    return {
        "deadline_raw": deadline.words,
        "deadline_iso": None if deadline.is_period else on,
        "deadline_until": on,
        "recurrence": deadline.recurrence.label if deadline.recurrence else None,
        "deadline": deadline_as_json(deadline),
    }


def _deadline_from(item: Mapping[str, Any]) -> Deadline | None:
    """Also of a reading kept before deadlines were one value."""
    if item.get("deadline"):
        return deadline_from_json(item["deadline"])
    if item.get("deadline_raw") is None:
        return None
    on = _date(item.get("deadline_until") or item["deadline_iso"])
    return Deadline(
        item["deadline_raw"],
        (on,) if on else (),
        is_period=on is not None and item["deadline_iso"] is None,
        recurrence=Recurrence.of(item["recurrence"]) if item["recurrence"] else None,
    )


def _signatory(signatory: Signatory | None) -> Json | None:
    if signatory is None:
        return None
    return {
        "capacity": signatory.capacity,
        "title": signatory.title,
        "other_title": signatory.other_title,
        "name": signatory.name,
    }


def reading_from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that ``reading_to_keep`` or ``reading_as_json`` wrote."""
    return Reading(
        text=value["text"],
        document=_document(value),
        citations=tuple(
            Citation(item["type"], item["number"], _date(item["date"]), item["issuer"], item["raw"])
            for item in value["citations"]
        ),
        tasks=tuple(_task_from(item) for item in value["tasks"]),
        obligations=tuple(Obligation(item["text"]) for item in value["obligations"]),
        spans=MappingProxyType({path: Span(*ends) for path, ends in value["spans"].items()}),
        warnings=tuple(
            ReadingWarning(item["code"], from_json(item["said"] if "said" in item else item["message"]), item["path"])
            for item in value["warnings"]
        ),
        reader_version=value["reader_version"],
    )


def _document(value: Mapping[str, Any]) -> OfficialDocument:
    keys = (
        "doc_type",
        "superior",
        "issuer",
        "number",
        "symbol",
        "place",
        "date_partial",
        "subject",
        "opening",
        "closing",
    )
    pairs = zip(value["recipients"], value["recipient_roles"], strict=True)
    signatory = value["signatory"]
    return OfficialDocument(
        **{key: value[key] for key in keys},
        date=_date(value["date"]),
        addressees=tuple(value["addressees"]),
        legal_bases=tuple(value["legal_bases"]),
        body=tuple(_block_from(item) for item in value["body"]),
        footnotes=tuple(Footnote(item["mark"], item["text"]) for item in value["footnotes"]),
        recipients=tuple(Recipient(text, RecipientRole(role)) for text, role in pairs),
        signatory=Signatory(**signatory) if signatory else None,
        urgency=Urgency.of(value["urgency"]) if value["urgency"] else None,
        secrecy=Secrecy.of(value["secrecy"]) if value["secrecy"] else None,
    )


def _block_from(item: Mapping[str, Any]) -> Block:
    rows: Sequence[Sequence[str]] = item.get("rows", ())
    return Block(
        BlockKind(item["kind"]),
        item["number"],
        item["level"],
        item["text"],
        item["path"],
        tuple(tuple(row) for row in rows),
        **look_from_json(item),
    )


def _task_from(item: Mapping[str, Any]) -> AssignedTask:
    return AssignedTask(
        item=item["item"],
        text=item["text"],
        lead=tuple(item["lead"]),
        cooperate=tuple(item["cooperate"]),
        deadline=_deadline_from(item),
        product=item["product"],
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
