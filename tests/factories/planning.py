"""A plan with its task table as a file, and its rows under review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from caicach.kernel.access import Actor
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineShown, ReviewedLine
from caicach.plans.domain.plans import NewPlan, PlanKind
from factories.correspondence import OFFICE
from factories.kept_rows import kept

ISSUED = date(2023, 1, 5)
NOW = datetime(2023, 1, 6, 2, 0, tzinfo=UTC)
PLAN = NewPlan(
    kind=PlanKind.ANNUAL,
    unit="TINH",
    first_year=2023,
    last_year=2023,
    title="Kế hoạch cải cách hành chính năm 2023",
    issued_on=ISSUED,
    reference="12/KH-UBND",
)
PLAN_OF_JUSTICE = replace(PLAN, unit="STP", title="Kế hoạch cải cách hành chính của Sở Tư pháp", reference="")
HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kinh phí")
ROWS: tuple[tuple[str, ...], ...] = (
    ("I", "CẢI CÁCH THỂ CHẾ"),
    ("1", "Rà soát văn bản quy phạm pháp luật", "Báo cáo", "Sở Tư pháp", "Sở Y tế", "Quý II/2023", "50 triệu đồng"),
    ("2", "Theo dõi thi hành pháp luật", "Kế hoạch", "Sở Tư pháp", "", "Thường xuyên", ""),
    ("II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
    ("1", "Công bố thủ tục hành chính", "Quyết định", "Sở Y tế; Sở Tư pháp", "Sở Nội vụ", "30/6/2023", ""),
    ("2", "Kiểm tra bộ phận một cửa", "Biên bản", "Sở Không Có", "", "31/2/2023", ""),
    ("3", "Công bố thủ tục hành chính", "", "", "", "Quý V/2023", ""),
    ("4", "Khảo sát mức độ hài lòng", "Báo cáo", "Sở Nội vụ", "", "31/12/2022", ""),
)


def html_table(rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER) -> bytes:
    """A plan as a web page; a row of two cells is a section."""
    lines = ["<tr>" + "".join(f"<td>{title}</td>" for title in header) + "</tr>"]
    for row in rows:
        if len(row) == 2:
            lines.append(f'<tr><td>{row[0]}</td><td colspan="{len(header) - 1}">{row[1]}</td></tr>')
        else:
            lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>")
    return f"<!doctype html><html><body><table>{''.join(lines)}</table></body></html>".encode()


@kept
def imported(plan: NewPlan = PLAN, data: bytes | None = None, actor: Actor = OFFICE) -> int:
    """A plan with the rows of the invented file; its id."""
    return services.import_new_plan(actor, plan=plan, data=data or html_table(), filename="ke-hoach.html", now=NOW)


def lines(plan_id: int, shown: LineShown = LineShown.OPEN, actor: Actor = OFFICE) -> tuple[ReviewedLine, ...]:
    return queries.plan_review(actor, plan_id, shown=shown).lines


def line(plan_id: int, words: str) -> ReviewedLine:
    """The first open row whose words begin so."""
    return next(one for one in lines(plan_id) if one.draft.text.startswith(words))


def codes(one: ReviewedLine) -> set[str]:
    return {problem.code for problem in one.problems}
