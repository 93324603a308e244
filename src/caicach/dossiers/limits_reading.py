"""Limits from plain lines, a procedure each («1.012750: 10 ngày làm việc», «còn lại: 15 ngày làm việc»), or from YAML.

The first fault refuses the file, with its line. What lines cannot say is said so:

    by: ma_tthc                  # the column (attribute of the case) that names the procedure
    limit: {working_days: 15}    # where the list below has nothing; also alone, without ``by``
    limits:
      1.012750: {working_days: 10}
      1.000656:
        - {working_hours: 40, to: 2025-07-01}      # received before 01/7/2025
        - {working_hours: 24, from: 2025-07-01}
      1.001612: {working_days: 10, parts: {UBND xã: 3, Sở Xây dựng: 7}}     # of the ten days, each agency's own
    ends: [Trả kết quả]          # activities that end a case; a case that ends otherwise is open

or ``due: COLUMN`` in place of limits, where each case names its own due time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caicach.dossiers.domain.limits import Limit, Limits, LimitUnit
from caicach.dossiers.problems import bad_limits
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import nfc
from caicach.kernel.yaml_values import RefusedValue, YamlFault, compose

_UNITS: Final = tuple(unit.value for unit in LimitUnit)
_LARGEST: Final = 10_000
_WORDS: Final = {
    "ngày làm việc": LimitUnit.WORKING_DAYS,
    "giờ làm việc": LimitUnit.WORKING_HOURS,
    "ngày": LimitUnit.DAYS,
    "giờ": LimitUnit.HOURS,
}
_OTHERWISE: Final = "còn lại"
_COLUMN: Final = "ma_tthc"
_LINE: Final = re.compile(
    rf"\s*(?P<key>[\w.-]+|{_OTHERWISE})\s*:\s*(?P<count>\d{{1,9}})\s+(?P<unit>{'|'.join(_WORDS)})\s*", re.IGNORECASE
)
_TODO: Final = "Hãy sửa theo mẫu trong docs/operations/dossiers.md."


@dataclass(frozen=True)
class _Value(RefusedValue):
    def unusable(self, code: str, why: str, **values: object) -> InvalidInput:
        return bad_limits(code, self.file, self.line, why, todo=_TODO, **values)

    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp thời hạn «{source}», dòng {line}: "
        told = {"source": self.file, "line": self.line, **values}
        return InvalidInput(f"dossiers.{code}", what=where + what, why=why, todo=todo, **told)

    def wrong_shape(self, expected: Said) -> None:
        raise self.unusable("limits_shape", "Chỗ này phải là {expected}.", expected=expected)


def read_limits(path: Path, text: str) -> Limits:
    """Raises InvalidInput (``dossiers.*``)."""
    if (plain := _of_lines(path, text)) is not None:
        return plain
    try:
        node = compose(text)
    except YamlFault as fault:
        why = "Không đúng cú pháp YAML: {problem}."
        raise bad_limits("limits_yaml", path.name, fault.line, why, todo=_TODO, problem=fault.problem) from fault
    if node is None:
        raise bad_limits("limits_empty", path.name, 1, "Tệp trống.", todo=_TODO)
    root = _Value(node, node.start_mark.line + 1, path.name)
    fields = root.fields((), ("due", "by", "limit", "limits", "ends"))
    if ("due" in fields) == bool({"limit", "limits"} & fields.keys()):
        raise root.unusable("limits_which", "Phải có hoặc «due», hoặc «limit», «limits»; không cả hai.")
    if "limits" in fields and "by" not in fields:
        raise fields["limits"].unusable("limits_by", "«limits» cần «by»: cột ghi mã thủ tục của hồ sơ.")
    return Limits(
        due=fields["due"].text() if "due" in fields else "",
        by=fields["by"].text() if "by" in fields else "",
        limits=tuple(_of_keys(fields["limits"])) if "limits" in fields else (),
        otherwise=_periods(fields["limit"], "") if "limit" in fields else (),
        ends=fields["ends"].texts() if "ends" in fields else (),
    )


def _of_lines(path: Path, text: str) -> Limits | None:
    """None where the text is not of plain lines; a plain line that says a procedure again is a fault."""
    said = [(number, line) for number, line in enumerate(nfc(text).splitlines(), start=1) if line.strip()]
    read = [(number, _LINE.fullmatch(line)) for number, line in said]
    if not said or not any(found for _, found in read):
        return None
    limits: dict[str, Limit] = {}
    for number, found in read:
        if found is None:
            why = "Dòng này không phải là «mã thủ tục: số ngày làm việc», ví dụ «1.012750: 10 ngày làm việc»."
            raise bad_limits("limits_line", path.name, number, why, todo=_TODO)
        key = "" if found["key"].casefold() == _OTHERWISE else found["key"]
        if key in limits:
            why = "Có ngày mang hai thời hạn của «{key}»."
            raise bad_limits("limits_overlap", path.name, number, why, todo=_TODO, key=found["key"])
        count = int(found["count"])
        if not 0 < count <= _LARGEST:
            why = "Thời hạn là số nguyên từ 1 đến {most}."
            raise bad_limits("limits_count", path.name, number, why, todo=_TODO, most=_LARGEST)
        limits[key] = Limit(count, _WORDS[found["unit"].casefold()], key)
    otherwise = limits.pop("", None)
    by = _COLUMN if limits else ""
    return Limits(by=by, limits=tuple(limits.values()), otherwise=(otherwise,) if otherwise else ())


def _of_keys(value: _Value) -> Iterator[Limit]:
    for key, limits in value.mapping().items():
        yield from _periods(limits, key)


def _periods(value: _Value, key: str) -> tuple[Limit, ...]:
    """The limits of one procedure; no day may have two."""
    items = value.items() if value.is_list else (value,)
    found = [(_limit(item, key), item) for item in items]
    for at, (one, item) in enumerate(found):
        if any(_overlap(one, other) for other, _ in found[:at]):
            raise item.unusable("limits_overlap", "Có ngày mang hai thời hạn của «{key}».", key=key or "limit")
    return tuple(limit for limit, _ in found)


def _overlap(one: Limit, other: Limit) -> bool:
    begins_late = one.valid_from and other.valid_to and one.valid_from >= other.valid_to
    ends_early = one.valid_to and other.valid_from and one.valid_to <= other.valid_from
    return not (begins_late or ends_early)


def _limit(value: _Value, key: str) -> Limit:
    fields = value.fields((), (*_UNITS, "from", "to", "parts"))
    units = [unit for unit in LimitUnit if unit.value in fields]
    if len(units) != 1:
        raise value.unusable("limits_unit", "Cần đúng một trong: {units}.", units=", ".join(_UNITS))
    count = fields[units[0].value].whole()
    if count is None or not 0 < count <= _LARGEST:
        raise value.unusable("limits_count", "Thời hạn là số nguyên từ 1 đến {most}.", most=_LARGEST)
    first = fields["from"].day() if "from" in fields else None
    last = fields["to"].day() if "to" in fields else None
    if first and last and first >= last:
        value.wrong_shape(tell("«from» trước «to»"))
    parts = tuple(_parts(fields["parts"])) if "parts" in fields else ()
    return Limit(count, units[0], key, first, last, parts)


def _parts(value: _Value) -> Iterator[tuple[str, int]]:
    for agency, days in value.mapping().items():
        count = days.whole()
        if count is None or not 0 < count <= _LARGEST:
            raise days.unusable("limits_count", "Thời hạn là số nguyên từ 1 đến {most}.", most=_LARGEST)
        yield agency, count
