"""``caicach index import`` and ``export``: definitions from and to the spreadsheet in which such sets circulate."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli.commands import Exit
from caicach.indices.bounded import form_bounded
from caicach.indices.definition.excel_form import as_workbook
from caicach.indices.definition.loading import read_path, read_text
from caicach.indices.definition.writing import as_yaml
from caicach.kernel.errors import Conflict, InvalidInput, NotFound

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FOUND_ERRORS = 1


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds ``import`` and ``export`` to the actions of ``caicach index``."""
    about = "đọc biểu Excel thành bộ chỉ số YAML; chỗ không rõ được báo kèm ô, không tự sửa"
    reading = actions.add_parser("import", help=about, description=about)
    reading.add_argument("form", type=Path, metavar="BIỂU.xlsx")
    reading.add_argument("out", type=Path, metavar="BỘ_CHỈ_SỐ.yaml")
    reading.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    reading.set_defaults(run=run_import)
    about = "ghi bộ chỉ số thành biểu Excel; trang thứ hai giữ những phần biểu không ghi được"
    writing = actions.add_parser("export", help=about, description=about)
    writing.add_argument("definition", type=Path, metavar="BỘ_CHỈ_SỐ.yaml")
    writing.add_argument("out", type=Path, metavar="BIỂU.xlsx")
    writing.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    writing.set_defaults(run=run_export)


def run_import(options: argparse.Namespace) -> int:
    """The YAML is written even where cells could not be taken: they are said, and the exit code with them."""
    _refuse_existing(options.out, force=options.force)
    read = form_bounded(_content(options.form), filename=options.form.name)
    text = as_yaml(read.definition)
    loaded = read_text(text, options.out.name)
    options.out.write_text(text, encoding="utf-8")
    for note in read.notes:
        print(f"{options.form.name}, {note}")
    for problem in loaded.problems:
        print(problem)
    nodes, leaves = len(list(read.definition.walk())), len(list(read.definition.components()))
    errors = len(read.errors) + len(loaded.errors)
    print(f"Đã ghi «{options.out.name}»: {nodes} chỉ tiêu, {leaves} thành phần; {errors} lỗi, {len(read.notes)} lưu ý.")
    return FOUND_ERRORS if errors else Exit.DONE


def run_export(options: argparse.Namespace) -> int:
    _refuse_existing(options.out, force=options.force)
    loaded = read_path(options.definition)
    for problem in loaded.errors:
        print(problem, file=sys.stderr)
    if loaded.definition is None:
        return FOUND_ERRORS
    options.out.write_bytes(as_workbook(loaded.definition))
    print(f"Đã ghi «{options.out.name}».")
    return FOUND_ERRORS if loaded.errors else Exit.DONE


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            "index_excel.no_file",
            what="Không mở được tệp «{file}».",
            why="Tệp không có hoặc không được phép đọc.",
            todo="Kiểm tra đường dẫn.",
            file=path.name,
        ) from error


def _refuse_existing(path: Path, *, force: bool) -> None:
    if not path.parent.is_dir():
        raise InvalidInput(
            "index_excel.no_folder",
            what="Không có thư mục để ghi «{file}».",
            why="Thư mục «{folder}» không tồn tại.",
            todo="Tạo thư mục, hoặc chọn chỗ khác.",
            file=path.name,
            folder=str(path.parent),
        )
    if path.exists() and not force:
        raise Conflict(
            "index_excel.exists",
            what="Tệp «{file}» đã có.",
            why="Ghi đè sẽ mất nội dung cũ.",
            todo="Chọn tên khác, hoặc thêm --force.",
            file=path.name,
        )
