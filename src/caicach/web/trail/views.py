"""Who changed what, when and why: the whole trail, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caicach.kernel.audit import queries
from caicach.kernel.audit.queries import TrailFilter
from caicach.web.shell.faces import known_faces
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, whole_number
from caicach.web.trail.telling import told_examination, told_lines


@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    filters, things = ListFilters(request.GET), known_faces().things
    kind, person = request.GET.get("loai", ""), request.GET.get("nguoi", "").strip()
    wanted = TrailFilter(
        kind=kind if kind in things else "",
        identity=request.GET.get("so", "").strip(),
        person=person,
        first=filters.day("tu"),
        last=filters.day("den"),
    )
    part = queries.trail(actor_of(request), wanted, before=whole_number(request.GET.get("truoc"), 0) or None)
    older = request.GET.copy()
    older["truoc"] = str(part.older)
    context = {
        "lines": told_lines(part.lines, actor_of(request)),
        "older": older.urlencode() if part.older else "",
        "is_first": not request.GET.get("truoc"),
        "kinds": sorted(((kind, thing.word) for kind, thing in things.items()), key=lambda item: str(item[1])),
        "wanted": wanted,
        "asked": filters,
        "examined": told_examination(queries.last_examination()),
    }
    return render(request, "web/trail/trail.html", context)
