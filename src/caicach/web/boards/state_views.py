"""The state of the reform for the chair: one page, one sheet of A4, one PDF made without a browser."""

from datetime import date
from itertools import chain, zip_longest

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caicach.documents.values import Alignment, Block, BlockKind, OfficialDocument, TableLook
from caicach.kernel.errors import NotAllowed
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.instants import start_of
from caicach.kernel.said import Said, tell
from caicach.kernel.text.numbers import format_number
from caicach.web.boards.reform_state import StateSection, reform_state
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.state import MONTH, Figure, StateLine
from caicach.web.tasks.rights import oversees

_ISSUER = "CƠ QUAN THƯỜNG TRỰC CẢI CÁCH HÀNH CHÍNH"


@require_GET
def state(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    if not oversees(actor):
        raise NotAllowed(
            "web.board_not_yours",
            what="Trang theo dõi dành cho cơ quan thường trực và lãnh đạo.",
            why="Tài khoản «{name}» theo dõi nhiệm vụ của đơn vị mình.",
            todo="Hãy mở «Nhiệm vụ của đơn vị».",
            name=actor.name,
        )
    on = today()
    sections = reform_state(actor, on)
    if request.GET.get("tai") == "pdf":
        from caicach.documents.write.pdf import write_pdf  # noqa: PLC0415 -- heavy

        content = write_pdf(_paper(sections, on), made=start_of(on))
        return attachment(NamedFile(f"hien-trang-{on:%Y-%m-%d}.pdf", "application/pdf", content))
    return render(request, "web/boards/state.html", {"sections": sections, "on": on, "before": on - MONTH})


def _paper(sections: tuple[StateSection, ...], on: date) -> OfficialDocument:
    """One table, a row for each figure, in two halves side by side: it fits one sheet."""
    halves = _halves([_section_rows(section) for section in sections])
    head = ("Nội dung", "Hiện nay", f"so {on - MONTH:%d/%m}")
    blank = ("", "", "")
    rows = [head * 2, *((*left, *right) for left, right in zip_longest(*halves, fillvalue=blank))]
    titles = {str(section.title).upper() for section in sections}
    bold = frozenset((at, side) for at, row in enumerate(rows) for side in (0, len(head)) if row[side] in titles)
    aligned = (Alignment.LEFT, Alignment.RIGHT, Alignment.RIGHT) * 2
    look = TableLook((29, 12, 9) * 2, aligned, is_small=True, bold_cells=bold)
    text = "\n".join(" | ".join(row) for row in rows)
    return OfficialDocument(
        doc_type="báo cáo",
        issuer=_ISSUER,
        subject=str(tell("Hiện trạng cải cách hành chính ngày {day}", day=f"{on:%d/%m/%Y}")),
        body=(Block(BlockKind.TABLE, None, 0, text, None, tuple(rows), look),),
    )


def _section_rows(section: StateSection) -> list[tuple[str, str, str]]:
    lines = [(str(line.title), _written(line.now), _changed(line)) for line in section.lines]
    return [(str(section.title).upper(), "", ""), *lines]


def _halves(sections: list[list[tuple[str, str, str]]]) -> tuple[list[tuple[str, str, str]], ...]:
    """Cut between two sections, where the longer half is the shortest."""
    cuts = range(1, len(sections) + 1)
    at = min(cuts, key=lambda cut: max(sum(map(len, sections[:cut])), sum(map(len, sections[cut:]))), default=0)
    return list(chain.from_iterable(sections[:at])), list(chain.from_iterable(sections[at:]))


def _changed(line: StateLine) -> str:
    """«+22»; what it was then, where that is no number; nothing where no such state is kept."""
    if line.change is None:
        return _written(line.before)
    return f"{'+' if line.change > 0 else ''}{format_number(line.change)}"


def _written(value: Figure | None) -> str:
    return str(value) if isinstance(value, Said) else "" if value is None else format_number(value)
