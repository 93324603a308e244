"""Minutes and conclusion as files and as draft letters; photos and the signed minutes."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.inspections import queries, services
from caicach.inspections.domain.paper import PaperKind
from caicach.kernel.errors import NotFound
from caicach.plans.domain.tasks import NewFile
from caicach.web.inspections.forms import FilesForm
from caicach.web.shell.exports import paper_answer
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.previews import file_answer
from caicach.web.shell.requests import actor_of, today

_NAMES = {"bien-ban": PaperKind.MINUTES, "ket-luan": PaperKind.CONCLUSION}


def _kind(paper: str) -> PaperKind:
    if paper not in _NAMES:
        raise NotFound("inspection.no_paper", what="Không có văn bản này.", todo="Hãy quay lại cuộc kiểm tra.")
    return _NAMES[paper]


@require_GET
def paper(request: HttpRequest, inspection_id: int, paper: str, form: str) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    document = queries.paper_document(actor, inspection_id, _kind(paper))
    view = queries.inspection_view(actor, inspection_id, on=today())
    made = view.minuted_at if _kind(paper) is PaperKind.MINUTES else view.concluded_at
    name = f"{paper}-{inspection_id}"
    if answer := paper_answer(document, form, name, made=made):
        return answer
    raise NotFound("inspection.no_form", what="Không có tệp dạng này.", todo="Hãy chọn DOCX hoặc PDF.")


@require_POST
@once
def draft(request: HttpRequest, inspection_id: int, paper: str) -> HttpResponse:
    services.draft_inspection_letter(
        actor_of(request), inspection_id=inspection_id, kind=_kind(paper), now=timezone.now()
    )
    messages.success(request, gettext("Đã đưa vào văn bản đi ở dạng dự thảo."))
    return redirect("web:inspection", inspection_id)


@require_GET
def photo(request: HttpRequest, photo_id: int) -> HttpResponse | FileResponse:
    return file_answer(request, queries.inspection_file(actor_of(request), photo_id))


@require_POST
@once
def signed_copy(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """The minutes as signed at the place."""
    form = FilesForm(request.POST, files_of(request))
    if not form.is_valid():
        messages.error(request, gettext("Hãy chọn tệp biên bản đã ký."))
        return redirect("web:inspection", inspection_id)
    services.attach_files(
        actor_of(request),
        inspection_id=inspection_id,
        item="",
        new=tuple(NewFile(file.name or "bien-ban", file.read()) for file in form.cleaned_data["papers"]),
        is_signed_minutes=True,
        now=timezone.now(),
    )
    messages.success(request, gettext("Đã kèm biên bản đã ký."))
    return redirect("web:inspection", inspection_id)
