"""A saved answer of the national portal's page of index 766, as JSON: figures of units by component. Pure.

Of two shapes, as the portal gave them in September and October 2026: a list of measures by unit (openness,
digitisation, satisfaction), or a parent with its children and the parts of a formula (progress, online services,
payment). An answer does not say its period: whoever saved it does.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from caicach.kernel.errors import InvalidInput

MEASURES: Final = {
    "PUBLISH_ON_TIME": "1.1",
    "PUBLIC_UPDATE_ON_TIME": "1.2",
    "PUBLIC_CONTENT_FULL": "1.3",
    "DOSSIER_SYNC": "1.4",
    "ORIGINAL_RESULT_AVAILABLE": "4.1",
    "SO_HOA_GIAY_TO_GIAI_QUYET": "4.2",
    "ELECTRONIC_CERTIFIED_COPY": "ctdt",
    "REUSED_DIGITIZED_DATA": "4.3",
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": "4.4",
    "CITIZEN_DATA_CONNECTED_FORMALITY": "4.5a",
    "CITIZEN_DATA_CONNECTED_DOSSIER": "4.5b",
    "PETITION_PROCESSING_ON_TIME": "5.2",
    "PETITION_HANDLING_SATISFACTION": "5.3",
    "DOSSIER_RECEIVING_SATISFACTION": "5.4",
}
"""The component that a measure of the portal is, by its number in the set."""
_UNSCORED: Final = frozenset({"PETITION_CLASSIFICATION_TTHC", "PETITION_CLASSIFICATION_STAFF"})
_RATIOS: Final = {
    "3.1": (("partialCount", "fullCount"), "authorityCount"),
    "3.2": (("onlineDossierCount",), "onlineServiceTotal"),
    "3.3": (("channelOnlineSum",), "channelTotalSum"),
    "3.5a": (("totalFeeDossierFormality",), "totalFeeFormality"),
    "3.5b": (("totalDossierOnlineFormalityPaymentSuccess",), "totalFeeFormality"),
    "3.6": (("totalDossierOnlinePaymentSuccess",), "totalDossierFinancialObligation"),
}
"""Numerator and denominator of a component among the parts of a formula."""


@dataclass(frozen=True, slots=True)
class PortalFigure:
    """What the portal says of a component of a unit; ``value`` is a percentage, of 2.2 days. ``g3a`` and ``g3b`` are
    groups, of which it gives points alone. ``note``: its own remark on the data.
    """

    leaf: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    score: Decimal | None = None
    maximum: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PortalUnit:
    name: str
    code: str
    figures: tuple[PortalFigure, ...]


@dataclass(frozen=True, slots=True)
class PortalAnswer:
    """``unread``: codes of measures that this version does not know."""

    units: tuple[PortalUnit, ...]
    unread: tuple[str, ...]


def read_answer(data: bytes, filename: str) -> PortalAnswer:
    """Raises InvalidInput (``portal_answer.*``)."""
    try:
        told = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _wrong("not_json", filename, "Tệp không phải JSON đọc được.") from error
    found = told.get("data") if isinstance(told, dict) else None
    if not isinstance(found, dict):
        raise _wrong("no_data", filename, "Không có phần «data» như câu trả lời của Cổng.")
    unread: set[str] = set()
    if isinstance(found.get("overview"), dict):
        rows = [found["overview"], *_rows(found.get("evaluation"), filename)]
        units = tuple(_of_measures(row, unread, filename) for row in rows)
        _refuse_one_procedure(rows[0], filename)
    elif isinstance(found.get("parent"), dict):
        rows = [found["parent"], *_rows(found.get("children"), filename)]
        units = tuple(_of_parts(row, filename) for row in rows)
    else:
        raise _wrong("other_page", filename, "Tệp không phải câu trả lời của trang đánh giá 766.")
    if not any(unit.figures for unit in units):
        raise _wrong("no_figure", filename, "Không có chỉ số nào của bộ 766.")
    return PortalAnswer(units, tuple(sorted(unread)))


def _rows(found: object, filename: str) -> list[Mapping[str, Any]]:
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _wrong("other_page", filename, "Danh sách đơn vị không đọc được.")
    return found


def _refuse_one_procedure(row: Mapping[str, Any], filename: str) -> None:
    """Digitisation of one procedure comes without the measure over procedures: it is not the figure of the unit."""
    codes = {one.get("code") for one in row.get("metrics") or () if isinstance(one, dict)}
    if "CITIZEN_DATA_CONNECTED_DOSSIER" in codes and "CITIZEN_DATA_CONNECTED_FORMALITY" not in codes:
        raise _wrong("one_procedure", filename, "Câu trả lời lọc theo một thủ tục, không phải của cả đơn vị.")


def _of_measures(row: Mapping[str, Any], unread: set[str], filename: str) -> PortalUnit:
    figures = []
    for one in row.get("metrics") or ():
        code = one.get("code") if isinstance(one, dict) else None
        if code in MEASURES:
            met, of = _number(one, "numerator", filename), _number(one, "denominator", filename)
            value, score = _number(one, "ratio", filename), _number(one, "score", filename)
            maximum, note = _number(one, "maxScore", filename), _text(one.get("dataQualityMessage"))
            figures.append(PortalFigure(MEASURES[code], met, of, value, score, maximum, note))
        elif isinstance(code, str) and code not in _UNSCORED:
            unread.add(code[:80])
    return PortalUnit(_text(row.get("departmentName")), _text(row.get("departmentCode")), tuple(figures))


def _of_parts(row: Mapping[str, Any], filename: str) -> PortalUnit:
    name, code = _text(row.get("departmentName")), _text(row.get("departmentCode"))
    return PortalUnit(name, code, tuple(_figures(row, filename)))


def _figures(row: Mapping[str, Any], filename: str) -> Iterator[PortalFigure]:
    def number(key: str) -> Decimal | None:
        return _number(row, key, filename)

    score = number("totalScore") if "totalScore" in row else number("score")
    maximum = number("totalMaxScore") if "totalMaxScore" in row else number("maxScore")
    if "totalOnTime" in row:
        met, of = number("totalOnTime"), number("totalReceived")
        yield PortalFigure("2.1", met, of, number("ratio"), score, maximum)
        yield PortalFigure("2.2", value=number("avgProcessingDays"))
        return
    is_payment = "totalFeeFormality" in row
    if is_payment or maximum == 12:  # the points of the group of online services
        yield PortalFigure("g3b" if is_payment else "g3a", score=score, maximum=maximum)
    for leaf, (parts, whole) in _RATIOS.items():
        if whole in row:
            met, of = sum((number(part) or Decimal(0) for part in parts), Decimal(0)), number(whole)
            yield PortalFigure(leaf, met, of, round(100 * met / of, 2) if of else None)


def _number(row: Mapping[str, Any], key: str, filename: str) -> Decimal | None:
    found = row.get(key)
    if found is None:
        return None
    if not isinstance(found, Decimal) or not found.is_finite() or not 0 <= found < Decimal(10) ** 12:
        raise _wrong("no_number", filename, "Ô «{key}» không phải số không âm.", key=key)
    return found


def _text(found: object) -> str:
    return found.strip()[:300] if isinstance(found, str) else ""


def _no_number(text: str) -> Decimal:
    raise ValueError(text)


def _wrong(code: str, filename: str, why: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"portal_answer.{code}",
        what="Không nhận tệp «{file}».",
        why=why,
        todo="Hãy lưu nguyên câu trả lời JSON của trang đánh giá chất lượng phục vụ trên Cổng Dịch vụ công quốc gia.",
        file=filename,
        column="answer",
        **values,
    )
