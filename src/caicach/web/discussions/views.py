"""Saying something of a thing and changing one's own words; a refused form keeps what was typed, with what is new."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.discussions import queries, services
from caicach.discussions.domain.remarks import Thing, ThingKind
from caicach.web.discussions.forms import ChangeForm, RemarkForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today

WORDS_OF_ADDRESS = {"nhiem-vu": ThingKind.TASK, "van-ban-di": ThingKind.LETTER, "phieu": ThingKind.CELL}


@require_http_methods(["GET", "POST"])
@once
def thread(request: HttpRequest, kind: str, thing_id: int) -> HttpResponse:
    """The talk alone: where a form was refused, and for who comes from a message without the page of the thing."""
    actor = actor_of(request)
    if kind not in WORDS_OF_ADDRESS:
        raise Http404
    thing = Thing(WORDS_OF_ADDRESS[kind], thing_id, request.GET.get("ma", ""))
    seen = queries.named_thing(actor, thing)
    form = RemarkForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.say(
                actor,
                thing=thing,
                text=form.cleaned_data["text"],
                is_question=form.cleaned_data["is_question"],
                seen_until=form.cleaned_data["seen"] or 0,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã gửi ý kiến."))
            return redirect(f"{seen.link}#trao-doi")
    found = queries.thread_of(actor, thing, on=today())
    if form.is_bound:
        typed = request.POST.copy()
        typed["seen"] = str(found.last)  # what is shown now has been seen when it is sent again
        form.data = typed
    form.initial["seen"] = found.last
    context = {"thread": found, "form": form, "thing": seen, "address": request.get_full_path()}
    return render(request, "web/discussions/thread.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def change(request: HttpRequest, remark_id: int) -> HttpResponse:
    actor = actor_of(request)
    thing = queries.thing_of_remark(actor, remark_id)
    seen = queries.named_thing(actor, thing)
    found = queries.thread_of(actor, thing, on=today())
    remark = next((one for one in found.remarks if one.id == remark_id and one.may_edit), None)
    if remark is None:
        raise queries.no_remark()
    form = ChangeForm(request.POST or None, initial={"text": remark.text, "version": remark.version})
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.change_remark(
                actor,
                remark_id=remark_id,
                version=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
                now=timezone.now(),
            )
            return redirect(f"{seen.link}#trao-doi")
    if form.is_bound:
        typed = request.POST.copy()
        typed["version"] = str(remark.version)
        form.data = typed
    context = {"form": form, "thing": seen, "remark": remark, "thread": found}
    return render(request, "web/discussions/change.html", context, status=form.status)
