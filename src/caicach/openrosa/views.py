"""Lists, forms, their files, and submissions (https://docs.getodk.org/openrosa-form-list/ and following)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from caicach.kernel.errors import InvalidInput
from caicach.kernel.files.services import check_size
from caicach.kernel.http.openrosa import CONTENT_TYPE, message_xml
from caicach.openrosa.signing_in import collecting
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.submissions import LARGEST
from caicach.surveys.collection.domain.values import Collector, SentFile

_XML_PART = "xml_submission_file"


@collecting
@require_safe
def form_list(request: HttpRequest, collector: Collector) -> HttpResponse:
    forms = []
    for form in queries.offered_forms(collector):
        parts = [
            ("formID", form.form_id),
            ("name", form.title),
            ("version", form.version),
            ("hash", f"md5:{form.digest}"),
            ("downloadUrl", _address(request, "form", form.id)),
        ]
        if form.has_media:
            parts.append(("manifestUrl", _address(request, "manifest", form.id)))
        forms.append(_element("xform", parts))
    return _xml(f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{"".join(forms)}</xforms>')


@collecting
@require_safe
def form(request: HttpRequest, collector: Collector, version_id: int) -> HttpResponse:
    return _xml(queries.offered_xform(collector, version_id))


@collecting
@require_safe
def manifest(request: HttpRequest, collector: Collector, version_id: int) -> HttpResponse:
    files = [
        _element(
            "mediaFile",
            [
                ("filename", media.name),
                ("hash", f"md5:{media.digest}"),
                ("downloadUrl", _address(request, "media", version_id, media.name)),
            ],
        )
        for media in queries.offered_media(collector, version_id)
    ]
    return _xml(f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{"".join(files)}</manifest>')


@collecting
@require_safe
def media(request: HttpRequest, collector: Collector, version_id: int, name: str) -> HttpResponse:
    media_type, data = queries.media_bytes(collector, version_id, name)
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": "attachment"})


@collecting
@require_http_methods(["HEAD", "POST"])
def submission(request: HttpRequest, collector: Collector) -> HttpResponse:
    """HEAD asks where to send and how much; 201 is received, 202 was received before."""
    if request.method == "HEAD":
        response = HttpResponse(status=204)
        response["Location"] = _address(request, "submission")
        response["X-OpenRosa-Accept-Content-Length"] = str(settings.UPLOAD_BYTES)
        return response
    xml, attached = _sent(request)
    device = request.GET.get("deviceID", "")
    found = services.receive_submission(collector, xml=xml, attached=attached, device=device, now=timezone.now())
    sentence = gettext("Đã nhận phiếu.") if found.is_new else gettext("Phiếu này đã nhận trước đó.")
    body = message_xml(sentence, nature="submit_success")
    return HttpResponse(body, status=201 if found.is_new else 202, content_type=CONTENT_TYPE)


def _sent(request: HttpRequest) -> tuple[bytes, list[SentFile]]:
    """The XML and the files beside it. Raises InvalidInput, TooLarge."""
    try:
        parts = request.FILES
    except MultiPartParserError as error:
        raise _broken() from error
    file = parts.get(_XML_PART)
    if file is None:
        raise _broken()
    attached = []
    for name in parts:
        for part in parts.getlist(name) if name != _XML_PART else []:
            check_size(part.size or 0, name=part.name or name)
            attached.append(SentFile(part.name or name, part.read()))
    return file.read(LARGEST + 1), attached


def _broken() -> InvalidInput:
    return InvalidInput(
        "submission.no_xml",
        what="Không đọc được phiếu.",
        why="Yêu cầu không có phần «{part}», có thể do đường truyền bị ngắt.",
        todo="Hãy gửi lại từ ứng dụng thu thập.",
        part=_XML_PART,
    )


def _address(request: HttpRequest, name: str, *arguments: object) -> str:
    """Under the same door that was asked: with the token where it came with one."""
    token = request.resolver_match.kwargs.get("token") if request.resolver_match else None
    given = [token, *arguments] if token else list(arguments)
    return request.build_absolute_uri(reverse(f"openrosa:{'token_' if token else ''}{name}", args=given))


def _element(name: str, parts: Iterable[tuple[str, str]]) -> str:
    return f"<{name}>{''.join(f'<{part}>{escape(text)}</{part}>' for part, text in parts)}</{name}>"


def _xml(body: str) -> HttpResponse:
    head = "" if body.startswith("<?xml") else '<?xml version="1.0" encoding="UTF-8"?>'
    return HttpResponse(head + body, content_type=CONTENT_TYPE)
