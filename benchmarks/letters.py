"""Writing speed in seconds of the processor: ``python benchmarks/letters.py [--repeat N] [--rows N] [--json]``.

An invented letter of two pages is written as DOCX and as PDF N times (median); a plan with a task annex of 2,000 rows
in landscape once with half the rows and once with all, so that the growth shows: twice the rows, about twice the time.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from caicach.documents.values import Block, BlockKind, OfficialDocument, Recipient, RecipientRole, Signatory
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf

_TASK = (
    "Rà soát thủ tục hành chính thuộc lĩnh vực thứ {n}, đề xuất cắt giảm thời gian giải quyết, công khai kết quả trên "
    "Cổng thông tin điện tử của cơ quan; báo cáo kết quả trước ngày {day}/3/2023."
)
_HEAD = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn")
_WRITERS: dict[str, Callable[[OfficialDocument], bytes]] = {"docx": write_docx, "pdf": write_pdf}


@dataclass(frozen=True)
class Figure:
    kind: str
    letter_ms: float
    half_annex_s: float
    annex_s: float

    @property
    def growth(self) -> float:
        return self.annex_s / self.half_annex_s


def main() -> int:
    options = _options()
    figures = [_measured(kind, options.repeat, options.rows) for kind in _WRITERS]
    if options.json:
        rows = [
            {
                "kind": figure.kind,
                "letter_ms": round(figure.letter_ms, 1),
                "annex_s": round(figure.annex_s, 2),
                "growth": round(figure.growth, 2),
            }
            for figure in figures
        ]
        print(json.dumps({"rows": options.rows, "figures": rows}))
    else:
        _show(figures, options.rows)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def letter() -> OfficialDocument:
    body = tuple(Block(BlockKind.CLAUSE, str(n), 0, _TASK.format(n=n, day=n), str(n)) for n in range(1, 17))
    return OfficialDocument(
        doc_type="công văn",
        superior="UBND TỈNH MẪU",
        issuer="SỞ NỘI VỤ",
        number="123",
        symbol="SNV-CCHC",
        place="Mẫu",
        subject="đẩy mạnh cải cách hành chính",
        addressees=("Các sở, ban, ngành cấp tỉnh", "UBND các huyện, thành phố"),
        opening="Thực hiện Kế hoạch của UBND tỉnh, Sở Nội vụ đề nghị các cơ quan, đơn vị thực hiện các nội dung sau:",
        body=body,
        closing="Đề nghị các cơ quan, đơn vị quan tâm thực hiện./.",
        recipients=(
            Recipient("Như trên", RecipientRole.ADDRESSEE),
            Recipient("UBND tỉnh (b/c)", RecipientRole.REPORT),
            Recipient("Lưu: VT, CCHC", RecipientRole.ARCHIVE),
        ),
        signatory=Signatory(title="GIÁM ĐỐC"),
    )


def plan(rows: int) -> OfficialDocument:
    table = (_HEAD, *(_row(n) for n in range(1, rows + 1)))
    appendix = Block(BlockKind.APPENDIX, None, 0, "PHỤ LỤC DANH MỤC NHIỆM VỤ", landscape=True)
    return OfficialDocument(
        doc_type="kế hoạch",
        issuer="UBND TỈNH MẪU",
        symbol="KH-UBND",
        subject="Cải cách hành chính",
        body=(appendix, Block(BlockKind.TABLE, None, 0, "", None, table)),
    )


def _row(n: int) -> tuple[str, ...]:
    if n % 50 == 1:
        return (f"Nhóm nhiệm vụ {n // 50 + 1}",) * len(_HEAD)
    return (str(n), _TASK.format(n=n, day=n % 28 + 1), "Báo cáo", "Sở Nội vụ", "Các sở, ban, ngành", f"{n % 28 + 1}/3")


def _measured(kind: str, repeat: int, rows: int) -> Figure:
    write = _WRITERS[kind]
    write(letter())  # fonts are read once
    times = [_seconds(write, letter()) for _ in range(repeat)]
    half, whole = _seconds(write, plan(rows // 2)), _seconds(write, plan(rows))
    return Figure(kind, statistics.median(times) * 1000, half, whole)


def _seconds(write: Callable[[OfficialDocument], bytes], document: OfficialDocument) -> float:
    started = time.process_time()
    write(document)
    return time.process_time() - started


def _show(figures: list[Figure], rows: int) -> None:
    table = Table(title="Writing, in seconds of the processor", title_justify="left")
    for heading in ("kind", "letter ms", f"annex of {rows // 2} rows, s", f"of {rows} rows, s", "growth"):
        table.add_column(heading, justify="left" if heading == "kind" else "right")
    for figure in figures:
        numbers = (figure.letter_ms, figure.half_annex_s, figure.annex_s, figure.growth)
        table.add_row(figure.kind, *(f"{number:.3g}" for number in numbers))
    Console().print(table)


if __name__ == "__main__":
    raise SystemExit(main())
