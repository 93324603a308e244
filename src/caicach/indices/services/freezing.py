"""Freezing a result from stored inputs alone, publishing it, and replaying it bit for bit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caicach.indices.definition.scores import Scores, UnitScore
from caicach.indices.definition.scoring import score
from caicach.indices.domain.cycle import Origin, Step
from caicach.indices.domain.frozen import digest, inputs_from, nodes_as_plain, result_text
from caicach.indices.gathering import inputs_of, scored_sheets
from caicach.indices.kept_definitions import definition_of, hash_of
from caicach.indices.models import FrozenResult, ScoringYear, UnitResult
from caicach.indices.obtaining import locked_year, result_in_force, year_seen
from caicach.indices.services.entering import STORED_PLACES
from caicach.indices.services.steps import refuse_moved, refuse_open_matters
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import Said, as_json, joint_sentence, tell

_BATCH = 500


@transaction.atomic
def freeze(actor: Actor, *, year_id: int, now: datetime) -> int:
    """Compute totals, ranks and groups from the stored inputs and keep them with their hashes; returns the result's id.

    Refused while an objection waits or a merged unit has no treatment. Units with something missing are not ranked.
    """
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    refuse_moved(year, Step.COUNCIL)
    refuse_open_matters(year)
    sheets = scored_sheets(year)
    inputs = inputs_of(year, sheets)
    definition = definition_of(year)
    scores = score(definition, inputs.as_inputs(definition), year=year.year)
    result = FrozenResult.objects.create(
        year=year,
        number=year.results.count() + 1,
        frozen_at=now,
        frozen_by_name=actor.name,
        inputs=inputs.as_text(),
        inputs_hash=digest(inputs.as_text()),
        definition_hash=year.definition_hash,
        result_hash=digest(result_text(scores)),
        warnings=[as_json(flag.said) for flag in scores.warnings],
    )
    names = {sheet.unit_id: sheet.unit_name for sheet in sheets}
    rows = [_unit_result(result, one, names[one.unit]) for one in scores.units.values()]
    UnitResult.objects.bulk_create(rows, batch_size=_BATCH)
    year.step = Step.FROZEN.value
    year.save(update_fields=("step",))
    new = {"result": result.pk, "inputs": result.inputs_hash, "outcome": result.result_hash, "units": len(rows)}
    audit.record(actor, "indices.result.frozen", subject=("scoring_year", year.pk), now=now, new=new)
    return result.pk


def _unit_result(result: FrozenResult, one: UnitScore, name: str) -> UnitResult:
    return UnitResult(
        result=result,
        unit_id=one.unit,
        unit_name=name,
        points=None if one.points is None else rounded_value(one.points, STORED_PLACES),
        maximum=rounded_value(one.maximum, STORED_PLACES),
        percentage=None if one.percentage is None else rounded_value(one.percentage, STORED_PLACES),
        rank=one.rank,
        group=one.group or "",
        nodes=nodes_as_plain(one.nodes),
    )


@transaction.atomic
def withdraw_result(actor: Actor, *, year_id: int, reason: str, now: datetime) -> None:
    """Take a frozen result back to the council before it is published; its row stays."""
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    refuse_moved(year, Step.FROZEN)
    if not reason.strip():
        raise InvalidInput(
            "index_result.withdraw_why",
            what="Chưa ghi lý do rút kết quả đã chốt.",
            why="Kết quả đã chốt vẫn được lưu cùng lý do rút.",
            todo="Hãy ghi lý do.",
        )
    result = result_in_force(year)
    result.withdrawn_at, result.withdrawn_by_name, result.withdrawn_reason = now, actor.name, reason.strip()
    result.save(update_fields=("withdrawn_at", "withdrawn_by_name", "withdrawn_reason"))
    year.step = Step.COUNCIL.value
    year.save(update_fields=("step",))
    old = {"result": result.pk, "outcome": result.result_hash}
    audit.record(
        actor, "indices.result.withdrawn", subject=("scoring_year", year.pk), now=now, old=old, why=reason.strip()
    )


@transaction.atomic
def publish(actor: Actor, *, year_id: int, now: datetime, seen: int | None = None) -> None:
    """Show the frozen result to everybody. It is replayed first: what does not come out the same is not published.

    ``seen``: the number of the result that was looked at; Conflict where it was withdrawn and another frozen since.
    """
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    refuse_moved(year, Step.FROZEN)
    if seen not in {None, result_in_force(year).number}:
        raise Conflict(
            "index_result.other",
            what="Kết quả vừa được rút và chốt lại; đây không còn là kết quả đã xem.",
            why="Có người vừa làm việc đó.",
            todo="Hãy xem kết quả mới rồi công bố.",
        )
    replayed = _replay(year)
    if not replayed.is_equal:
        raise Conflict(
            "index_result.differs",
            what="Chưa công bố được: kết quả tính lại không khớp kết quả đã chốt.",
            why="{differences}",
            todo="Hãy báo quản trị viên; dữ liệu lưu có thể đã bị sửa ngoài hệ thống.",
            differences=joint_sentence(replayed.differences[:5], "; "),
        )
    year.step, year.published_at, year.published_by_name = Step.PUBLISHED.value, now, actor.name
    year.save(update_fields=("step", "published_at", "published_by_name"))
    new = {"result": result_in_force(year).pk}
    audit.record(actor, "indices.result.published", subject=("scoring_year", year.pk), now=now, new=new)


@dataclass(frozen=True)
class Replay:
    """A frozen result computed again; ``differences`` are Vietnamese sentences, none where it is equal bit for bit."""

    year: int
    set_code: str
    result_hash: str
    replayed_hash: str
    units: int
    differences: tuple[Said, ...]

    @property
    def is_equal(self) -> bool:
        return not self.differences


def replay(actor: Actor, *, year_id: int) -> Replay:
    """Compute the frozen result of a year again from its stored inputs and definition, and compare every figure."""
    return _replay(year_seen(actor, year_id))


def _replay(year: ScoringYear) -> Replay:
    result = result_in_force(year)
    if year.origin == Origin.IMPORTED.value:
        raise Conflict(
            "index_result.imported",
            what="Kết quả năm {year} được nhập từ trước khi có hệ thống.",
            why="Không có số liệu đầu vào để tính lại.",
            todo="Chỉ tính lại được kết quả chốt trong hệ thống.",
            year=year.year,
        )
    scores = _computed_again(year, result)
    found = digest(result_text(scores))
    differences = [*_altered(year, result), *_different(result, scores)]
    if found != result.result_hash and not differences:
        differences.append(tell("Mã băm của kết quả tính lại khác mã băm khi chốt."))
    return Replay(year.year, year.set_code, result.result_hash, found, len(scores.units), tuple(differences))


def _computed_again(year: ScoringYear, result: FrozenResult) -> Scores:
    definition = definition_of(year)
    return score(definition, inputs_from(result.inputs).as_inputs(definition), year=year.year)


def _altered(year: ScoringYear, result: FrozenResult) -> list[Said]:
    found = []
    if digest(result.inputs) != result.inputs_hash:
        found.append(tell("Số liệu đầu vào lưu cùng kết quả đã bị sửa: không khớp mã băm."))
    if hash_of(year.definition_text) != result.definition_hash:
        found.append(tell("Bộ chỉ số lưu cùng kỳ chấm khác bộ chỉ số khi chốt."))
    return found


def _different(result: FrozenResult, scores: Scores) -> list[Said]:
    kept = {row.unit_id: row for row in result.units.all()}
    found = [tell("Thừa đơn vị «{unit}».", unit=unit) for unit in sorted(set(kept) - set(scores.units))]
    for unit, one in scores.units.items():
        row = kept.get(unit)
        if row is None:
            found.append(tell("Thiếu đơn vị «{unit}».", unit=unit))
        elif (row.rank, row.group) != (one.rank, one.group or ""):
            kept_place, place = f"{row.rank} {row.group}", f"{one.rank} {one.group or ''}"
            why = "«{unit}»: hạng, nhóm đã lưu {kept}; tính lại {again}."
            found.append(tell(why, unit=unit, kept=kept_place, again=place))
        else:
            again = nodes_as_plain(one.nodes)
            found += [
                tell(
                    "«{unit}», «{code}»: đã lưu {kept}; tính lại {again}.",
                    unit=unit,
                    code=code,
                    kept=str(row.nodes.get(code)),
                    again=str(cells),
                )
                for code, cells in again.items()
                if row.nodes.get(code) != cells
            ]
            if row.points != (None if one.points is None else rounded_value(one.points, STORED_PLACES)):
                totals = {"kept": str(row.points), "again": str(one.points)}
                found.append(tell("«{unit}»: tổng điểm đã lưu {kept}; tính lại {again}.", unit=unit, **totals))
    return found
