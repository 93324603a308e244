"""Header values of a received document: their paths and labels, what a person may put there, and what is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from caicach.correspondence.domain.review import ReviewedValue
from caicach.documents.values import Reading, Span, Urgency
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import parse_date
from caicach.kernel.text.folding import nfc

HeaderValue = str | tuple[str, ...] | None

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "doc_type": "Loại văn bản",
        "superior": "Cơ quan chủ quản",
        "issuer": "Cơ quan ban hành",
        "number": "Số",
        "symbol": "Ký hiệu",
        "place": "Địa danh",
        "date": "Ngày ban hành",
        "subject": "Trích yếu",
        "addressees": "Kính gửi",
        "urgency": "Độ khẩn",
    }
)
_LONGEST = {"number": 60, "symbol": 120, "doc_type": 100}


@dataclass(frozen=True, slots=True)
class Correction:
    """A header value as a person says it is."""

    path: str
    value: HeaderValue
    by: str


def value_read(reading: Reading, path: str) -> HeaderValue:
    """What the reader found at a header path; dates in ISO form."""
    value = getattr(reading.document, path)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Urgency) else value


def reviewed_values(reading: Reading, corrections: Mapping[str, Correction]) -> tuple[ReviewedValue, ...]:
    """Every header value in force, in the order of the page."""
    return tuple(_reviewed(reading, path, label, corrections.get(path)) for path, label in LABELS.items())


def _reviewed(reading: Reading, path: str, label: str, correction: Correction | None) -> ReviewedValue:
    as_read = value_read(reading, path)
    doubted = any(w.path is not None and w.path.split(".")[0] == path for w in reading.warnings)
    return ReviewedValue(
        path=path,
        label=label,
        value=correction.value if correction else as_read,
        quote=_quote(reading, path),
        is_corrected=correction is not None,
        corrected_by=correction.by if correction else None,
        is_uncertain=doubted and correction is None,
        as_read=as_read,
    )


def _quote(reading: Reading, path: str) -> Span | None:
    spans = [span for key, span in reading.spans.items() if key == path or key.startswith(f"{path}.")]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def values_in_force(reading: Reading, corrections: Mapping[str, Correction]) -> dict[str, HeaderValue]:
    return {value.path: value.value for value in reviewed_values(reading, corrections)}


def text_of(values: Mapping[str, HeaderValue], path: str) -> str | None:
    """A value that is one text; None where it is blank."""
    value = values.get(path)
    return value if isinstance(value, str) and value else None


def date_of(values: Mapping[str, HeaderValue]) -> date | None:
    found = text_of(values, "date")
    return date.fromisoformat(found) if found else None


def checked_value(path: str, value: str | list[str] | tuple[str, ...] | None) -> HeaderValue:
    """What a person typed as the value it stands for; blank is None. Raises InvalidInput where it cannot be one.

    >>> checked_value("date", "10/2/2023"), checked_value("subject", "  "), checked_value("addressees", ["Sở Nội vụ "])
    ('2023-02-10', None, ('Sở Nội vụ',))
    """
    if path not in LABELS:
        raise InvalidInput(
            "document.value_unknown",
            what="Không có mục «{path}» để sửa.",
            todo="Hãy chọn một mục có trên trang rà soát.",
            path=path,
        )
    if path == "addressees":
        lines = value.split("\n") if isinstance(value, str) else value or ()
        return tuple(clean for line in lines if (clean := _clean(line))) or None
    if value is not None and not isinstance(value, str):
        raise _bad(path, "…", "Mục này chỉ nhận một giá trị.")
    text = _clean(value or "")
    if text is None:
        return None
    if len(text) > _LONGEST.get(path, 2_000):
        raise _bad(path, text[:40] + "…", "Giá trị dài quá {limit} ký tự.", limit=_LONGEST.get(path, 2_000))
    return _typed(path, text)


def _clean(value: str) -> str | None:
    return " ".join(nfc(value).split()) or None


def _typed(path: str, text: str) -> str:
    if path == "date":
        return _date(text)
    return _urgency(text) if path == "urgency" else text


def _urgency(text: str) -> str:
    try:
        return Urgency.of(text).value
    except ValueError:
        raise _bad("urgency", text, "Độ khẩn chỉ có: hỏa tốc, thượng khẩn, khẩn.") from None


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return parse_date(text).isoformat()


def _bad(path: str, value: str, why: str, **more: object) -> InvalidInput:
    return InvalidInput(
        "document.value_invalid",
        what="«{value}» không dùng được cho mục «{label}».",
        why=why,
        todo="Hãy sửa giá trị rồi lưu lại.",
        value=value,
        label=LABELS[path],
        **more,
    )


def is_within_partial(on: date, partial: str | None) -> bool:
    """Whether a day lies in the month or year that the document leaves readable.

    >>> is_within_partial(date(2023, 2, 10), "2023-02"), is_within_partial(date(2023, 3, 1), "2023-02")
    (True, False)
    """
    return on.isoformat().startswith(partial or "")
