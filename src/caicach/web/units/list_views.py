"""The list of units by level, one unit over time, one change of units with what is left to do after it."""

from datetime import timedelta
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.kernel.access import Actor, Permission
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.organisations import services
from caicach.organisations.domain.units import ChangeKind, Level
from caicach.organisations.unit_queries import (
    ChangeView,
    RoleAtUnit,
    UnitState,
    change_view,
    roles_ended_with,
    unit_list,
    unit_page,
)
from caicach.organisations.work_of_units import work_in_hand
from caicach.web.shell.choices import Choice
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.roles import ROLES
from caicach.web.units.words import STATES

_ASKED = {"dang-co": UnitState.THERE, "da-het": UnitState.ENDED, "se-co": UnitState.PLANNED, "tat-ca": None}
_OPEN = 30
"""A level with so many units or fewer is shown unfolded."""


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    level = Level(asked["cap"]) if asked.get("cap") in set(Level) else None
    chosen = asked.get("tinh-trang") if asked.get("tinh-trang") in _ASKED else "dang-co"
    text = " ".join(asked.get("tim", "").split())
    found = unit_list(actor, on=today(), text=text, level=level, state=_ASKED[str(chosen)])
    by_level = [(one, list(rows)) for one, rows in groupby(found, key=lambda row: row.fact.level)]
    is_filtered = bool(text or level or chosen != "dang-co")
    context = {
        "groups": [(capfirst(gettext(one.label)), rows, len(rows) <= _OPEN) for one, rows in by_level],
        "count": len(found),
        "text": text,
        "levels": [Choice(one.value, capfirst(gettext(one.label)), one is level) for one in Level],
        "states": [
            Choice(key, str(STATES[state].word) if state else gettext("Tất cả"), key == chosen)
            for key, state in _ASKED.items()
        ],
        "is_filtered": is_filtered,
    }
    return render(request, "web/units/list.html", context)


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of(request)
    page = unit_page(actor, code, on=today())
    context = {
        "page": page,
        "fact": page.row.fact,
        "level": capfirst(gettext(page.row.fact.level.label)),
        "facts": [
            (fact, fact.valid_to - timedelta(days=1) if fact.valid_to else None) for fact in reversed(page.facts)
        ],
        "can_change": page.facts[-1].valid_to is None,
        "roles": _role_lines(page.roles),
        "posts": [
            (one, [(held, held.valid_to - timedelta(days=1) if held.valid_to else None) for held in one.holdings])
            for one in page.posts
        ],
        "work": work_in_hand([code], today()) if page.row.state is not UnitState.PLANNED else (),
        "sees_accounts": actor.may(Permission.USERS_MANAGE),
    }
    return render(request, "web/units/unit.html", context)


def _role_lines(roles: tuple[RoleAtUnit, ...]) -> list[tuple[RoleAtUnit, str]]:
    return [(role, str(ROLES[role.role]).partition(":")[0]) for role in roles]


@require_GET
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    actor = actor_of(request)
    return _change_page(request, actor, change_view(actor, change_id, on=today()))


def _change_page(request: HttpRequest, actor: Actor, view: ChangeView, *, problem: object = None) -> HttpResponse:
    ended = [code for code, _ in view.before if code not in {code for code, _ in view.after}]
    is_body_kept = view.kind is ChangeKind.RENAME
    context = {
        "view": view,
        "work": () if is_body_kept else work_in_hand(ended, today()),
        "roles": () if is_body_kept else _role_lines(roles_ended_with(actor, view)),
        "may_move_work": actor.may(Permission.TASK_ASSIGN),
        "may_move_roles": actor.may(Permission.USERS_MANAGE) and view.after,
        "history": history_of("organisations.unit_change", view.id),
        "problem": problem,
    }
    status = 200 if problem is None else 422
    return render(request, "web/units/change.html", context, status=status)


@require_POST
def move_roles(request: HttpRequest, change_id: int) -> HttpResponse:
    actor = actor_of(request)
    asked = request.POST
    ticked = {whole_number(one, 0): asked.get(f"unit-{one}", "") for one in asked.getlist("grant")}
    try:
        given, there = services.move_roles(actor, change_id=change_id, chosen=ticked, now=timezone.now())
    except CaicachError as error:
        return _change_page(request, actor, change_view(actor, change_id, on=today()), problem=problem_of(error))
    messages.success(request, gettext("Đã giao {count} vai trò tại đơn vị kế tiếp.").format(count=given))
    if there:
        messages.info(request, gettext("{count} vai trò đã có từ trước, giữ nguyên.").format(count=there))
    return redirect("web:unit_change", change_id)
