"""What a person does to the proposals of a review: edit, split, add, drop, take back, tick, choose units."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from caicach.correspondence import services
from caicach.correspondence.domain.review import ProposalChanges
from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.http.problems import problem_of
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.web.documents.editors import add_editor, drop_editor, proposal_editor, split_editor, units_editor
from caicach.web.documents.forms import AddForm, ProposalForm, SplitForm
from caicach.web.documents.reviewing import answer, back_to, page_of, render_review
from caicach.web.shell.requests import actor_of, version_of


@require_POST
def edit(request: HttpRequest, document_id: int, proposal_id: int) -> HttpResponse:
    editor = proposal_editor(page_of(request, document_id), proposal_id, request.POST)
    form = editor.form
    assert isinstance(form, ProposalForm)

    def act() -> None:
        services.edit_proposal(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            proposal_id=proposal_id,
            changes=form.changes(),
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)


@require_POST
def split(request: HttpRequest, document_id: int, proposal_id: int) -> HttpResponse:
    editor = split_editor(page_of(request, document_id), proposal_id, request.POST)
    form = editor.form
    assert isinstance(form, SplitForm)

    def act() -> None:
        services.split_proposal(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            proposal_id=proposal_id,
            parts=form.spans,
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)


@require_POST
def add(request: HttpRequest, document_id: int) -> HttpResponse:
    editor = add_editor(page_of(request, document_id), request.POST)
    form = editor.form
    assert isinstance(form, AddForm)

    def act() -> None:
        assert form.quote is not None  # the form refuses words that are not in the source
        services.add_proposal(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            quote=form.quote,
            kind=ProposalKind(form.cleaned_data["kind"]),
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)


@require_POST
def drop(request: HttpRequest, document_id: int, proposal_id: int) -> HttpResponse:
    editor = drop_editor(page_of(request, document_id), proposal_id, request.POST)

    def act() -> None:
        services.drop_proposal(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            proposal_id=proposal_id,
            reason=editor.form.cleaned_data["reason"],
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)


@require_POST
def restore(request: HttpRequest, document_id: int, proposal_id: int) -> HttpResponse:
    try:
        services.restore_proposal(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            proposal_id=proposal_id,
            now=timezone.now(),
        )
    except CaicachError as error:
        return render_review(request, page_of(request, document_id), problem=problem_of(error))
    return back_to(document_id, f"p-{proposal_id}")


@require_POST
def tick(request: HttpRequest, document_id: int, proposal_id: int) -> HttpResponse:
    """Whether a proposal becomes tasks at all: obligations do only where a person says so."""
    try:
        services.edit_proposal(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            proposal_id=proposal_id,
            changes=ProposalChanges(is_accepted=request.POST.get("giao") == "1"),
            now=timezone.now(),
        )
    except CaicachError as error:
        return render_review(request, page_of(request, document_id), problem=problem_of(error))
    return back_to(document_id, f"p-{proposal_id}")


@require_POST
def choose_units(request: HttpRequest, document_id: int, proposal_id: int, role: str) -> HttpResponse:
    if role not in set(AddressRole):
        raise NotFound("web.no_such_role", what="Không có vai trò này.", todo="Hãy quay lại trang soát.")
    editor = units_editor(page_of(request, document_id), proposal_id, AddressRole(role), request.POST)

    def act() -> None:
        by_hand = request.POST.get("theo-van-ban") != "1"
        services.set_units(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            proposal_id=proposal_id,
            role=AddressRole(role),
            units=tuple(editor.form.cleaned_data["units"]) if by_hand else None,
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)
