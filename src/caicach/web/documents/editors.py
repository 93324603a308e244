"""The form that is open on the review page: which one, with what was typed or what is in force."""

import re
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from caicach.drafts.domain.addressing import RoleAddressing
from caicach.kernel.errors import NotFound
from caicach.kernel.vocabulary import AddressRole
from caicach.web.documents.forms import (
    AddForm,
    EffectiveDateForm,
    ProposalForm,
    SplitForm,
    UnitsForm,
    ValueForm,
)
from caicach.web.documents.review_page import ProposalCard, ReviewPage
from caicach.web.documents.source_text import locate
from caicach.web.shell.forms import ReasonForm, VersionedForm

_OF_PROPOSAL = re.compile(r"p-([0-9]{1,18})(?:-(tach|bo|lead|cooperate))?")


@dataclass(frozen=True)
class Editor:
    """``name`` is the value of ``mo`` in the address; ``key`` the card that it belongs to."""

    name: str
    key: str
    kind: str
    form: VersionedForm
    address: str
    title: str = ""


def _gone() -> NotFound:
    return NotFound(
        "web.nothing_to_edit",
        what="Không có mục này trong văn bản.",
        why="Mục có thể đã được tách hoặc gộp từ khi trang được mở.",
        todo="Hãy tải lại trang soát.",
    )


def _card(page: ReviewPage, proposal_id: int) -> ProposalCard:
    card = page.proposal(proposal_id)
    if card is None:
        raise _gone()
    return card


def value_editor(page: ReviewPage, path: str, data: QueryDict | None = None) -> Editor:
    card = page.value(path)
    if card is None:
        raise _gone()
    initial = {"version": page.review.version, "value": "\n".join(card.lines)}
    form = ValueForm(data, path=path, label=card.label, initial=initial)
    return Editor(card.key, card.key, "value", form, reverse("web:correct_value", args=(page.review.id, path)))


def date_editor(page: ReviewPage, data: QueryDict | None = None) -> Editor:
    review = page.review
    initial = {
        "version": review.version,
        "on": f"{review.effective_on:%d/%m/%Y}" if review.effective_on else "",
        "reason": review.effective_on_reason,
    }
    address = reverse("web:choose_date", args=(review.id,))
    return Editor("effective", "effective", "date", EffectiveDateForm(data, initial=initial), address)


def proposal_editor(page: ReviewPage, proposal_id: int, data: QueryDict | None = None) -> Editor:
    card = _card(page, proposal_id)
    form = ProposalForm(data, initial=ProposalForm.initial_of(card.proposal, page.review.version))
    return Editor(card.key, card.key, "proposal", form, _address("edit_proposal", page, proposal_id))


def split_editor(page: ReviewPage, proposal_id: int, data: QueryDict | None = None) -> Editor:
    card = _card(page, proposal_id)
    # Without the number of the item, where the text says the words alone: the first part would keep «4.».
    words, quoted = card.proposal.text, card.proposal.quote_text
    initial = {"version": page.review.version, "parts": words if locate(words, quoted) else quoted}
    form = SplitForm(data, initial=initial, quote=card.proposal.quote, text=page.review.text)
    address = _address("split_proposal", page, proposal_id)
    return Editor(f"{card.key}-tach", card.key, "split", form, address, gettext("Tách thành nhiều nhiệm vụ"))


def drop_editor(page: ReviewPage, proposal_id: int, data: QueryDict | None = None) -> Editor:
    card = _card(page, proposal_id)
    form = ReasonForm(data, initial={"version": page.review.version})
    address = _address("drop_proposal", page, proposal_id)
    return Editor(f"{card.key}-bo", card.key, "drop", form, address, gettext("Bỏ khỏi danh sách nhiệm vụ"))


def units_editor(page: ReviewPage, proposal_id: int, role: AddressRole, data: QueryDict | None = None) -> Editor:
    card = _card(page, proposal_id)
    addressing: RoleAddressing | None = getattr(card.addressing, role.value, None)
    chosen = [addressee.unit for addressee in addressing.addressees] if addressing else []
    initial = {"version": page.review.version, "units": chosen}
    form = UnitsForm(data, initial=initial, on=page.review.effective_on)
    address = reverse("web:choose_units", args=(page.review.id, proposal_id, role.value))
    title = gettext("Chọn đơn vị chủ trì") if role is AddressRole.LEAD else gettext("Chọn đơn vị phối hợp")
    return Editor(f"{card.key}-{role.value}", card.key, "units", form, address, title)


def add_editor(page: ReviewPage, data: QueryDict | None = None) -> Editor:
    form = AddForm(data, initial={"version": page.review.version}, text=page.review.text)
    return Editor("them", "them", "add", form, reverse("web:add_proposal", args=(page.review.id,)))


def _address(route: str, page: ReviewPage, proposal_id: int) -> str:
    return reverse(f"web:{route}", args=(page.review.id, proposal_id))


def editor_named(page: ReviewPage, name: str) -> Editor | None:
    """The editor that the address asks to open; None for none or nonsense."""
    if name == "them":
        return add_editor(page)
    if name == "effective":
        return date_editor(page)
    if name.startswith("v-"):
        return value_editor(page, name.removeprefix("v-")) if page.value(name.removeprefix("v-")) else None
    found = _OF_PROPOSAL.fullmatch(name)
    if found is None or page.proposal(int(found[1])) is None:
        return None
    return _of_proposal(page, int(found[1]), found[2])


def _of_proposal(page: ReviewPage, proposal_id: int, what: str | None) -> Editor:
    if what == "tach":
        return split_editor(page, proposal_id)
    if what == "bo":
        return drop_editor(page, proposal_id)
    if what is not None:
        return units_editor(page, proposal_id, AddressRole(what))
    return proposal_editor(page, proposal_id)
