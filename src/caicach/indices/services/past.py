"""Taking in results and findings from before the system, once a person has seen what was read."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from caicach.indices.bounded import past_from_kept
from caicach.indices.domain.cycle import FindingState, Origin, Step
from caicach.indices.domain.frozen import Nodes, digest
from caicach.indices.domain.past_results import TOTAL_CODE, PastReading, PastScore
from caicach.indices.models import Finding, FrozenResult, ScoringYear, UnitResult
from caicach.indices.obtaining_past_files import locked_past_file
from caicach.indices.past_units import units_of_year
from caicach.indices.services.entering import STORED_PLACES
from caicach.indices.services.opening import year_exists
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import Said, as_json, as_text, tell

HUNDRED = Decimal(100)


@transaction.atomic
def import_past(actor: Actor, *, past_file_id: int, now: datetime) -> int:
    """Take in what the page of the file shows; returns the year's id. Nothing is read anew here.

    Results of a year are taken in once; findings are added to those that are there, each once; the same file again is
    the same year.
    """
    require(actor, Permission.INDEX_MANAGE)
    file = locked_past_file(actor, past_file_id)
    if file.taken_in_id is not None:
        return file.taken_in_id
    if file.reading is None:
        raise Conflict(
            "index_past.not_read",
            what="Tệp chưa đọc xong hoặc không đọc được.",
            why="Chỉ nhập được những gì đã đọc và đã xem.",
            todo="Hãy tải lại trang của tệp.",
        )
    reading = past_from_kept(file.reading)
    if not reading.scores and not reading.findings:
        raise InvalidInput(
            "index_past.nothing",
            what="Không đọc được kết quả hay tồn tại nào trong tệp «{file}».",
            why="Bảng cần có cột đơn vị và cột điểm, tỷ lệ hoặc tồn tại; biên bản cần tên đơn vị rồi các mục đánh số.",
            todo="Hãy dùng tệp mẫu.",
            file=file.filename,
        )
    kept = _year(actor, file.year, file.set_code, file.set_name, now)
    if reading.scores:
        _save_scores(actor, kept, reading, file.filename, now)
    added = _save_findings(actor, kept, reading, file.filename, now)
    file.taken_in, file.taken_in_at = kept, now
    file.save(update_fields=("taken_in", "taken_in_at"))
    new = {"scores": len(reading.scores), "findings": added, "problems": len(reading.problems)}
    new |= {"past_file": file.pk, "file": file.file_id or 0}
    audit.record(actor, "indices.past.imported", subject=("scoring_year", kept.pk), now=now, new=new)
    return kept.pk


def _year(actor: Actor, year: int, set_code: str, set_name: str, now: datetime) -> ScoringYear:
    kept, _ = ScoringYear.objects.get_or_create(
        year=year,
        set_code=set_code,
        defaults={
            "set_name": set_name or set_code,
            "origin": Origin.IMPORTED.value,
            "step": Step.PUBLISHED.value,
            "opened_at": now,
            "opened_by_name": actor.name,
            "published_at": now,
            "published_by_name": actor.name,
        },
    )
    return kept


def _save_scores(actor: Actor, year: ScoringYear, reading: PastReading, file: str, now: datetime) -> None:
    if year.origin == Origin.SCORED.value or year.results.exists():
        raise year_exists(year.year, year.set_code)
    by_unit: dict[str, list[PastScore]] = {}
    for score in reading.scores:
        by_unit.setdefault(score.unit, []).append(score)
    result = FrozenResult.objects.create(
        year=year,
        number=1,
        frozen_at=now,
        frozen_by_name=actor.name,
        result_hash=digest(repr(reading.scores)),
        warnings=[as_json(tell("Nhập từ tệp «{file}»; không có số liệu đầu vào để tính lại.", file=file))],
    )
    names = units_of_year(year.year)
    rows = [_unit_result(result, unit, names.get(unit, unit), scores) for unit, scores in by_unit.items()]
    _rank(rows)
    UnitResult.objects.bulk_create(rows, batch_size=500)


def _unit_result(result: FrozenResult, unit: str, name: str, scores: list[PastScore]) -> UnitResult:
    nodes: Nodes = {
        score.component: [
            None if score.points is None else str(score.points),
            None if score.maximum is None else str(score.maximum),
            False,
            True,
        ]
        for score in scores
        if score.component != TOTAL_CODE
    }
    total = next((score for score in scores if score.component == TOTAL_CODE), None)
    share = total.percentage if total else None
    if total is not None and share is None and total.points is not None and total.maximum:
        share = total.points * HUNDRED / total.maximum
    return UnitResult(
        result=result,
        unit_id=unit,
        unit_name=name,
        points=total.points if total else None,
        maximum=total.maximum if total else None,
        percentage=None if share is None else rounded_value(share, STORED_PLACES),
        rank=total.rank if total else None,
        nodes=nodes,
    )


def _rank(rows: list[UnitResult]) -> None:
    """Ranks as printed; where the table prints none, by percentage, equal ones sharing the smallest."""
    if any(row.rank is not None for row in rows):
        return
    shares = sorted((row.percentage for row in rows if row.percentage is not None), reverse=True)
    for row in rows:
        row.rank = shares.index(row.percentage) + 1 if row.percentage is not None else None


def _save_findings(actor: Actor, year: ScoringYear, reading: PastReading, file: str, now: datetime) -> int:
    there = set(Finding.objects.filter(year=year).values_list("unit_id", "node_code", "text"))
    fresh = [one for one in reading.findings if (one.unit, one.component, one.text) not in there]
    Finding.objects.bulk_create(
        [
            Finding(
                year=year,
                unit_id=one.unit,
                node_code=one.component,
                text=one.text,
                lost_points=one.lost_points,
                source=as_text(Said("{file}, {place}", {"file": file, "place": one.place})),
                state=FindingState.OPEN.value,
                recorded_at=now,
                recorded_by_name=actor.name,
            )
            for one in fresh
        ],
        batch_size=500,
    )
    return len(fresh)
