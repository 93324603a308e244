"""How a person wants to be told, and links for calendar programs."""

from django.conf import settings
from django.contrib import messages as notices
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.notifications import queries, services
from caicach.organisations import queries as organisations
from caicach.organisations import services as accounts
from caicach.web.notifications.forms import ChannelsForm, FeedForm, channels_initial
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import assignable_units, units_of


@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    choice, address = queries.choice_of(actor), _address_of(actor)
    form = ChannelsForm(initial=channels_initial(choice, address))
    if request.method == "POST":
        form = ChannelsForm(request.POST)
    if form.is_bound and form.is_valid():
        with form.told_to():
            _save(actor, form)
            notices.success(request, gettext("Đã lưu cách nhận thông báo."))
            return redirect("web:channels")
    return _page(request, form=form, status=form.status)


@transaction.atomic
def _save(actor: Actor, form: ChannelsForm) -> None:
    given, now = form.cleaned_data, timezone.now()
    accounts.set_email(actor, user_id=_user_of(actor), email=given["address"], now=now)
    services.choose_channels(actor, choice=form.choice(), now=now)


@require_POST
def open_link(request: HttpRequest) -> HttpResponse:
    """Makes a link and shows it at once: it is kept nowhere and cannot be shown a second time."""
    actor = actor_of(request)
    form = FeedForm(request.POST, units=_units(actor))
    if not form.is_valid():
        return _page(request, feed_form=form, status=422)
    token = services.open_feed(actor, unit=form.cleaned_data["unit"] or None, now=timezone.now())
    link = request.build_absolute_uri(reverse("web:calendar_feed", args=[token]))
    return _page(request, link=link)


@require_POST
def revoke_link(request: HttpRequest, feed_id: int) -> HttpResponse:
    services.revoke_feed(actor_of(request), feed_id=feed_id, now=timezone.now())
    notices.success(request, gettext("Đã thu hồi liên kết lịch."))
    return redirect("web:channels")


def _page(
    request: HttpRequest,
    *,
    form: ChannelsForm | None = None,
    feed_form: FeedForm | None = None,
    link: str = "",
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    initial = channels_initial(queries.choice_of(actor), _address_of(actor))
    feeds = queries.feeds(actor)
    names = {unit.code: unit.name for unit in units_of(feed.unit for feed in feeds if feed.unit)}
    context = {
        "form": form or ChannelsForm(initial=initial),
        "feed_form": feed_form or FeedForm(units=_units(actor)),
        "link": link,
        "feeds": [(feed, names.get(feed.unit or "", "")) for feed in feeds],
        "sends_letters": bool(settings.EMAIL_HOST),
        "has_targets": queries.has_targets(),
    }
    return render(request, "web/notifications/channels.html", context, status=status)


def _units(actor: Actor) -> list[tuple[str, str]]:
    sees_all = actor.may(Permission.TASK_SEE_ALL)
    units = assignable_units(today()) if sees_all else units_of(actor.visible_units)
    return [(unit.code, unit.name) for unit in units]


def _address_of(actor: Actor) -> str:
    contact = organisations.contacts([_user_of(actor)]).get(_user_of(actor))
    return contact.email if contact else ""


def _user_of(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotFound("web.nobody", what="Không có tài khoản này.", todo="Hãy đăng nhập.")
    return actor.user_id
