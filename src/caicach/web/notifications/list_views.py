"""Lists that people keep: saving the filters of a page, the own and shared lists, watching one and leaving it."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.notifications import list_queries, services
from caicach.web.shell.requests import actor_of
from caicach.web.shell.units import units_of


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = list_queries.saved_lists(actor)
    names = {unit.code: unit.name for unit in units_of({row.unit for row in rows if row.unit})}
    return render(request, "web/notifications/lists.html", {"rows": [(row, names.get(row.unit or "")) for row in rows]})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Back to the list that was saved; a refused one is told on the page of errors with what to do."""
    actor, given = actor_of(request), request.POST
    list_id = services.save_list(
        actor,
        name=given.get("name", ""),
        page=given.get("page", ""),
        query=given.get("query", ""),
        unit=given.get("unit") or None,
        is_watched=bool(given.get("watch")),
        now=timezone.now(),
    )
    saved = next(row for row in list_queries.saved_lists(actor) if row.id == list_id)
    notices.success(request, gettext("Đã lưu danh sách «{name}».").format(name=saved.name))
    return redirect(saved.address)


@require_POST
def watch(request: HttpRequest, list_id: int) -> HttpResponse:
    services.watch_list(actor_of(request), list_id=list_id, now=timezone.now())
    notices.success(request, gettext("Khi có mục mới, bạn nhận thông báo vào buổi sáng."))
    return redirect("web:saved_lists")


@require_POST
def leave(request: HttpRequest, list_id: int) -> HttpResponse:
    services.leave_list(actor_of(request), list_id=list_id, now=timezone.now())
    notices.success(request, gettext("Đã thôi theo dõi danh sách."))
    return redirect("web:saved_lists")


@require_POST
def remove(request: HttpRequest, list_id: int) -> HttpResponse:
    services.remove_list(actor_of(request), list_id=list_id, now=timezone.now())
    notices.success(request, gettext("Đã bỏ danh sách."))
    return redirect("web:saved_lists")
