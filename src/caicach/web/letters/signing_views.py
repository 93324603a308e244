"""Signing a letter with a key file or the token of the server, and looking at signatures."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letters import SignatureRole
from caicach.correspondence.signing.bounded import BOUNDS, KEY_BOUNDS, PICTURE_BOUNDS, key_bounded
from caicach.correspondence.signing.findings import SignatureFinding
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.files.services import check_size
from caicach.web.shell.forms import PageForm, UploadField, VersionedForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.uploads import go_on

if TYPE_CHECKING:
    from caicach.correspondence.signing.keys import SigningKey

_ROLES = {"nguoi-ky": SignatureRole.PERSON, "co-quan": SignatureRole.AGENCY}
_RIGHTS = {SignatureRole.PERSON: Permission.LETTER_SIGN, SignatureRole.AGENCY: Permission.LETTER_ISSUE}


class SignForm(VersionedForm):
    says_optional = False

    method = forms.ChoiceField(
        label=_("Khóa ký"),
        choices=[("pkcs12", _("Tệp khóa PKCS#12 (.p12, .pfx)")), ("pkcs11", _("Thiết bị khóa nối với máy chủ"))],
        widget=forms.RadioSelect,
        initial="pkcs12",
    )
    file = UploadField(
        bounds=KEY_BOUNDS,
        label=_("Tệp khóa"),
        help_text=_("Chỉ dùng trong lần ký này, không lưu trên máy chủ."),
        required=False,
    )
    password = forms.CharField(
        label=_("Mật khẩu tệp khóa hoặc mã PIN"),
        help_text=_("Không lưu ở bất cứ đâu."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "short"}),
    )
    picture = UploadField(
        bounds=PICTURE_BOUNDS,
        label=_("Ảnh chữ ký hoặc con dấu"),
        help_text=_("PNG nền trong suốt: chữ ký màu xanh, con dấu màu đỏ. Không có ảnh thì in chữ."),
        required=False,
    )

    def __init__(self, *args: object, has_token: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.has_token = has_token
        if not has_token:
            self.fields["method"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("method") == "pkcs12" and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", str(_("Hãy chọn tệp khóa.")))
        return cleaned

    def key(self) -> "AbstractContextManager[SigningKey]":
        typed = self.cleaned_data
        if typed["method"] == "pkcs11" and self.has_token:
            from caicach.correspondence.signing.tokens import Token, token_key  # noqa: PLC0415 -- heavy

            token = Token(settings.PKCS11_LIBRARY, settings.PKCS11_TOKEN, settings.PKCS11_KEY)
            return token_key(token, typed["password"], now=timezone.now())
        return key_bounded(typed["file"].read(), typed["password"], now=timezone.now())


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, letter_id: int, role: str) -> HttpResponse:
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    wanted = _ROLES.get(role)
    if wanted is None:
        raise NotFound("letter.no_such_signature", what="Không có loại chữ ký này.", todo="Hãy quay lại trang văn bản.")
    require(actor, _RIGHTS[wanted])
    has_token = bool(settings.PKCS11_LIBRARY)
    form = SignForm(initial={"version": page.row.version, "method": "pkcs12"}, has_token=has_token)
    if request.method == "POST":
        form = SignForm(request.POST, files_of(request), has_token=has_token)
    if form.is_bound and form.is_valid():
        picture = form.cleaned_data["picture"]
        with form.told_to():
            services.sign_letter(
                actor,
                letter_id=letter_id,
                version=form.cleaned_data["version"],
                role=wanted,
                key=form.key(),
                picture=picture.read() if picture else None,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã ký số. Chữ ký được kiểm tra ở trang này bất cứ lúc nào."))
            return go_on(request, "web:letter", letter_id)
    context = {"page": page, "row": page.row, "form": form, "is_agency": wanted is SignatureRole.AGENCY}
    return render(request, "web/letters/sign.html", context, status=form.status)


class CheckForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp PDF đã ký"),
        error_messages={"required": _("Hãy chọn tệp PDF."), "empty": _("Tệp trống: không chứa byte nào.")},
    )


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Signatures of a file that a person brings; the file is not kept."""
    form = CheckForm(request.POST, files_of(request)) if request.method == "POST" else CheckForm()
    findings: tuple[SignatureFinding, ...] | None = None
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with form.told_to():
            check_size(file.size, name=file.name)
            findings = queries.judged_signatures(file.read(), filename=file.name, now=timezone.now())
    context = {"form": form, "findings": findings, "current": "check"}
    return render(request, "web/letters/check.html", context, status=form.status)


@require_GET
def check_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor = actor_of(request)
    row = queries.letter_row_of(actor, letter_id)
    pdf = queries.letter_pdf(actor, letter_id)
    findings = queries.judged_signatures(pdf.data, filename=pdf.name, now=timezone.now())
    return render(request, "web/letters/check.html", {"row": row, "findings": findings})
