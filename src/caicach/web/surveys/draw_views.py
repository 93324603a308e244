"""A sample drawn on a page: from units, from dossiers or from a file, recorded so that anybody can draw it again."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.draw_file import DrawOrder
from caicach.surveys.sampling.design_writing import written_draw
from caicach.surveys.sampling.template import TEMPLATE
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, day_of
from caicach.web.surveys.form_parts import parts_of
from caicach.web.surveys.frames import frame_address, frame_of_dossiers, frame_of_units
from caicach.web.surveys.sampling_forms import CellsForm, DrawForm


@require_http_methods(["GET", "POST"])
@once
def draw(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    view = queries.survey_view(actor, survey_id, now=now)
    form = DrawForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            name, design = _design(form)
            order = DrawOrder(
                name=name,
                design=design,
                seed=typed["seed"].strip(),
                code=typed["code"].strip(),
                area=typed["area"].strip(),
                interviewers=tuple(filter(None, map(str.strip, typed["interviewers"].splitlines()))),
            )
            count = services.draw_sample(
                actor,
                survey_id=survey_id,
                frame=_frame(actor, typed, now),
                order=order,
                now=now,
            )
            messages.success(request, gettext("Đã chọn {count} đơn vị mẫu và giao thực địa.").format(count=count))
            return redirect("web:survey_draw", survey_id)
    draws = [(one, frame_address(one.frame)) for one in queries.sample_draws(actor, survey_id)]
    context = {
        "form": form,
        "parts": parts_of(form, form.PARTS),
        "line": view.line,
        "draws": draws,
        "cells": queries.sample_cells(actor, survey_id),
    }
    return render(request, "web/surveys/draw.html", context, status=form.status)


def _design(form: DrawForm) -> tuple[str, str]:
    """Name and text of the file that was brought, or of what was chosen."""
    file = form.cleaned_data["design"]
    if file:
        return file.name or "thiet-ke.yaml", file.read().decode("utf-8", "surrogateescape")
    return "thiet-ke.yaml", written_draw(form.choices())


@require_http_methods(["GET", "POST"])
@once
def divide(request: HttpRequest, survey_id: int, draw_id: int) -> HttpResponse:
    """The sample is divided into the cells that answers carry."""
    actor, now = actor_of(request), timezone.now()
    view = queries.survey_view(actor, survey_id, now=now)
    form = CellsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            may_merge = form.cleaned_data["may_merge"]
            count = services.divide_sample(actor, survey_id=survey_id, draw_id=draw_id, may_merge=may_merge, now=now)
            messages.success(request, gettext("Đã chia mẫu thành {count} ô.").format(count=count))
            return redirect("web:survey_draw", survey_id)
    title, button = gettext("Chia ô mẫu"), gettext("Chia ô")
    context = {"form": form, "line": view.line, "title": title, "button": button}
    return render(request, "web/surveys/form.html", context, status=form.status)


def _frame(actor: Actor, typed: dict[str, Any], now: datetime) -> tuple[str, bytes]:
    if typed["source"] == "units":
        return frame_of_units(actor, on=timezone.localdate(now))
    if typed["source"] == "dossiers":
        return frame_of_dossiers(actor, typed["first"], typed["last"], now=timezone.localtime(now).replace(tzinfo=None))
    return typed["frame"].name or "khung-mau.csv", typed["frame"].read()


@require_GET
def sample_file(request: HttpRequest, survey_id: int, draw_id: int) -> HttpResponse:
    """The sample with weights and stand-ins."""
    actor = actor_of(request)
    return attachment(services.take_sample(actor, survey_id=survey_id, draw_id=draw_id, now=timezone.now()))


@require_GET
def design_file(request: HttpRequest, survey_id: int, draw_id: int) -> HttpResponse:
    return attachment(queries.drawn_file(actor_of(request), survey_id, draw_id, is_design=True))


@require_GET
def template_file(request: HttpRequest) -> HttpResponse:
    """A design to begin with."""
    require(actor_of(request), Permission.SURVEY_MANAGE)
    return attachment(NamedFile("thiet-ke-mau.yaml", "application/yaml", TEMPLATE.encode()))


@require_GET
def frame_file(request: HttpRequest) -> HttpResponse:
    """The very table that a draw reads: to see its columns, and to draw again elsewhere."""
    actor, now = actor_of(request), timezone.now()
    if request.GET.get("khung") != "ho-so":
        name, data = frame_of_units(actor, on=timezone.localdate(now))
    else:
        first, last = (day_of(request.GET.get(key, "")) or timezone.localdate(now) for key in ("tu", "den"))
        name, data = frame_of_dossiers(actor, first, last, now=timezone.localtime(now).replace(tzinfo=None))
    return attachment(NamedFile(name, "text/csv; charset=utf-8", data))
