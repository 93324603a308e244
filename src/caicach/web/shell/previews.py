"""A file that is attached: handed over, or looked at on a page without opening it («?xem=1»)."""

from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caicach.documents.bounded import preview_bounded
from caicach.kernel.errors import CaicachError
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.http.problems import problem_of
from caicach.web.shell.requests import whole_number


def file_answer(request: HttpRequest, file: NamedFile) -> HttpResponse:
    """The view has asked for the right already; what cannot be shown is told beside the way to download it."""
    if "xem" not in request.GET:
        return attachment(file)
    from caicach.documents.previewing import PAGES_AT_ONCE  # noqa: PLC0415 -- heavy

    context: dict[str, object] = {"file": file, "address": request.path}
    try:
        shown = preview_bounded(file.data, filename=file.name, first=max(1, whole_number(request.GET.get("trang"), 1)))
    except CaicachError as error:
        context["problem"] = problem_of(error)
    else:
        last = shown.first + len(shown.pictures) - 1
        context |= {
            "shown": shown,
            "pictures": [
                (number, b64encode(picture).decode("ascii"))
                for number, picture in enumerate(shown.pictures, shown.first)
            ],
            "previous": max(1, shown.first - PAGES_AT_ONCE) if shown.first > 1 else None,
            "next": last + 1 if last < shown.pages else None,
        }
    response = render(request, "web/shell/preview.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
