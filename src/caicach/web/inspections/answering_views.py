"""The form for the place: one page, every section with its button, what is wrong holds back nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach import web
from caicach.inspections import queries, services
from caicach.inspections.domain.checklists import AnswerKind, Choice
from caicach.inspections.domain.cycle import State
from caicach.inspections.domain.judging import Answer
from caicach.inspections.domain.views import InspectionView, ItemView
from caicach.inspections.services import Given, Saved
from caicach.kernel.access import Actor
from caicach.kernel.errors import CaicachError, NotAllowed
from caicach.kernel.http.problems import problem_of
from caicach.kernel.said import Said
from caicach.plans.domain.tasks import NewFile
from caicach.web.inspections.forms import MomentForm
from caicach.web.inspections.words import CHOICES
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.uploads import go_on

_KEPT_PAGE: Final = Path(web.__file__).parent / "static" / "js" / "kept_page.js"
_TICKED = {
    AnswerKind.YES_NO: (Choice.YES, Choice.NO, Choice.NOT_APPLICABLE),
    AnswerKind.MENDED: (Choice.MENDED, Choice.PARTLY, Choice.NOT_MENDED, Choice.NOT_APPLICABLE),
    AnswerKind.COUNT: (Choice.NOT_APPLICABLE,),
    AnswerKind.PARTS: (Choice.NOT_APPLICABLE,),
    AnswerKind.WORDS: (),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of an item; ``problem`` is why it was not kept."""

    choice: str = ""
    count: str = ""
    whole: str = ""
    note: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ItemForm:
    view: ItemView
    typed: Typed
    choices: tuple[tuple[str, object], ...]

    @property
    def name(self) -> str:
        """The code as it stands in names and addresses of the form."""
        return self.view.judgement.item.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class SectionForm:
    number: str
    title: Said
    items: tuple[ItemForm, ...]

    @property
    def answered(self) -> int:
        return sum(one.view.seen > 0 for one in self.items)


@require_http_methods(["GET", "POST"])
@once
def answers(request: HttpRequest, inspection_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.inspection_view(actor, inspection_id, on=today())
    if not view.may_write:
        _refuse()
    if view.line.state is not State.AT_PLACE and request.method == "GET":
        return redirect("web:inspection", inspection_id)
    moment = MomentForm(request.POST if "on" in request.POST else None, initial=_now())
    typed: Mapping[str, Typed] = {}
    if request.method == "POST" and moment.is_valid():
        with moment.told_to(), transaction.atomic():  # one button: where the disk is full, neither answers nor files
            typed = _save(request, actor, view, moment.moment())
            if unwanted := whole_number(request.POST.get("bo"), 0):
                services.remove_file(actor, file_id=unwanted, now=timezone.now())
            if not typed:
                place = f"#phan-{request.POST.get('phan', '0')[:3]}"
                return go_on(request, reverse("web:inspection_answers", args=[inspection_id]) + place)
        view = queries.inspection_view(actor, inspection_id, on=today())
    if request.method == "POST" and not typed:
        typed = {item.judgement.item.code: _typed(request, item) for section in view.sections for item in section.items}
    context = {
        "view": view,
        "sections": _sections(view, typed),
        "form": moment,
        "wrong": [code for code, one in typed.items() if one.problem],
    }
    status = moment.status if moment.problem or moment.errors else 422 if typed else 200
    return render(request, "web/inspections/answers.html", context, status=status)


@require_GET
def kept_page_script(_request: HttpRequest) -> HttpResponse:
    """The script that opens kept pages without a network; from below the inspections it governs their pages alone."""
    return HttpResponse(_KEPT_PAGE.read_bytes(), content_type="text/javascript; charset=utf-8")


def _refuse() -> None:
    raise NotAllowed(
        "inspection.not_in_team",
        what="Bạn không có quyền ghi cuộc kiểm tra này.",
        why="Chỉ thành viên đoàn và cơ quan thường trực ghi; tự kiểm tra do chính đơn vị ghi.",
        todo="Hãy nhờ người trong đoàn, hoặc đề nghị cơ quan thường trực thêm bạn vào đoàn.",
    )


def _now() -> dict[str, str]:
    now = timezone.localtime()
    return {"on": f"{now:%d/%m/%Y}", "at": f"{now:%H:%M}"}


def _save(request: HttpRequest, actor: Actor, view: InspectionView, at: datetime) -> Mapping[str, Typed]:
    """Keep what can be kept; what cannot comes back as typed, with the reason."""
    given: dict[str, Given] = {}
    left: dict[str, Typed] = {}
    for section in view.sections:
        for item in section.items:
            code, typed = item.judgement.item.code, _typed(request, item)
            try:
                given[code] = Given(_answer(item, typed, at), _version_seen(request, item))
            except ValueError:
                left[code] = replace(typed, problem=gettext("Số phải là số nguyên, ví dụ 12."))
    saved = services.save_answers(actor, inspection_id=view.line.id, given=given, now=timezone.now())
    for code, error in saved.refused.items():
        problem = problem_of(error)
        left[code] = replace(_typed_of(request, code), problem=f"{problem.why} {problem.todo}")
    for code in saved.elsewhere:
        left[code] = replace(
            _typed_of(request, code),
            problem=gettext(
                "Người khác trong đoàn vừa trả lời khác. Câu trả lời của họ đã lưu; xem rồi lưu lại nếu cần."
            ),
        )
    _tell(request, saved, _keep_files(request, actor, view, left))
    return left


def _keep_files(request: HttpRequest, actor: Actor, view: InspectionView, left: dict[str, Typed]) -> int:
    count = 0
    for section in view.sections:
        for item in section.items:
            code = item.judgement.item.code
            chosen = _new_files(request.FILES.getlist(f"f-{code.replace('.', '-')}"))
            if not chosen:
                continue
            try:
                services.attach_files(actor, inspection_id=view.line.id, item=code, new=chosen, now=timezone.now())
                count += len(chosen)
            except CaicachError as error:
                problem = problem_of(error)
                before = left.get(code) or _typed_of(request, code)
                left[code] = replace(before, problem=f"{problem.what} {problem.why} {problem.todo}")
    return count


def _new_files(chosen: "Sequence[UploadedFile[bytes]]") -> tuple[NewFile, ...]:
    return tuple(NewFile(file.name or "anh", file.read()) for file in chosen)


def _tell(request: HttpRequest, saved: Saved, files: int) -> None:
    at = f"{timezone.localtime():%H:%M:%S}"
    words = []
    if saved.kept:
        words.append(gettext("Đã lưu {count} câu trả lời").format(count=len(saved.kept)))
    if files:
        words.append(gettext("đã kèm {count} tệp").format(count=files))
    if words:
        messages.success(request, gettext("{what} lúc {at}.").format(what=", ".join(words), at=at))
    else:
        messages.info(request, gettext("Không có gì mới để lưu."))


def _typed(request: HttpRequest, item: ItemView) -> Typed:
    return _typed_of(request, item.judgement.item.code)


def _typed_of(request: HttpRequest, code: str) -> Typed:
    name = code.replace(".", "-")
    asked = (request.POST.get(f"{part}-{name}", "").strip() for part in "cnwt")
    choice, count, whole, note = asked
    return Typed(choice, count, whole, note)


def _version_seen(request: HttpRequest, item: ItemView) -> int:
    typed = request.POST.get(f"s-{item.judgement.item.code.replace('.', '-')}", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1


def _answer(item: ItemView, typed: Typed, at: datetime) -> Answer:
    choice = Choice(typed.choice) if typed.choice else None
    if choice is Choice.NOT_APPLICABLE:
        return Answer(choice, None, None, typed.note, at)
    return Answer(choice, _number(typed.count), _number(typed.whole), typed.note, at)


def _number(typed: str) -> int | None:
    plain = typed.replace(".", "").replace(" ", "")
    if plain and not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise ValueError(typed[:20])
    return int(plain) if plain else None


def _sections(view: InspectionView, typed: Mapping[str, Typed]) -> list[SectionForm]:
    return [
        SectionForm(
            section.number,
            section.title,
            tuple(_item(one, typed.get(one.judgement.item.code)) for one in section.items),
        )
        for section in view.sections
    ]


def _item(item: ItemView, typed: Typed | None) -> ItemForm:
    kind = item.judgement.item.kind
    choices: tuple[tuple[str, object], ...] = tuple((choice.value, CHOICES[choice]) for choice in _TICKED[kind])
    if len(choices) > 1:
        choices = (*choices, ("", gettext("Chưa xem")))  # radio buttons know no way back without it
    answer = item.judgement.answer
    if typed is None and answer is not None:
        typed = Typed(answer.choice or "", _number_text(answer.count), _number_text(answer.whole), answer.note)
    return ItemForm(item, typed or Typed(), choices)


def _number_text(number: int | None) -> str:
    return "" if number is None else str(number)
