"""Findings: the list of a year, and one with its remedy, evidence and closing."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from caicach.indices import queries, services
from caicach.indices.domain.cycle import FindingState
from caicach.indices.domain.sheets import FindingView
from caicach.indices.services import NewFile
from caicach.kernel.access import Actor, Permission
from caicach.kernel.tables import Table
from caicach.web.indices.exports import mark_of
from caicach.web.indices.words import FINDING_STATES
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.forms import DayField, ManyFilesField, PageForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.previews import file_answer
from caicach.web.shell.requests import actor_of


class FindingForm(PageForm):
    says_optional = False
    unit = forms.ChoiceField(label=_("Đơn vị"))
    node_code = forms.ChoiceField(label=_("Tiêu chí"))
    text = forms.CharField(
        label=_("Tồn tại, hạn chế"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi tồn tại, hạn chế.")},
    )


class RemedyForm(PageForm):
    says_optional = False
    remedy = forms.CharField(
        label=_("Biện pháp khắc phục"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi biện pháp.")},
    )
    owner = forms.CharField(
        label=_("Người chịu trách nhiệm"),
        max_length=300,
        error_messages={"required": _("Hãy ghi người chịu trách nhiệm.")},
    )
    due_on = DayField(label=_("Hạn khắc phục"), required=False)


class ShownForm(PageForm):
    says_optional = False
    text = forms.CharField(label=_("Kết quả khắc phục"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = ManyFilesField(label=_("Thêm tài liệu kiểm chứng"), required=False)


class ClosingForm(PageForm):
    says_optional = False
    decision = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[("1", _("Đã khắc phục, đóng")), ("0", _("Chưa đủ, trả lại"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn kết luận.")},
    )
    note = forms.CharField(
        label=_("Ý kiến của Hội đồng"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi ý kiến.")},
    )


_RECORDS = (Permission.INDEX_APPRAISE, Permission.INDEX_DECIDE, Permission.INDEX_MANAGE)


@require_http_methods(["GET", "POST"])
@once
def findings(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    page = queries.year_page(actor, year_id)
    found = queries.findings(
        actor, year_id, unit=request.GET.get("don-vi", ""), state=request.GET.get("trang-thai", "")
    )
    if kind := asked_kind(request):
        return _export(kind, found, page.head.is_illustrative)
    may_record = any(actor.may(one) for one in _RECORDS)
    form = FindingForm(
        request.POST or None, initial={"unit": request.GET.get("don-vi"), "node_code": request.GET.get("ma")}
    )
    form.fields["unit"].choices = [(row.unit, row.unit_name) for row in page.rows]  # type: ignore[attr-defined]
    nodes = queries.nodes_of(actor, year_id) if page.fields else ()
    form.fields["node_code"].choices = [(code, f"{'– ' * depth}{code} {name}") for code, name, depth in nodes]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.record_finding(actor, year_id=year_id, now=timezone.now(), **form.cleaned_data)
            messages.success(request, gettext("Đã ghi tồn tại, hạn chế."))
            return redirect("web:index_findings", year_id)
    context = {
        "head": page.head,
        "found": found,
        "form": form if may_record and nodes else None,
        "page": page,
        "states": [(state.value, FINDING_STATES[state].word) for state in FindingState],
        "unit": request.GET.get("don-vi", ""),
        "state": request.GET.get("trang-thai", ""),
    }
    return render(request, "web/indices/findings.html", context, status=form.status)


def _export(kind: str, found: tuple[FindingView, ...], illustrative: bool) -> FileResponse:
    head = [gettext("Đơn vị"), gettext("Mã"), gettext("Tiêu chí"), gettext("Tồn tại, hạn chế"), gettext("Trạng thái")]
    head += [gettext("Biện pháp khắc phục"), gettext("Người chịu trách nhiệm"), gettext("Hạn"), gettext("Kết luận")]
    lines = [
        [
            one.unit_name,
            one.node_code,
            one.node_name,
            one.text,
            str(FINDING_STATES[FindingState(one.state)].word),
            one.remedy,
            one.owner,
            one.due_on,
            one.closing_note,
        ]
        for one in found
    ]
    return table_answer(Table(gettext("Tồn tại, hạn chế"), head, lines, mark=mark_of(illustrative)), kind, "ton-tai")


@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.finding(actor, finding_id)
    forms_shown = _forms_of(actor, found)
    status = 200
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act in _FORMS:  # also where somebody else was faster: told by the act, and what was typed stays
        form = _FORMS[act](request.POST, files_of(request))
        if form.is_valid():
            with form.told_to():
                _act(actor, finding_id, act, form)
                messages.success(request, gettext("Đã ghi nhận."))
                return redirect("web:index_finding", finding_id)
        forms_shown[act], status = form, form.status
    context = {"one": found, "forms": forms_shown, "form": forms_shown.get(act)}
    return render(request, "web/indices/finding.html", context, status=status)


_FORMS: Final[dict[str, type[PageForm]]] = {"remedy": RemedyForm, "shown": ShownForm, "close": ClosingForm}


def _forms_of(actor: Actor, found: FindingView) -> dict[str, PageForm]:
    if found.state == FindingState.CLOSED.value:
        return {}
    shown: dict[str, PageForm] = {}
    if actor.may(Permission.INDEX_SCORE, unit=found.unit) or actor.may(Permission.INDEX_MANAGE):
        due = f"{found.due_on:%d/%m/%Y}" if found.due_on else ""
        shown["remedy"] = RemedyForm(initial={"remedy": found.remedy, "owner": found.owner, "due_on": due})
        if found.state != FindingState.OPEN.value:
            shown["shown"] = ShownForm(initial={"text": found.evidence_text})
    if actor.may(Permission.INDEX_DECIDE) and found.state == FindingState.EVIDENCED.value:
        shown["close"] = ClosingForm()
    return shown


def _act(actor: Actor, finding_id: int, act: str, form: PageForm) -> None:
    typed, now = form.cleaned_data, timezone.now()
    if act == "remedy":
        services.plan_remedy(
            actor,
            finding_id=finding_id,
            remedy=typed["remedy"],
            owner=typed["owner"],
            due_on=typed["due_on"] or None,
            now=now,
        )
    elif act == "shown":
        files = tuple(NewFile(file.name or "tep", file.read()) for file in typed["evidence"])
        services.show_remedy_done(actor, finding_id=finding_id, text=typed["text"], files=files, now=now)
    else:
        services.close_finding(
            actor, finding_id=finding_id, is_enough=typed["decision"] == "1", note=typed["note"], now=now
        )


@require_GET
def file(request: HttpRequest, evidence_id: int) -> HttpResponse:
    return file_answer(request, queries.finding_file(actor_of(request), evidence_id))
