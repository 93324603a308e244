"""What the newer rooms need of the machine: memory and room for dossiers, a way out for audits, the web form."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.request import getproxies

from django.conf import settings
from django.contrib.staticfiles import finders

from caicach.cli.findings import Finding, Level

GIGABYTE: Final = 1_000_000_000
MEMORY_NEEDED: Final = 4 * GIGABYTE
"""Two web processes, a worker whose columnar engine may take 1 GB, beside it a child that reads a file (1.5 GB)."""
TEMPORARY_NEEDED: Final = 2 * GIGABYTE
"""A file of 50 MB unpacked, and what the columnar engine puts aside beyond its memory."""
WEB_FORM: Final = ("vendor/enketo/enketo.js",)


def findings_of_rooms() -> Iterator[Finding]:
    yield from _memory()
    yield from _temporary()
    yield from _outgoing()
    yield from _left_of_audits()
    yield from _web_form()
    yield from _report_forms()


def _memory() -> Iterator[Finding]:
    size = memory_of_machine()
    said = f"Bộ nhớ {size / GIGABYTE:.1f} GB."
    if size < MEMORY_NEEDED:
        todo = (
            "Nạp hồ sơ một cửa và đọc tệp lớn cần tới 2,5 GB cùng lúc: hãy cấp ít nhất 4 GB, "
            "hoặc chạy «caicach worker» ở máy khác."
        )
        yield Finding("memory", Level.WARNING, said, todo)
    else:
        yield Finding("memory", Level.FINE, said)


def memory_of_machine() -> int:
    """Bytes that the processes may have: of the machine, or of the container where that is less."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    bound = Path("/sys/fs/cgroup/memory.max")
    text = bound.read_text(encoding="ascii").strip() if bound.is_file() else "max"
    return min(size, int(text)) if text.isdigit() else size


def _temporary() -> Iterator[Finding]:
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError:
        yield Finding("temporary", Level.BAD, "Không có thư mục tạm nào ghi được.", "Hãy đặt TMPDIR.")
        return
    free = shutil.disk_usage(folder).free
    said = f"Thư mục tạm {folder} còn {free / GIGABYTE:.1f} GB."
    if free < TEMPORARY_NEEDED:
        todo = "Nạp hồ sơ và kiểm tra cổng cần khoảng 2 GB: hãy dọn đĩa, hoặc đặt TMPDIR tới nơi rộng hơn."
        yield Finding("temporary", Level.WARNING, said, todo)
    else:
        yield Finding("temporary", Level.FINE, said)


def _outgoing() -> Iterator[Finding]:
    """Nobody is asked: which portals there are is said on their pages, and an audit tells what it did not reach."""
    if named := sorted({kind for kind in getproxies() if kind in {"http", "https", "all"}}):
        yield Finding(
            "outgoing",
            Level.WARNING,
            f"Máy này ra mạng qua proxy ({', '.join(named)}); việc kiểm tra cổng đi thẳng, không qua proxy.",
            "Hãy mở tường lửa cho worker tới cổng 80 và 443 của các cổng cần kiểm tra.",
        )
    else:
        inner = ", ".join(settings.AUDIT_PRIVATE_HOSTS) or "không có"
        yield Finding("outgoing", Level.FINE, f"Kiểm tra cổng ra mạng đi thẳng; máy nội bộ được phép: {inner}.")


def _left_of_audits() -> Iterator[Finding]:
    """Pages of audits that run, or that were broken off: they are kept in the database's files once they are done."""
    folder = Path(settings.DATA_DIR) / "audits"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0
    if size > GIGABYTE:
        yield Finding(
            "audits",
            Level.WARNING,
            f"{folder} giữ {size / GIGABYTE:.1f} GB của những lần kiểm tra cổng chưa xong, ngoài bản sao lưu.",
            "Hãy cho chạy tiếp hoặc dừng hẳn những lần đó ở trang «Kiểm tra cổng».",
        )


def _web_form() -> Iterator[Finding]:
    missing = [name for name in WEB_FORM if finders.find(name) is None]
    if missing:
        yield Finding("webform", Level.BAD, f"Thiếu tệp của phiếu trên web: {', '.join(missing)}.", "Hãy cài lại.")
    else:
        yield Finding("webform", Level.FINE, "Phiếu khảo sát trên web có đủ tệp.")


def _report_forms() -> Iterator[Finding]:
    """Forms of periodic reports that a person added: one that is faulty is left out, the others go on."""
    from caicach.regimes.forms_in_force import ADDED_FORMS, faults_of_forms, known_forms

    for fault in faults_of_forms():
        said = f"Tệp biểu mẫu đã thêm chưa dùng được: {fault.error.what} {fault.error.why}"
        path = Path(settings.DATA_DIR) / ADDED_FORMS / fault.file
        todo = f"{fault.error.todo} Xem lại bằng: caicach report check-form {path}"
        yield Finding("report_forms", Level.BAD, said, todo)
    if not faults_of_forms():
        yield Finding("report_forms", Level.FINE, f"{len(known_forms())} biểu báo cáo định kỳ đọc được.")
