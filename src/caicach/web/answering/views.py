"""The form for who has a link, its files, and the answer sent.

Nobody is signed in: the secret of the address is the key, as at the door of ODK Collect, and an answer is sent by a
script that may be older than any cookie, so the check against forged forms stands aside.
"""

from functools import lru_cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from caicach.kernel.errors import CaicachError
from caicach.kernel.files.services import check_size
from caicach.kernel.http.problems import problem_of
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.submissions import LARGEST
from caicach.surveys.collection.domain.values import LinkKind, SentFile
from caicach.surveys.rendering import RenderedForm, rendered_form
from caicach.web.answering.words import form_words
from caicach.web.shell.requests import today

_XML = "xml"
_PLACE = "caicach-media-of-this-form"


@login_not_required
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    page = queries.answer_page(token, now=timezone.now())
    media = reverse("web:answer_media", args=(token, page.form, "x")).removesuffix("x/")
    form = _rendered(page.xform, page.tables)
    facts = {
        "kind": page.kind.value,
        "used": page.is_used,
        "key": f"phieu:{token[:12]}:{page.digest[:12]}",
        "send": reverse("web:send_answer", args=(token,)),
        "largest": settings.UPLOAD_BYTES,
        "model": form.model.replace(_PLACE, media),
    }
    context = {
        "page": page,
        "is_kiosk": page.kind is LinkKind.KIOSK,
        "is_paper": page.kind is LinkKind.PAPER,
        "form_html": form.html.replace(_PLACE, media),
        "facts": facts,
        "words": form_words(),
    }
    response = render(request, "web/answering/form.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


@lru_cache(maxsize=32)
def _rendered(xform: str, tables: tuple[tuple[str, str], ...]) -> RenderedForm:
    """Once for all who answer; where its files are is put in for each."""
    return rendered_form(xform, lambda name: f"{_PLACE}{name}/", dict(tables))


@login_not_required
@csrf_exempt
@require_POST
def send(request: HttpRequest, token: str) -> JsonResponse:
    """201 is received, 200 was received before; a refusal says in the sentences of its error why."""
    try:
        file = request.FILES.get(_XML)
        xml = file.read(LARGEST + 1) if file is not None else b""
        found = services.receive_answer(
            token,
            xml=xml,
            attached=_attached(request),
            now=timezone.now(),
            paper_number=request.POST.get("paper", ""),
        )
    except CaicachError as error:
        problem = problem_of(error)
        told = [sentence for sentence in (problem.what, problem.why, problem.todo) if sentence]
        return JsonResponse({"told": told}, status=problem.status)
    told_on = f"{today():%d/%m/%Y}"
    return JsonResponse({"code": found.instance_id, "on": told_on}, status=201 if found.is_new else 200)


def _attached(request: HttpRequest) -> list[SentFile]:
    found = []
    for name in request.FILES:
        for part in request.FILES.getlist(name) if name != _XML else []:
            check_size(part.size or 0, name=part.name or name)
            found.append(SentFile(part.name or name, part.read()))
    return found


@login_not_required
@require_safe
def media(_request: HttpRequest, token: str, version_id: int, name: str) -> HttpResponse:
    media_type, data = queries.answer_media(token, version_id, name)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return HttpResponse(data, content_type=media_type, headers=headers)
