"""A draft that was edited in Word comes back: what differs, the check of form, the form in which a person takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.correspondence import queries
from caicach.correspondence.domain.letters import LetterPage, VersionView
from caicach.correspondence.domain.merging import merged_lines
from caicach.documents.bounded import read_bounded, refuse_secret_file
from caicach.documents.read.limits import MAX_FILE_BYTES, READ_MEMORY_BYTES
from caicach.documents.values import OfficialDocument
from caicach.documents.write.docx import write_docx
from caicach.kernel.access import Permission, require
from caicach.kernel.bounded import Bounds
from caicach.kernel.files.services import check_size
from caicach.web.letters.findings import finding_sentences
from caicach.web.letters.forms import DraftForm
from caicach.web.letters.offering import units_offered
from caicach.web.shell.forms import PageForm, UploadField, choose
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.requests import actor_of, today

BOUNDS = Bounds(seconds=60.0, memory=READ_MEMORY_BYTES, size=MAX_FILE_BYTES)
_KEPT = frozenset({"version", "units", "demand", "demand_due_on"})
"""What no file says: it stays as the draft has it."""
_AROUND = 1


@dataclass(frozen=True, slots=True)
class Line:
    """``mark`` is "-" for a line that goes, "+" for one that comes, "" for one that stays, "…" for some left out."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    lines: tuple[Line, ...]


class WordForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp Word đã sửa"),
        help_text=_("Tệp DOCX tải về từ dự thảo này, đã sửa và lưu lại."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp trống: không chứa byte nào.")},
    )
    of_version = forms.ChoiceField(label=_("Tệp được sửa từ"), required=False)

    def __init__(self, *args: object, page: LetterPage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "of_version", [(str(one.number), _version_words(one)) for one in page.versions])


def _version_words(one: VersionView) -> str:
    return gettext("phiên bản {number}, {day}").format(number=one.number, day=f"{one.saved_at:%d/%m/%Y}")


@require_http_methods(["GET", "POST"])
def take_word(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Nothing is kept before the person saves the form that this shows."""
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    require(actor, Permission.LETTER_DRAFT)
    if not page.may_edit and request.method == "GET":
        return redirect("web:letter", letter_id)
    bound = (request.POST, files_of(request)) if request.method == "POST" else ()
    form = WordForm(*bound, page=page)
    if form.is_bound and form.is_valid():
        with form.told_to():
            return _compared(request, page, form)
    return render(request, "web/letters/word.html", {"page": page, "row": page.row, "form": form}, status=form.status)


def _compared(request: HttpRequest, page: LetterPage, form: WordForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    check_size(file.size, name=file.name)
    data = file.read()
    refuse_secret_file(data, filename=file.name)
    edited = _document_in(data, file.name)
    number = form.cleaned_data["of_version"]
    was = queries.version_document(actor_of(request), page.row.id, int(number)) if number else page.document
    draft = DraftForm.initial_of(page)
    # The draft as it went out is read as the file is: what the reader sees otherwise than it was typed is no change.
    written = DraftForm.initial_of(replace(page, document=_document_in(write_docx(was), "du-thao.docx")))
    merged = _merged(draft, written, DraftForm.initial_of(replace(page, document=edited)))
    units, on = units_offered(page), today()
    editor = DraftForm(initial=merged, units=units, on=on, was=page.document)
    sent = DraftForm(merged, units=units, on=on, was=page.document)
    context = {
        "page": page,
        "row": page.row,
        "form": editor,
        "from_word": True,
        "changed": _changes(editor, draft, merged),
        "findings": finding_sentences(sent.document() if sent.is_valid() else edited),
    }
    return render(request, "web/letters/edit.html", context)


def _document_in(data: bytes, name: str) -> OfficialDocument:
    return read_bounded(data, filename=name, seconds=BOUNDS.seconds)[1].document


def _lines(value: object) -> list[str]:
    return str(value or "").splitlines()


def _merged(
    draft: Mapping[str, object], written: Mapping[str, object], edited: Mapping[str, object]
) -> dict[str, object]:
    return {
        name: value
        if name in _KEPT
        else "\n".join(merged_lines(_lines(value), _lines(written[name]), _lines(edited[name])))
        for name, value in draft.items()
    }


def _changes(form: DraftForm, draft: Mapping[str, object], merged: Mapping[str, object]) -> list[Changed]:
    """By field, in the order of the form."""
    return [
        Changed(str(form.fields[name].label), tuple(_marked(_lines(draft[name]), _lines(merged[name]))))
        for name in draft
        if name not in _KEPT and _lines(draft[name]) != _lines(merged[name])
    ]


def _marked(before: list[str], after: list[str]) -> list[Line]:
    marked: list[Line] = []
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        if number:
            marked.append(Line("…", ""))
        for act, i1, i2, j1, j2 in group:
            if act == "equal":
                marked += [Line("", line) for line in before[i1:i2]]
            else:
                marked += [Line("-", line) for line in before[i1:i2]]
                marked += [Line("+", line) for line in after[j1:j2]]
    return marked
