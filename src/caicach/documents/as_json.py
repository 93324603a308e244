"""A reading as the JSON object that ``caicach read --json`` prints, and back.

pydantic writes and reads the values. By hand is what the object has otherwise than they: the document's fields beside
the rest, a quote in each item, recipients as two lists, what is printed of a deadline.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from caicach.documents.deadlines.as_json import deadline_as_json, deadline_from_json
from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.documents.read.source import SourceText
from caicach.documents.values import AssignedTask, Reading, Secrecy, Urgency
from caicach.kernel.codec import Codec
from caicach.kernel.said import as_json

# JSON is the one place where keys are strings without a type: Any is what json.loads gives.
Json = dict[str, Any]
SOURCE: Final = Codec(SourceText, is_brief=True)
_READING: Final = Codec(Reading)
_HEAD: Final = (
    "doc_type", "superior", "issuer", "number", "symbol", "place", "date", "date_partial", "subject",
    "addressees", "legal_bases", "opening",
)  # fmt: skip
_OF_A_BLOCK: Final = ("kind", "number", "level", "path", "text")
_OF_SOME_BLOCKS: Final = ("rows", "look", "landscape", "picture")


def reading_as_json(reading: Reading) -> Json:
    """Keys as the issue names them; absent or blank values are None, offsets are into ``text``.

    Marks and recurrences are the words of papers («hỏa tốc», «hằng năm»): this is what the command prints.
    """
    plain = _READING.plain(reading)
    head, spans, marks = plain["document"], plain["spans"], reading.document
    return {
        **{name: head[name] for name in _HEAD},
        "body": [_block(block, spans.get(f"body.{at}")) for at, block in enumerate(head["body"])],
        "closing": head["closing"],
        "citations": _quoted("citations", plain["citations"], spans),
        "tasks": [_task(task, spans.get(f"tasks.{at}")) for at, task in enumerate(reading.tasks)],
        "obligations": _quoted("obligations", plain["obligations"], spans),
        "footnotes": _quoted("footnotes", head["footnotes"], spans),
        "recipients": [recipient["text"] for recipient in head["recipients"]],
        "recipient_roles": [recipient["role"] for recipient in head["recipients"]],
        "signatory": head["signatory"],
        "urgency": marks.urgency.label if marks.urgency else None,
        "secrecy": marks.secrecy.label if marks.secrecy else None,
        "warnings": [{"code": w.code, "message": str(w.message), "path": w.path} for w in reading.warnings],
        "spans": spans,
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


def _quoted(path: str, items: list[Json], spans: Json) -> list[Json]:
    return [{**item, "span": spans.get(f"{path}.{at}")} for at, item in enumerate(items)]


def _block(plain: Json, span: list[int] | None) -> Json:
    """Rows, look, page and picture only where it has them."""
    shown = {name: plain[name] for name in _OF_SOME_BLOCKS if plain[name]}
    return {**{name: plain[name] for name in _OF_A_BLOCK}, "span": span, **shown}


def _task(task: AssignedTask, span: list[int] | None) -> Json:
    return {
        "item": task.item,
        "text_start": task.text_start,
        "text": task.text,
        "lead": list(task.lead),
        "cooperate": list(task.cooperate),
        **_deadline(task.deadline),
        "product": task.product,
        "span": span,
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


def reading_from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that ``reading_to_keep`` or ``reading_as_json`` wrote, in this build or in one before."""
    recipients = zip(value["recipients"], value["recipient_roles"], strict=True)
    document = {
        **value,
        "recipients": [{"text": text, "role": role} for text, role in recipients],
        "urgency": Urgency.of(value["urgency"]) if value["urgency"] else None,
        "secrecy": Secrecy.of(value["secrecy"]) if value["secrecy"] else None,
    }
    return _READING.value(
        {
            **value,
            "document": document,
            "tasks": [{**task, "deadline": _deadline_from(task)} for task in value["tasks"]],
            "warnings": [{**w, "message": w["said"] if "said" in w else w["message"]} for w in value["warnings"]],
        }
    )


def _deadline_from(item: Mapping[str, Any]) -> Deadline | None:
    """Also of a reading kept before deadlines were one value."""
    if item.get("deadline"):
        return deadline_from_json(item["deadline"])
    if item.get("deadline_raw") is None:
        return None
    on = item.get("deadline_until") or item["deadline_iso"]
    return Deadline(
        item["deadline_raw"],
        (date.fromisoformat(on),) if on else (),
        is_period=on is not None and item["deadline_iso"] is None,
        recurrence=Recurrence.of(item["recurrence"]) if item["recurrence"] else None,
    )
