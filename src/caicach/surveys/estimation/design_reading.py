"""A design as people write it (YAML) -> values; the first fault refuses the file, with its line."""

from caicach.kernel.said import plain, tell
from caicach.surveys.estimation.values import (
    Asked,
    Calibration,
    CalibrationMethod,
    DesignFile,
    IntervalMethod,
    Kind,
    Margin,
    Part,
    QuantileRule,
    ReplicateMethod,
    Replicates,
    SingleUnit,
    Trimming,
)
from caicach.surveys.written import Value, written_value

_TOP = (
    "strata",
    "clusters",
    "nest",
    "weight",
    "fpc",
    "single_psu",
    "calibration",
    "trimming",
    "replicates",
    "confidence",
    "draw",  # what ``caicach survey draw`` reads of the same file
)
_ASKED = ("over", "by", "between", "quantiles", "rule", "interval", "parts")
_MOST_REPLICATES = 10_000


def read_design(source: str, content: bytes) -> DesignFile:
    """Raises InvalidInput: not UTF-8, not YAML, unknown or lacking keys, values of a wrong shape."""
    return _design(written_value(source, content))


def _design(root: Value) -> DesignFile:
    found = root.fields(("estimates",), _TOP)
    asked = tuple(_asked(item) for item in found["estimates"].items())
    if not asked:
        found["estimates"].wrong_shape(tell("ít nhất một ước lượng"))
    return DesignFile(
        source=root.file,
        strata=_texts(found, "strata"),
        clusters=_texts(found, "clusters"),
        weight=found["weight"].text() if "weight" in found else None,
        fpc=_texts(found, "fpc"),
        is_nested="nest" in found and found["nest"].truth(),
        single_unit=found["single_psu"].one_of(SingleUnit) if "single_psu" in found else SingleUnit.FAIL,
        calibration=_calibration(found["calibration"]) if "calibration" in found else None,
        trimming=_trimming(found["trimming"]) if "trimming" in found else None,
        replicates=_replicates(found["replicates"]) if "replicates" in found else None,
        confidence=found["confidence"].figure(0.5, 0.9999) if "confidence" in found else 0.95,
        asked=asked,
    )


def _texts(found: dict[str, Value], key: str) -> tuple[str, ...]:
    """One column or a list of them."""
    return found[key].texts() if key in found else ()


def _asked(item: Value) -> Asked:
    found = item.fields(("kind", "of"), _ASKED)
    kind = found["kind"].one_of(Kind)
    if kind is Kind.RATIO and "over" not in found:
        item.fault("missing_key", what="thiếu «over».", why="Tỷ số cần cột mẫu số.", todo="Ghi thêm over: tên cột.")
    by = _texts(found, "by")
    between = _between(item, found, by) if kind is Kind.DIFFERENCE else None
    return Asked(
        kind=kind,
        of=found["of"].text(),
        over=found["over"].text() if "over" in found else None,
        by=by,
        between=between,
        at=_shares(found["quantiles"]) if "quantiles" in found else (0.5,),
        rule=found["rule"].one_of(QuantileRule) if "rule" in found else QuantileRule.MATH,
        interval=found["interval"].one_of(IntervalMethod) if "interval" in found else IntervalMethod.LOGIT,
        line=item.line,
        parts=_parts(item, found) if kind is Kind.COMPOSITE else (),
    )


def _parts(item: Value, found: dict[str, Value]) -> tuple[Part, ...]:
    if "parts" not in found:
        why = "Chỉ số tổng hợp cần các phần: mỗi phần là một tỷ số với trọng số."
        item.fault("missing_key", what="thiếu «parts».", why=why, todo="Ghi parts: [{{over: …, under: …, weight: …}}].")
    parts = []
    for one in found["parts"].items():
        own = one.fields(("over", "under"), ("weight",))
        weight = own["weight"].figure(1e-9, 1e9) if "weight" in own else 1.0
        parts.append(Part(own["over"].text(), own["under"].text(), weight))
    if not parts:
        found["parts"].wrong_shape(tell("danh sách có ít nhất một phần"))
    return tuple(parts)


def _between(item: Value, found: dict[str, Value], by: tuple[str, ...]) -> tuple[str, str]:
    levels = found["between"].texts() if "between" in found else ()
    if len(levels) != 2 or len(by) != 1:
        item.fault(
            "no_levels",
            what="hiệu số chưa đủ.",
            why="Hiệu số cần một cột nhóm và hai mức của nó.",
            todo="Ghi by: tên cột và between: [mức thứ nhất, mức thứ hai].",
        )
    return levels[0], levels[1]


def _shares(value: Value) -> tuple[float, ...]:
    return tuple(item.figure(0, 1) for item in (value.items() if value.is_list else (value,)))


def _calibration(value: Value) -> Calibration:
    found = value.fields(("method",), ("margins", "totals", "tolerance", "rounds"))
    method = found["method"].one_of(CalibrationMethod)
    margins = tuple(_margin(item) for item in found["margins"].items()) if "margins" in found else ()
    totals = {
        name: float(total.number() or 0)
        for name, total in (found["totals"].mapping() if "totals" in found else {}).items()
    }
    if totals and method is not CalibrationMethod.LINEAR:
        found["totals"].wrong_shape(plain("method: linear"))
    if method is CalibrationMethod.POSTSTRATIFY and len(margins) != 1:
        value.wrong_shape(tell("đúng một margins; nhiều chiều thì dùng method: rake"))
    if not margins and not totals:
        value.wrong_shape(tell("ít nhất một margins"))
    return Calibration(
        method=method,
        margins=margins,
        totals=totals or None,
        tolerance=found["tolerance"].figure(1e-14, 0.01) if "tolerance" in found else 1e-10,
        rounds=int(found["rounds"].figure(1, 100_000)) if "rounds" in found else 1000,
    )


def _margin(item: Value) -> Margin:
    found = item.fields(("by", "totals"))
    columns = found["by"].texts()
    return Margin(columns, dict(_cells(found["totals"], len(columns))))


def _cells(value: Value, depth: int) -> list[tuple[tuple[str, ...], float]]:
    """Counts by level; of crossed columns a mapping within a mapping."""
    cells: list[tuple[tuple[str, ...], float]] = []
    for level, inner in value.mapping().items():
        if depth > 1:
            cells += [((level, *rest), count) for rest, count in _cells(inner, depth - 1)]
        else:
            cells.append(((level,), inner.figure(0, 1e15)))
    return cells


def _trimming(value: Value) -> Trimming:
    found = value.fields((), ("lower", "upper"))
    lower = found["lower"].figure(0, 1e15) if "lower" in found else 0.0
    upper = found["upper"].figure(0, 1e15) if "upper" in found else float("inf")
    if lower >= upper:
        value.wrong_shape(tell("lower nhỏ hơn upper"))
    return Trimming(lower, upper)


def _replicates(value: Value) -> Replicates:
    found = value.fields(("method",), ("count", "seed", "fay", "about_estimate"))
    return Replicates(
        method=found["method"].one_of(ReplicateMethod),
        count=int(found["count"].figure(2, _MOST_REPLICATES)) if "count" in found else 500,
        seed=int(found["seed"].figure(0, 2**63)) if "seed" in found else 0,
        fay=found["fay"].figure(0, 0.99) if "fay" in found else 0.0,
        about_estimate="about_estimate" in found and found["about_estimate"].truth(),
    )
