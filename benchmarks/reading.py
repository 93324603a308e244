"""Reading speed on one core, in pages a second: ``python benchmarks/reading.py [--repeat N] [--json] [--letters DIR]``.

An invented letter of the official form is written as TXT and DOCX, printed as PDF by LibreOffice and scanned by
drawing that PDF at 200 dpi. Each kind is loaded and read N times; shown are medians, and how many times slower than
plain text a page is. The real letters beside the project are read too, where they are present. A page of TXT or DOCX
is what LibreOffice makes of it, or 2,500 characters where there is no LibreOffice (then PDF and scan are left out).
"""

import argparse
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import docx
import pypdfium2
from rich.console import Console
from rich.table import Table

from caicach.documents.read.loading import READABLE_ENDINGS, load
from caicach.documents.read.reader import read_source
from caicach.kernel.errors import CaicachError, NotInstalled

_CHARACTERS_A_PAGE = 2500
_LEFT = ("UBND TỈNH MẪU", "SỞ NỘI VỤ", "Số: 123/SNV-CCHC", "V/v đẩy mạnh cải cách hành chính")
_RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 15 tháng 02 năm 2023")
_OPENING = (
    "Kính gửi: Các sở, ban, ngành cấp tỉnh; UBND các huyện, thành phố.",
    "Thực hiện Quyết định số 45/QĐ-UBND ngày 10/01/2023 của UBND tỉnh về kế hoạch cải cách hành chính năm 2023, "
    "Sở Nội vụ đề nghị các cơ quan, đơn vị thực hiện các nội dung sau:",
)
_TASK = (
    "{n}. Giao Sở Tài chính chủ trì, phối hợp với Sở Tư pháp và UBND các huyện rà soát thủ tục hành chính thuộc lĩnh "
    "vực thứ {n}, đề xuất cắt giảm thời gian giải quyết, công khai kết quả trên Cổng thông tin điện tử của cơ quan "
    "theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ; báo cáo kết quả trước ngày {day}/3/2023."
)
_FOOT = ("Nơi nhận:\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT, CCHC.", "GIÁM ĐỐC\n\n\nChuyên viên Sở Nội vụ")


@dataclass(frozen=True)
class Figure:
    kind: str
    files: int
    pages: float
    load_seconds: float
    read_seconds: float

    @property
    def pages_a_second(self) -> float:
        return self.pages / (self.load_seconds + self.read_seconds)


def main() -> int:
    options = _options()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        files, pages = _letters(Path(folder))
    figures = [_measured(kind, {kind: data}, pages, options.repeat) for kind, data in files.items()]
    figures += _real_letters(options.letters, options.repeat)
    if options.json:
        rows = [{**asdict(figure), "pages_a_second": round(figure.pages_a_second, 2)} for figure in figures]
        print(json.dumps({"repeat": options.repeat, "figures": rows}, ensure_ascii=False))
    else:
        _show(figures, options.repeat)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    beside = Path(__file__).resolve().parents[2] / "shared" / "directives"
    parser.add_argument("--letters", type=Path, default=beside, help="folder of real letters, if any")
    return parser.parse_args()


def _letters(folder: Path) -> tuple[dict[str, bytes], float]:
    """The letter as each kind, and its pages."""
    tasks = tuple(_TASK.format(n=n, day=n) for n in range(1, 21))
    text = "\n".join((*_LEFT, "", *_RIGHT, "", *_OPENING, *tasks, "", *_FOOT))
    path = folder / "letter.docx"
    _write_docx(path, tasks)
    files = {"txt": text.encode(), "docx": path.read_bytes()}
    printed = _printed(path)
    if printed is None:
        print("LibreOffice with Writer is not installed: PDF and scan are left out.", file=sys.stderr)
        return files, len(text) / _CHARACTERS_A_PAGE
    pdf = pypdfium2.PdfDocument(printed)
    return {**files, "pdf": printed, "scan": _scanned(pdf)}, len(pdf)


def _write_docx(path: Path, tasks: tuple[str, ...]) -> None:
    document = docx.Document()
    for cells, where in (((_LEFT, _RIGHT), "head"), (_FOOT, "foot")):
        if where == "foot":
            for line in (*_OPENING, *tasks):
                document.add_paragraph(line)
        table = document.add_table(1, 2)
        for cell, lines in zip(table.rows[0].cells, cells, strict=True):
            cell.text = lines if isinstance(lines, str) else "\n".join(lines)
    document.save(str(path))


def _printed(path: Path) -> bytes | None:
    program = shutil.which("soffice")
    if program is None:
        return None
    home = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=120)  # noqa: S603 -- fixed arguments
        return path.with_suffix(".pdf").read_bytes()
    except (OSError, subprocess.TimeoutExpired):  # an office without its word processor ends without a file
        return None


def _scanned(pdf: pypdfium2.PdfDocument) -> bytes:
    first, *rest = [page.render(scale=200 / 72).to_pil().convert("L") for page in pdf]
    stream = io.BytesIO()
    first.save(stream, "PDF", save_all=True, append_images=rest, resolution=200)
    return stream.getvalue()


def _measured(kind: str, files: dict[str, bytes], pages: float, repeat: int) -> Figure:
    loads, reads = [], []
    for _ in range(1 if kind == "scan" else repeat):  # a scan takes seconds a page: its spread is small
        started = time.perf_counter()
        try:
            sources = [load(data, filename=name) for name, data in files.items()]
        except NotInstalled as error:
            print(f"{kind}: {error.why}", file=sys.stderr)
            return Figure(kind, 0, 0.0, 1.0, 0.0)
        loaded = time.perf_counter()
        for source in sources:
            read_source(source)
        loads.append(loaded - started)
        reads.append(time.perf_counter() - loaded)
    return Figure(kind, len(files), pages, statistics.median(loads), statistics.median(reads))


def _real_letters(folder: Path, repeat: int) -> list[Figure]:
    """The real letters by ending; those refused are left out. Pages as the loader counts them, or by characters."""
    groups: dict[str, dict[str, bytes]] = {}
    counts: dict[str, float] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        ending = path.suffix.casefold()
        if ending not in READABLE_ENDINGS:
            continue
        data = path.read_bytes()
        try:
            source = load(data, filename=path.name)
        except CaicachError:
            continue
        kind = f"real {ending.removeprefix('.')}"
        groups.setdefault(kind, {})[path.name] = data
        pages = max(len(source.page_starts), len(source.text) / _CHARACTERS_A_PAGE)
        counts[kind] = counts.get(kind, 0.0) + pages
    return [_measured(kind, files, counts[kind], repeat) for kind, files in groups.items()]


def _show(figures: list[Figure], repeat: int) -> None:
    table = Table(title=f"Reading on one core, median of {repeat} (scan: one run)", title_justify="left")
    for heading in ("kind", "files", "pages", "load s", "read s", "pages/s", "x text"):
        table.add_column(heading, justify="left" if heading == "kind" else "right")
    base = figures[0].pages_a_second
    for figure in figures:
        numbers = (figure.pages, figure.load_seconds, figure.read_seconds, figure.pages_a_second)
        slower = base / figure.pages_a_second if figure.pages_a_second else 0.0
        table.add_row(figure.kind, str(figure.files), *(f"{number:.3g}" for number in numbers), f"{slower:.3g}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
