"""The state of the reform for the chair: one page, one sheet of A4, one PDF made without a browser."""

from datetime import date, datetime, time

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caicach.documents.values import Alignment, Block, BlockKind, OfficialDocument, TableLook
from caicach.kernel.errors import NotAllowed
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.said import Said, tell
from caicach.kernel.text.numbers import format_number
from caicach.web.boards.reform_state import StateSection, reform_state
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.state import MONTH, Figure
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

        made = timezone.make_aware(datetime.combine(on, time.min))
        content = write_pdf(_paper(sections, on), made=made)
        return attachment(NamedFile(f"hien-trang-{on:%Y-%m-%d}.pdf", "application/pdf", content))
    return render(request, "web/boards/state.html", {"sections": sections, "on": on, "before": on - MONTH})


def _paper(sections: tuple[StateSection, ...], on: date) -> OfficialDocument:
    """One table with a row for each figure: it fits one sheet."""
    rows = [("Nội dung", "Hiện nay", f"{on - MONTH:%d/%m/%Y}")]
    for section in sections:
        rows.append((str(section.title).upper(), "", ""))
        rows += [(str(line.title), _written(line.now), _written(line.before)) for line in section.lines]
    look = TableLook((58, 27, 15), (Alignment.LEFT, Alignment.RIGHT, Alignment.RIGHT))
    text = "\n".join(" | ".join(row) for row in rows)
    return OfficialDocument(
        doc_type="báo cáo",
        issuer=_ISSUER,
        subject=str(tell("Hiện trạng cải cách hành chính ngày {day}", day=f"{on:%d/%m/%Y}")),
        body=(Block(BlockKind.TABLE, None, 0, text, None, tuple(rows), look),),
    )


def _written(value: Figure | None) -> str:
    return str(value) if isinstance(value, Said) else "" if value is None else format_number(value)
