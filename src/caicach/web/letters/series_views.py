"""Number series and the offices that issue: data that a person reads and changes."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.correspondence import queries, services
from caicach.correspondence.domain.numbering import DOC_TYPES
from caicach.correspondence.domain.office import Office
from caicach.documents.read.recipients import role_of
from caicach.documents.values import Recipient, Signatory
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError, NotAllowed
from caicach.kernel.http.problems import problem_of
from caicach.web.letters.forms import lines_of
from caicach.web.letters.rights import may_see_registers
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number, whole_year


class OfficeForm(PageForm):
    says_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.SlugField(label=_("Mã"), help_text=_("Chữ không dấu, không đổi về sau: bcd, snv."), max_length=40)
    name = forms.CharField(label=_("Tên trong danh sách"), max_length=200)
    superior = forms.CharField(label=_("Cơ quan chủ quản"), required=False, max_length=200)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    symbol = forms.CharField(label=_("Ký hiệu cơ quan"), help_text=_("Ví dụ SNV, BCĐCCHC."), max_length=40)
    drafting_unit = forms.CharField(
        label=_("Ký hiệu đơn vị soạn"), help_text=_("Sau dấu - của công văn."), required=False, max_length=40
    )
    place = forms.CharField(label=_("Địa danh"), max_length=100)
    organ_id = forms.CharField(label=_("Mã định danh"), required=False, max_length=13)
    recipients = forms.CharField(
        label=_("Nơi nhận thường dùng"),
        help_text=_("Mỗi nơi một dòng, dòng cuối là «Lưu: VT, …»."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    signatories = forms.CharField(
        label=_("Người ký"),
        help_text=_("Mỗi người một dòng: thẩm quyền | chức vụ | chức vụ khác | họ tên. Người ký thường xuyên ở đầu."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @staticmethod
    def initial_of(office: Office) -> dict[str, object]:
        return {
            **{name: getattr(office, name) for name in OfficeForm.base_fields if hasattr(office, name)},
            "recipients": "\n".join(recipient.text for recipient in office.recipients),
            "signatories": "\n".join(
                " | ".join(part or "" for part in (s.capacity, s.title, s.other_title, s.name))
                for s in office.signatories
            ),
        }

    def office(self) -> Office:
        typed = self.cleaned_data
        plain = ("code", "name", "superior", "issuer", "symbol", "drafting_unit", "place", "organ_id", "version")
        return Office(
            **{name: typed[name] for name in plain},
            recipients=tuple(Recipient(text, role_of(text)) for text in lines_of(typed["recipients"])),
            signatories=tuple(_signatory(line) for line in typed["signatories"].splitlines() if line.strip(" |")),
        )


def _signatory(line: str) -> Signatory:
    """
    >>> _signatory("KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | | Nguyễn A").name
    'Nguyễn A'
    """
    parts = [part.strip() or None for part in line.split("|")]
    capacity, title, other_title, name = (*parts, None, None, None, None)[:4]
    return Signatory(capacity, title, other_title, name)


@require_GET
def offices(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not may_see_registers(actor):
        raise _not_yours(actor.name)
    context = {"offices": queries.offices(), "may_change": actor.may(Permission.LETTER_ISSUE), "current": "offices"}
    return render(request, "web/letters/offices.html", context)


def _not_yours(name: str) -> NotAllowed:
    return NotAllowed(
        "register.not_yours",
        what="Sổ đăng ký văn bản dành cho cơ quan thường trực và lãnh đạo.",
        why="Tài khoản «{name}» chỉ xem văn bản gửi đơn vị mình.",
        todo="Hãy mở danh sách văn bản.",
        name=name,
    )


@require_http_methods(["GET", "POST"])
def office(request: HttpRequest, code: str = "") -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.LETTER_ISSUE)
    initial: dict[str, object] = OfficeForm.initial_of(queries.office_of(code)) if code else {"version": 1}
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=initial)
    if code:
        form.fields["code"].widget = forms.HiddenInput()
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.save_office(actor, office=form.office(), now=timezone.now())
            messages.success(request, gettext("Đã lưu cơ quan ban hành; dự thảo đã có giữ nguyên."))
            return redirect("web:offices")
    return render(request, "web/letters/office.html", {"form": form, "code": code}, status=form.status)


@require_GET
def number_series(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not may_see_registers(actor):
        raise _not_yours(actor.name)
    year = whole_year(request.GET.get("nam")) or today().year
    context = {
        "series": queries.number_series(year=year),
        "year": year,
        "kinds": DOC_TYPES,
        "offices": queries.offices(),
        "may_change": actor.may(Permission.LETTER_ISSUE),
        "current": "series",
    }
    return render(request, "web/letters/series.html", context)


def _run(request: HttpRequest, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.why} {problem.todo}")
    return redirect("web:number_series")


@require_POST
def save_series(request: HttpRequest) -> HttpResponse:
    actor, typed = actor_of(request), request.POST
    return _run(
        request,
        lambda: services.save_series(
            actor,
            profile=typed.get("office", ""),
            name=typed.get("name", ""),
            kinds=tuple(typed.getlist("kinds")),
            series_id=whole_number(typed.get("series"), 0) or None,
            version=whole_number(typed.get("version"), 1),
            now=timezone.now(),
        ),
        gettext("Đã lưu dãy số; các số đã cấp giữ nguyên."),
    )


@require_POST
@once
def reserve(request: HttpRequest, series_id: int) -> HttpResponse:
    actor, reason, year = actor_of(request), request.POST.get("reason", ""), today().year
    return _run(
        request,
        lambda: services.reserve_number(actor, series_id=series_id, year=year, reason=reason, now=timezone.now()),
        gettext("Đã giữ số tiếp theo của dãy."),
    )


@require_POST
def cancel(request: HttpRequest, series_id: int, year: int, number: int) -> HttpResponse:
    actor, reason = actor_of(request), request.POST.get("reason", "")
    return _run(
        request,
        lambda: services.cancel_number(
            actor, series_id=series_id, year=year, number=number, reason=reason, now=timezone.now()
        ),
        gettext("Đã hủy số; số vẫn nằm trong sổ cùng lý do."),
    )
