"""Changes of units: written, looked at with all that moves, then kept.

The look does the change and takes it back (``is_check``); what is kept has the seal of what was looked at, so that
nobody keeps what has become something else in between.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.accounts import services as accounts
from caicach.kernel.access import Actor, Permission, require
from caicach.organisations import services
from caicach.organisations.domain.units import UnitFact
from caicach.organisations.services import ChangeOutcome
from caicach.organisations.unit_queries import UnitState, unit_list, unit_page
from caicach.organisations.work_of_units import WorkInHand, work_in_hand
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.roles import ROLES
from caicach.web.shell.units import choice_of
from caicach.web.units.forms import ChangeForm, EndForm, MergeForm, Offer, SplitForm, UnitForm, part_count

Recorder = Callable[[Actor, bool], ChangeOutcome]


@dataclass(frozen=True, slots=True)
class Look:
    """What a change would do, and the seal under which it may be kept."""

    outcome: ChangeOutcome
    work: tuple[WorkInHand, ...]
    roles: tuple[tuple[str, str], ...]
    on: date
    seal: str

    @property
    def is_planned(self) -> bool:
        return self.on > today()

    @property
    def is_past(self) -> bool:
        return self.on < today()


@require_http_methods(["GET", "POST"])
@once
def founding(request: HttpRequest) -> HttpResponse:
    actor = _manager(request)
    form = UnitForm(request.POST or None, offer=_offer(actor))
    return _page(
        request,
        form,
        lambda who, is_check: services.create_unit(who, unit=form.unit(), **_facts_of(form), is_check=is_check),
        title=gettext("Thành lập đơn vị"),
        lead=gettext("Một đơn vị mới, không phải do sắp xếp đơn vị đang có."),
        back=reverse("web:units"),
    )


@require_http_methods(["GET", "POST"])
@once
def merge(request: HttpRequest) -> HttpResponse:
    actor = _manager(request)
    initial = {"from_units": request.GET.getlist("don-vi")}
    form = MergeForm(request.POST or None, offer=_offer(actor), initial=initial)

    def act(who: Actor, is_check: bool) -> ChangeOutcome:
        codes = form.cleaned_data["from_units"]
        return services.record_merge(who, from_codes=codes, into=form.target(), **_facts_of(form), is_check=is_check)

    return _page(
        request,
        form,
        act,
        title=gettext("Hợp nhất đơn vị"),
        lead=gettext("Nhiều đơn vị thành một đơn vị mới, hoặc nhập vào một đơn vị đang có."),
        back=reverse("web:units"),
    )


@require_http_methods(["GET", "POST"])
@once
def rename(request: HttpRequest, code: str) -> HttpResponse:
    actor = _manager(request)
    fact = _last_fact(actor, code)
    form = UnitForm(request.POST or None, offer=_offer(actor), of=fact, initial=UnitForm.initial_of(fact))
    return _page(
        request,
        form,
        lambda who, is_check: services.record_rename(who, unit=form.unit(), **_facts_of(form), is_check=is_check),
        title=gettext("Đổi tên, chuyển cấp trên"),
        lead=gettext("Vẫn là đơn vị này: người, vai trò, nhiệm vụ giữ nguyên; ngày trước giữ tên trước."),
        back=reverse("web:unit", args=[code]),
        fact=fact,
    )


@require_http_methods(["GET", "POST"])
@once
def split(request: HttpRequest, code: str) -> HttpResponse:
    actor = _manager(request)
    fact = _last_fact(actor, code)
    parts = part_count(request.POST.get("parts"), request.POST.getlist("act"))
    initial = {key: value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"}
    is_more = "more" in request.POST.getlist("act")
    form = SplitForm(
        None if is_more else request.POST or None,
        offer=_offer(actor),
        of=fact,
        parts=parts,
        initial={**initial, "there": request.POST.getlist("there")} if is_more else {},
    )

    def act(who: Actor, is_check: bool) -> ChangeOutcome:
        to = form.cleaned_data["children_to"] or None
        return services.record_split(
            who, code=code, into=form.into(), children_to=to, **_facts_of(form), is_check=is_check
        )

    return _page(
        request,
        form,
        act,
        title=gettext("Chia tách đơn vị"),
        lead=gettext("Đơn vị kết thúc; các phần là đơn vị mới hoặc về đơn vị đang có."),
        back=reverse("web:unit", args=[code]),
        fact=fact,
        template="web/units/split.html",
    )


@require_http_methods(["GET", "POST"])
@once
def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    actor = _manager(request)
    fact = _last_fact(actor, code)
    form = EndForm(request.POST or None, offer=_offer(actor), of=fact)

    def act(who: Actor, is_check: bool) -> ChangeOutcome:
        to = form.cleaned_data["children_to"] or None
        return services.dissolve_unit(who, code=code, children_to=to, **_facts_of(form), is_check=is_check)

    return _page(
        request,
        form,
        act,
        title=gettext("Giải thể đơn vị"),
        lead=gettext("Đơn vị kết thúc, không có đơn vị kế tiếp."),
        back=reverse("web:unit", args=[code]),
        fact=fact,
    )


def _manager(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(actor, Permission.UNITS_MANAGE)
    return actor


def _offer(actor: Actor) -> Offer:
    """Units of today, then those that are decided already."""
    rows = (*unit_list(actor, on=today()), *unit_list(actor, on=today(), state=UnitState.PLANNED))
    return Offer(tuple(choice_of(row.fact) for row in rows), today())


def _last_fact(actor: Actor, code: str) -> UnitFact:
    """What a further change starts from: the newest that is known of the unit."""
    return unit_page(actor, code, on=today()).facts[-1]


class _Said(TypedDict):
    effective_on: date
    order_document: str
    now: datetime


def _facts_of(form: ChangeForm) -> _Said:
    typed = form.cleaned_data
    return {
        "effective_on": typed["effective_on"],
        "order_document": typed["order_document"],
        "now": timezone.now(),
    }


def _page(
    request: HttpRequest,
    form: ChangeForm,
    act: Recorder,
    *,
    title: str,
    lead: str,
    back: str,
    fact: UnitFact | None = None,
    template: str = "web/units/change_form.html",
) -> HttpResponse:
    actor, look = actor_of(request), None
    if form.is_bound and form.is_valid():
        with form.told_to():
            look = _looked(actor, form, act)
            if "record" in request.POST.getlist("act"):
                if request.POST.get("seal") == look.seal:
                    return _answer_of_change(request, actor, form, act)
                messages.warning(request, gettext("Có thay đổi từ lúc bạn xem. Hãy xem lại bên dưới rồi ghi nhận."))
    context = {"form": form, "look": look, "title": title, "lead": lead, "back": back, "fact": fact}
    return render(request, template, context, status=form.status)


def _looked(actor: Actor, form: ChangeForm, act: Recorder) -> Look:
    outcome = act(actor, True)
    going_on = {fact.code for fact in outcome.begun if fact.continues}
    ended = [unit.code for unit in outcome.ended if unit.code not in going_on]
    work = work_in_hand(ended, today())
    counted = [(one.work.kind, sorted(one.of_unit.items())) for one in work]
    said = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    parts = (said, outcome.ended, outcome.begun, outcome.moved, outcome.leaving, outcome.roles, counted)
    roles = tuple((role.account, str(ROLES[role.role]).partition(":")[0]) for role in outcome.roles)
    seal = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    return Look(outcome, work, roles, form.cleaned_data["effective_on"], seal)


def _answer_of_change(request: HttpRequest, actor: Actor, form: ChangeForm, act: Recorder) -> HttpResponse:
    outcome = accounts.change_units(
        actor, lambda: act(actor, False), on=form.cleaned_data["effective_on"], now=timezone.now()
    )
    messages.success(request, gettext("Đã ghi nhận thay đổi."))
    return redirect("web:unit_change", outcome.id)
