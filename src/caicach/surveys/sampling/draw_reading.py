"""What is to be drawn, as people write it (YAML, key ``draw``) -> values."""

from collections.abc import Mapping

from caicach.kernel.said import tell
from caicach.surveys.sampling.values import Allocation, DrawFile, Margin, Method, StageAsked, Total
from caicach.surveys.written import Value, written_value

_OTHERS = (
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
    "estimates",
)
"""Keys of the same file that say how to estimate: passed over here."""
_MOST = 10_000_000


def read_draw(source: str, content: bytes) -> DrawFile:
    """Raises InvalidInput: not YAML, unknown or lacking keys, values of a wrong shape."""
    root = written_value(source, content)
    value = root.fields(("draw",), _OTHERS)["draw"]
    found = value.fields(("stages",), ("strata", "total", "reserve", "order"))
    stages = tuple(_stage(item) for item in found["stages"].items())
    if not stages:
        found["stages"].wrong_shape(tell("ít nhất một giai đoạn"))
    total = _total(found["total"]) if "total" in found else None
    if total is None and stages[0].size is None:
        value.fault(
            "no_size",
            what="chưa có cỡ mẫu.",
            why="Giai đoạn đầu cần size, hoặc cả mẫu cần total.",
            todo="Ghi size: số đơn vị mỗi tầng, hoặc total: {{size: …}}.",
        )
    for at, (item, stage) in enumerate(zip(found["stages"].items(), stages, strict=True)):
        if stage.unit is None and at + 1 < len(stages):
            item.wrong_shape(tell("unit: tên cột; chỉ giai đoạn cuối được chọn từng dòng"))
        if at and stage.size is None:
            item.wrong_shape(tell("size: số đơn vị chọn trong mỗi đơn vị cấp trên"))
    return DrawFile(
        source=source,
        strata=found["strata"].text() if "strata" in found else None,
        stages=stages,
        total=total,
        reserve=found["reserve"].figure(0, 10) if "reserve" in found else 0.0,
        order=found["order"].text() if "order" in found else None,
    )


def _stage(item: Value) -> StageAsked:
    found = item.fields((), ("unit", "size", "method", "measure"))
    method = found["method"].one_of(Method) if "method" in found else Method.SIMPLE
    if method is Method.PPS and "unit" not in found:
        item.wrong_shape(tell("unit: tên cột; chọn theo cỡ cần đơn vị"))
    return StageAsked(
        unit=found["unit"].text() if "unit" in found else None,
        size=_sizes(found["size"]) if "size" in found else None,
        method=method,
        measure=found["measure"].text() if "measure" in found else None,
    )


def _sizes(value: Value) -> int | Mapping[str, int]:
    if value.is_mapping:
        return {name: _count(size) for name, size in value.mapping().items()}
    return _count(value)


def _count(value: Value) -> int:
    value.figure(1, _MOST)
    return value.whole() or 1


def _total(value: Value) -> Total:
    found = value.fields((), ("size", "margin", "allocation", "minimum", "deviations"))
    if ("size" in found) == ("margin" in found):
        value.wrong_shape(tell("hoặc size, hoặc margin"))
    deviations = found["deviations"].mapping() if "deviations" in found else {}
    return Total(
        size=_count(found["size"]) if "size" in found else None,
        margin=_margin(found["margin"]) if "margin" in found else None,
        allocation=found["allocation"].one_of(Allocation) if "allocation" in found else Allocation.PROPORTIONAL,
        minimum=_count(found["minimum"]) if "minimum" in found else 1,
        deviations={name: amount.figure(0, 1e12) for name, amount in deviations.items()} or None,
    )


def _margin(value: Value) -> Margin:
    if not value.is_mapping:
        return Margin(value.figure(0.0001, 0.5))
    found = value.fields(("margin",), ("share", "confidence", "design_effect", "response"))
    return Margin(
        margin=found["margin"].figure(0.0001, 0.5),
        share=found["share"].figure(0.0001, 0.9999) if "share" in found else 0.5,
        confidence=found["confidence"].figure(0.5, 0.9999) if "confidence" in found else 0.95,
        design_effect=found["design_effect"].figure(0.01, 100) if "design_effect" in found else 1.0,
        response=found["response"].figure(0.01, 1) if "response" in found else 1.0,
    )
