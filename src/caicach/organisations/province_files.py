"""A province kept in a folder of files (``examples/province``), read without a database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.said import joint_sentence, tell
from caicach.organisations.domain.csv_files import (
    Account,
    Parsed,
    RowProblem,
    parse_accounts,
    parse_changes,
    parse_memberships,
    parse_posts,
    parse_units,
)
from caicach.organisations.domain.directory import Register

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Province:
    """What the folder of a province holds."""

    register: Register
    accounts: tuple[Account, ...]


def read_province(folder: Path) -> Province:
    """The province of a folder; a missing file or a bad row is refused, with every problem named."""
    if not (folder / "units.csv").is_file():
        raise NotFound(
            "organisations.no_province_files",
            what="Không thấy dữ liệu tỉnh mẫu ở «{folder}».",
            why="Thư mục này không có tệp units.csv; chương trình có thể được cài ngoài kho mã nguồn.",
            todo="Hãy đặt CAICACH_EXAMPLES_DIR là thư mục examples của kho mã nguồn, hoặc cấu hình cơ sở dữ liệu.",
            folder=folder,
        )
    units = _values_of_file(folder / "units.csv", parse_units).values
    bodies = _values_of_file(folder / "bodies.csv", lambda text: parse_units(text, known=units)).values
    register = Register(
        source=f"{folder.parent.name}/{folder.name}",
        facts=(*units, *bodies),
        posts=_values_of_file(folder / "posts.csv", parse_posts).values,
        members=_values_of_file(folder / "memberships.csv", parse_memberships).values,
        changes=_values_of_file(folder / "changes.csv", parse_changes).values,
    )
    return Province(register, _values_of_file(folder / "people.csv", parse_accounts).values)


def _values_of_file(path: Path, parse: Callable[[str], Parsed[Value]]) -> Parsed[Value]:
    if not path.is_file():
        return Parsed((), ())
    parsed = parse(csv_text(path.read_bytes(), path.name))
    if parsed.problems:
        raise refused_rows(path.name, parsed.problems)
    return parsed


def csv_text(data: bytes, name: str) -> str:
    """The text of a CSV file, which must be UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "organisations.not_utf8",
            what="Tệp «{name}» không phải là tệp CSV mã UTF-8.",
            why="Chữ ở vị trí {place} không đọc được.",
            todo="Hãy lưu lại tệp từ bảng tính dưới dạng «CSV UTF-8».",
            name=name,
            place=error.start,
        ) from error


def refused_rows(name: str, problems: tuple[RowProblem, ...]) -> InvalidInput:
    """One error that names every bad row; ``values["problems"]`` keeps them for a table."""
    listed = joint_sentence(
        (
            tell("dòng {line}, cột «{column}»: {reason}", line=str(p.line), column=p.column, reason=p.reason)
            for p in problems
        ),
        by="\n",
    )
    return InvalidInput(
        "organisations.bad_rows",
        what="Tệp «{name}» có {count} chỗ sai; chưa nạp dòng nào.",
        why="{listed}",
        todo="Hãy sửa các ô được nêu rồi nạp lại cả tệp.",
        name=name,
        count=len(problems),
        listed=listed,
        problems=problems,
    )
