"""Taking in results and findings from before the system, once a person has seen what was read."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from caicach.indices.bounded import past_bounded
from caicach.indices.domain.cycle import FindingState, Origin, Step
from caicach.indices.domain.frozen import Nodes, digest
from caicach.indices.domain.past_results import TOTAL_CODE, PastReading, PastScore
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import Finding, FrozenResult, ScoringYear, UnitResult
from caicach.indices.services.entering import STORED_PLACES
from caicach.indices.services.opening import year_exists
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.decimals import rounded
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.files.models import StoredFile
from caicach.kernel.said import as_json, tell
from caicach.organisations.queries import unit_facts

HUNDRED = Decimal(100)


def preview_past(
    actor: Actor, *, year: int, set_code: str, data: bytes, filename: str, now: datetime
) -> tuple[int, PastReading]:
    """Read the file and keep it; nothing of it counts before ``import_past``. Returns the file's id and the reading.

    Not one transaction: reading takes seconds. Raises NotAllowed for a file that bears a mark of secrecy.
    """
    require(actor, Permission.INDEX_MANAGE)
    files.check_size(len(data), name=filename)
    reading = _read(year, set_code, data, filename)
    with transaction.atomic():
        return files.store(actor, data=data, name=filename, now=now).pk, reading


def import_past(actor: Actor, *, year: int, set_code: str, set_name: str, file_id: int, now: datetime) -> int:
    """Take in what ``preview_past`` showed of the file; returns the year's id.

    Results of a year are taken in once; findings are added to those that are there, each once. Not one transaction:
    the file is read before what it says is written in one.
    """
    require(actor, Permission.INDEX_MANAGE)
    file = stored.stored_file(file_id)
    if file.stored_by != actor.user_id:
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    reading = _read(year, set_code, stored.read_bytes(file), file.name)
    if not reading.scores and not reading.findings:
        raise InvalidInput(
            "index_past.nothing",
            what="Không đọc được kết quả hay tồn tại nào trong tệp «{file}».",
            why="Bảng cần có cột đơn vị và cột điểm, tỷ lệ hoặc tồn tại; biên bản cần tên đơn vị rồi các mục đánh số.",
            todo="Hãy dùng tệp mẫu.",
            file=file.name,
        )
    return _keep(actor, _Named(year, set_code, set_name), file, reading, now)


@dataclass(frozen=True, slots=True)
class _Named:
    year: int
    set_code: str
    set_name: str


@transaction.atomic
def _keep(actor: Actor, named: _Named, file: StoredFile, reading: PastReading, now: datetime) -> int:
    kept = _year(actor, named.year, named.set_code, named.set_name, now)
    if reading.scores:
        _save_scores(actor, kept, reading, file.name, now)
    added = _save_findings(actor, kept, reading, file.name, now)
    new = {"file": file.pk, "scores": len(reading.scores), "findings": added, "problems": len(reading.problems)}
    audit.record(actor, "indices.past.imported", subject=("scoring_year", kept.pk), now=now, new=new)
    return kept.pk


def _read(year: int, set_code: str, data: bytes, filename: str) -> PastReading:
    return past_bounded(data, filename=filename, units=_units(year), codes=_codes(set_code))


def _units(year: int) -> dict[str, str]:
    """Names of units on a day of the year, the last where a code had several."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        fact.code: fact.office_name
        for fact in unit_facts()
        if (fact.valid_from is None or fact.valid_from <= last) and (fact.valid_to is None or fact.valid_to > first)
    }


def _codes(set_code: str) -> frozenset[str]:
    known = ScoringYear.objects.filter(set_code=set_code).exclude(definition_text="").order_by("-year").first()
    return frozenset(node.code for node in definition_of(known).walk()) if known else frozenset()


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
    names = _units(year.year)
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
        percentage=None if share is None else rounded(share, STORED_PLACES),
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
                source=f"{file}, {one.place}",
                state=FindingState.OPEN.value,
                recorded_at=now,
                recorded_by_name=actor.name,
            )
            for one in fresh
        ],
        batch_size=500,
    )
    return len(fresh)
