"""Numbers: given with the text that they fix, reserved, cancelled; never given twice."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext

from caicach.correspondence.counting import next_number, series_key
from caicach.correspondence.domain.letter_problems import missing_parts
from caicach.correspondence.domain.letters import LetterState
from caicach.correspondence.domain.numbered import numbered_document
from caicach.correspondence.domain.numbering import (
    NumberState,
    SeriesRule,
    identity_of,
    series_for,
    written_number,
)
from caicach.correspondence.letter_obtaining import locked_letter
from caicach.correspondence.letter_values import apply_document, document_of
from caicach.correspondence.models import GivenNumber, NumberSeries, SentLetter
from caicach.correspondence.services.drafting import said_reason
from caicach.documents.values import OfficialDocument
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound


@transaction.atomic
def number_letter(
    actor: Actor,
    *,
    letter_id: int,
    version: int,
    issued_on: date,
    reserved: int | None = None,
    copies: int | None = None,
    now: datetime,
) -> str:
    """Give the letter its number and date and fix its text, in one transaction; the number as it is printed.

    ``reserved`` takes a number that was kept for it. Raises InvalidInput while the draft lacks a part that the decree
    asks for, Conflict where somebody was first or a letter with this number, symbol and issuer is there already.
    """
    states = (LetterState.DRAFT, LetterState.SUBMITTED)
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_ISSUE, states)
    document = document_of(letter)
    _refuse_incomplete(document)
    _refuse_day(issued_on, timezone.localdate(now))
    _refuse_late_demand(letter, issued_on)
    series = _series_of(letter)
    row = _taken(series, issued_on.year, reserved) if reserved is not None else _fresh(series, issued_on.year)
    written = written_number(row.number)
    letter.series, letter.year, letter.number = series, issued_on.year, row.number
    letter.identity = identity_of(written, document.symbol or "", document.issuer or "", issued_on.year)
    letter.issued_on, letter.numbered_at, letter.numbered_by_name = issued_on, now, actor.name
    letter.copies = copies
    letter.state = LetterState.NUMBERED.value
    apply_document(letter, numbered_document(document, written, issued_on))
    _save_unique(letter, written, document)
    row.state, row.letter, row.given_at, row.given_by_name = NumberState.USED.value, letter, now, actor.name
    row.save()
    new = {"number": written, "symbol": letter.symbol, "issued_on": issued_on.isoformat(), "series": series.name}
    audit.record(actor, "correspondence.letter.numbered", subject=("letter", letter.pk), now=now, new=new)
    return written


def _names(parts: tuple[str, ...]) -> str:
    return ", ".join(gettext(part) for part in parts)


_named = lazy(_names, str)  # a door translates the error that names them, later and in the language of the person


def _refuse_incomplete(document: OfficialDocument) -> None:
    missing = missing_parts(document)
    if missing:
        raise InvalidInput(
            "letter.incomplete",
            what="Chưa cấp số được: văn bản còn thiếu {missing}.",
            why="Đây là thành phần thể thức bắt buộc (Nghị định 30/2020/NĐ-CP, Điều 8).",
            todo="Hãy mở dự thảo, bổ sung phần còn thiếu rồi cấp số lại.",
            missing=_named(missing),
        )


def _refuse_day(issued_on: date, today: date) -> None:
    if issued_on > today or (today - issued_on).days > 366:
        raise InvalidInput(
            "letter.day_not_usable",
            what="Ngày ban hành {day} không dùng được.",
            why="Ngày ban hành không ở tương lai và không quá một năm trước.",
            todo="Hãy chọn ngày ký, thường là hôm nay.",
            day=f"{issued_on:%d/%m/%Y}",
        )


def _refuse_late_demand(letter: SentLetter, issued_on: date) -> None:
    if letter.demand_due_on is not None and letter.demand_due_on < issued_on:
        raise InvalidInput(
            "letter.demand_past",
            what="Hạn gửi lại {due_on} trước ngày ban hành.",
            why="Yêu cầu gửi lại thành nhiệm vụ của đơn vị khi phát hành, hạn không thể đã qua.",
            todo="Hãy sửa hạn trong dự thảo, cả ở nội dung văn bản, rồi cấp số.",
            due_on=f"{letter.demand_due_on:%d/%m/%Y}",
        )


def _series_of(letter: SentLetter) -> NumberSeries:
    rows = {row.pk: row for row in NumberSeries.objects.filter(profile=letter.profile_id).order_by("id")}
    rule = series_for([rule_of(row) for row in rows.values()], letter.doc_type)
    if rule is None:
        raise InvalidInput(
            "letter.no_series",
            what="Chưa có dãy số nào cho «{kind}» của cơ quan ban hành này.",
            why="Quy tắc dãy số của «{issuer}» không nêu loại văn bản này và không có dãy chung.",
            todo="Hãy mở trang Dãy số, thêm dãy hoặc thêm loại văn bản vào một dãy.",
            kind=letter.doc_type,
            issuer=letter.issuer,
        )
    return rows[rule.id]


def rule_of(row: NumberSeries) -> SeriesRule:
    return SeriesRule(row.pk, row.name, tuple(row.kinds))


def _fresh(series: NumberSeries, year: int) -> GivenNumber:
    return GivenNumber(series=series, year=year, number=next_number(series_key(series.pk), year))


def _taken(series: NumberSeries, year: int, number: int) -> GivenNumber:
    row = (
        GivenNumber.objects.select_for_update()
        .filter(series=series, year=year, number=number, state=NumberState.RESERVED.value)
        .first()
    )
    if row is None:
        raise Conflict(
            "letter.number_not_reserved",
            what="Số {number} năm {year} không còn được giữ chỗ.",
            why="Số này đã dùng, đã hủy, hoặc thuộc dãy khác.",
            todo="Hãy chọn số giữ chỗ khác, hoặc để hệ thống cấp số tiếp theo.",
            number=written_number(number),
            year=year,
        )
    return row


def _save_unique(letter: SentLetter, written: str, document: OfficialDocument) -> None:
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError as error:
        other = SentLetter.objects.filter(identity=letter.identity).exclude(pk=letter.pk).first()
        if other is None:
            raise
        raise Conflict(
            "letter.duplicate_number",
            what="Đã có văn bản số {number}/{symbol} của {issuer} trong năm {year}.",
            why="Số, ký hiệu và cơ quan ban hành không được trùng trong năm (Nghị định 30/2020/NĐ-CP, Điều 15).",
            todo="Hãy kiểm tra quy tắc dãy số: hai dãy cùng ký hiệu sẽ cấp số trùng nhau.",
            number=written,
            symbol=document.symbol,
            issuer=document.issuer,
            year=letter.year,
        ) from error


@transaction.atomic
def reserve_number(actor: Actor, *, series_id: int, year: int, reason: str, now: datetime) -> int:
    """Keep the next number of a series for a letter to come, with the reason; the number."""
    require(actor, Permission.LETTER_ISSUE)
    series = _series(series_id)
    said = said_reason(reason, what="Chưa giữ số được.")
    row = _fresh(series, year)
    row.state, row.reason = NumberState.RESERVED.value, said
    row.given_at, row.given_by_name = now, actor.name
    row.save()
    new = {"number": row.number, "year": year}
    audit.record(actor, "correspondence.number.reserved", subject=("series", series_id), now=now, new=new, why=said)
    return row.number


@transaction.atomic
def cancel_number(actor: Actor, *, series_id: int, year: int, number: int, reason: str, now: datetime) -> None:
    """Give up a reserved number. It stays in the register with its reason and is never given again."""
    require(actor, Permission.LETTER_ISSUE)
    said = said_reason(reason, what="Chưa hủy được số.")
    row = _taken(_series(series_id), year, number)
    row.state, row.reason, row.given_by_name = NumberState.CANCELLED.value, said, actor.name
    row.save()
    new = {"number": number, "year": year}
    audit.record(actor, "correspondence.number.cancelled", subject=("series", series_id), now=now, new=new, why=said)


def _series(series_id: int) -> NumberSeries:
    found = NumberSeries.objects.filter(pk=series_id).first()
    if found is None:
        raise NotFound("series.not_found", what="Không có dãy số này.", todo="Hãy quay lại trang Dãy số.")
    return found
