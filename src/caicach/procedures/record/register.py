"""A register out of a file: every procedure once on a day, its versions, and what is wrong with the records."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.tables.guard import text_unquoted
from caicach.procedures.record.codes import CODE, family
from caicach.procedures.record.record_reading import procedure_of, unread_days
from caicach.procedures.record.time_limits import time_limit_of
from caicach.procedures.record.values import Procedure, TimeKind

_FLAGGED: Final = {TimeKind.RANGE, TimeKind.FREE_TEXT}
_LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` is the line of the file, or the row of a sheet."""

    kind: str
    line: int
    code: str
    said: Said


@dataclass(frozen=True, slots=True)
class Register:
    """``current``: one of each family, in force on the day asked; ``before``: its earlier versions, newest first."""

    current: Mapping[str, Procedure]
    before: Mapping[str, tuple[Procedure, ...]]
    problems: tuple[Problem, ...] = ()


Numbered = tuple[int, Procedure]


def register_of(name: str, content: bytes, *, on: date | None = None) -> Register:
    """The register in a file of JSON lines, JSON, CSV or XLSX, as it stands on a day (by default its last state).

    Raises InvalidInput where the file is none of these; a record that cannot be read is told and left out.
    """
    numbered, problems = records_of(name, content)
    return by_family(numbered, list(problems), on)


def _records(name: str, content: bytes, problems: list[Problem]) -> Iterator[Numbered]:
    rows = _rows_of_xlsx(name, content) if content.startswith(b"PK\x03\x04") else _rows_of_text(name, content, problems)
    for line, row in rows:
        read = procedure_of(row)
        if not read.code and not read.name:
            problems.append(
                Problem("empty", line, "", tell("Dòng {line}: không có mã, không có tên thủ tục.", line=line))
            )
            continue
        problems.extend(_problems_of(line, read))
        for text in unread_days(row):
            said = tell("Dòng {line}: «{text}» không phải một ngày.", line=line, text=text[:100])
            problems.append(Problem("bad_day", line, read.code, said))
        yield line, read


def _rows_of_text(name: str, content: bytes, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unusable(name, "Tệp không phải văn bản UTF-8 hay bảng tính XLSX.") from None
    start = text.lstrip()[:1]
    if start == "[":
        yield from _rows_of_list(name, text)
    elif start == "{":
        yield from _rows_of_lines(text, problems)
    else:
        yield from _rows_of_csv(name, text)


def _rows_of_list(name: str, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise _unusable(name, "Tệp bắt đầu như một danh sách JSON nhưng không đọc được hết.") from None
    yield from ((number, row) for number, row in enumerate(rows, 1) if isinstance(row, dict))


def _rows_of_lines(text: str, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield number, row
        else:
            said = tell("Dòng {line}: không phải một đối tượng JSON.", line=number)
            problems.append(Problem("not_json", number, "", said))


def _rows_of_csv(name: str, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, {key: text_unquoted(value) for key, value in row.items() if key and value}
    except csv.Error:
        raise _unusable(name, "Tệp không đọc được như bảng CSV.") from None


def _rows_of_xlsx(name: str, content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True, max_row=_LONGEST)
        ]
    except Exception as error:
        raise _unusable(name, "Tệp bảng tính hỏng hoặc không phải XLSX.") from error
    head = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if head is None:
        return
    for number, row in enumerate(rows[head + 1 :], head + 2):
        if any(row):
            yield number, {key: cell for key, cell in zip(rows[head], row, strict=False) if key and cell}


def _problems_of(line: int, read: Procedure) -> Iterator[Problem]:
    if not CODE.fullmatch(read.code):
        said = tell("Dòng {line}: mã «{code}» không theo mẫu mã thủ tục.", line=line, code=read.code)
        yield Problem("bad_code", line, read.code, said)
    if not read.name:
        yield Problem(
            "no_name", line, read.code, tell("Dòng {line}: thủ tục {code} không có tên.", line=line, code=read.code)
        )
    for text in dict.fromkeys(one.time_limit for one in read.submissions):
        if time_limit_of(text).kind in _FLAGGED:
            said = tell("Dòng {line}: thời hạn «{text}» của {code} không phải một khoảng thời gian xác định.",
                        line=line, text=text[:200], code=read.code)  # fmt: skip
            yield Problem("time_limit", line, read.code, said)


def records_of(name: str, content: bytes) -> tuple[tuple[Numbered, ...], tuple[Problem, ...]]:
    """Every record of a file with its line, whatever others it has of the same procedure, and what is wrong.

    Raises InvalidInput where the file is no file of records.
    """
    problems: list[Problem] = []
    numbered = tuple(_records(name, content, problems))
    if not numbered and not problems:
        raise _unusable(name, "Tệp không có bản ghi nào.")
    return numbered, tuple(problems)


def by_family(numbered: Iterable[Numbered], problems: list[Problem], on: date | None) -> Register:
    """One of each family in force on a day, the newest where none is given; doubles are told in ``problems``."""
    families: dict[str, list[Numbered]] = defaultdict(list)
    for line, read in numbered:
        families[family(read.code) or read.name].append((line, read))
    current, before = {}, {}
    for key, versions in families.items():
        single = _without_doubles(key, versions, problems)
        in_force = sorted((one for one in single if on is None or _since(one) <= on), key=_since, reverse=True)
        if in_force:
            current[key], before[key] = in_force[0], tuple(in_force[1:])
    return Register(current, before, tuple(problems))


def _without_doubles(key: str, versions: Iterable[Numbered], problems: list[Problem]) -> list[Procedure]:
    """One version a day: the first of those that begin on the same day stays, the others are told."""
    kept: dict[date, Procedure] = {}
    for line, read in versions:
        since = _since(read)
        if since not in kept:
            kept[since] = read
        elif replace(read, code=kept[since].code) != kept[since]:
            said = tell(
                "Dòng {line}: mã {code} đã có ở dòng trước với nội dung khác; bản ghi này không được dùng.",
                line=line,
                code=key,
            )
            problems.append(Problem("duplicate", line, key, said))
        else:
            problems.append(
                Problem("duplicate", line, key, tell("Dòng {line}: mã {code} lặp lại.", line=line, code=key))
            )
    return list(kept.values())


def _since(one: Procedure) -> date:
    return one.effective_on or one.published_on or date.min


def _unusable(name: str, why: str) -> InvalidInput:
    return InvalidInput(
        "procedures.register",
        what="Không đọc được danh mục thủ tục trong tệp «{name}».",
        why=why,
        todo="Hãy dùng tệp JSON mỗi dòng một thủ tục, CSV hoặc XLSX có dòng tên cột.",
        name=name,
    )
