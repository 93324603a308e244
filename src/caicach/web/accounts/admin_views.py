"""Accounts of everybody, for who manages them: found, made with an invitation, locked, opened, given roles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.accounts import asking_provider, queries, services
from caicach.accounts.links import LASTS, LinkKind
from caicach.kernel.access import Actor, Permission, Role, require
from caicach.kernel.audit.queries import history_of
from caicach.organisations import account_queries
from caicach.organisations import services as organisations
from caicach.organisations.account_queries import AccountRow
from caicach.web.accounts.forms import EmailForm, EndGrantForm, GrantForm, NewAccountForm, SubjectForm, WhyForm
from caicach.web.accounts.words import act_of
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.forms import PageForm
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.roles import ROLES
from caicach.web.shell.units import assignable_units, units_of
from caicach.web.shell.visits import provider_label

_STATES = {"mo": True, "khoa": False}


@dataclass(frozen=True, slots=True)
class GrantLine:
    id: int
    role: str
    unit: str
    valid_from: object
    last_day: object
    is_over: bool


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """Who the person is at the provider of single sign-on; no ``subject``: nobody yet."""

    label: str
    subject: str


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    actor, query = actor_of(request), request.GET
    asked = ListFilters(query)
    role = Role(query["vai-tro"]) if query.get("vai-tro") in set(Role) else None
    found = account_queries.account_list(
        actor,
        text=query.get("tim", ""),
        role=role,
        is_active=_STATES.get(query.get("trang-thai", "")),
        on=today(),
        order=asked.order(account_queries.ACCOUNT_COLUMNS),
        page=whole_number(query.get("trang"), 1),
    )
    context = {
        "found": found,
        "rows": [(row, _lines(row)) for row in found.items],
        "roles": [(one.value, ROLES[one], one is role) for one in Role],
        "asked": asked,
        "text": query.get("tim", ""),
        "state": query.get("trang-thai", ""),
        "is_filtered": bool(query.get("tim") or role or query.get("trang-thai")),
    }
    return render(request, "web/accounts/list.html", context)


@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Makes an account without a password and shows the link that its person sets one by."""
    actor = actor_of(request)
    require(actor, Permission.USERS_MANAGE)
    form = NewAccountForm(request.POST if request.method == "POST" else None, units=_units(), today=today())
    if form.is_bound and form.is_valid():
        with form.told_to():
            user_id = _invited_user_id(actor, form)
            messages.success(request, gettext("Đã tạo tài khoản. Hãy gửi liên kết mời cho người dùng."))
            return redirect("web:managed_account", user_id)
    return render(request, "web/accounts/new.html", {"form": form}, status=form.status)


def _invited_user_id(actor: Actor, form: NewAccountForm) -> int:
    typed, now = form.cleaned_data, timezone.now()
    return organisations.invite_user(
        actor,
        username=typed["username"],
        display_name=typed["display_name"],
        email=typed["email"],
        role=Role(typed["role"]) if typed["role"] else None,
        unit=typed["unit"],
        valid_from=typed["valid_from"] or today(),
        now=now,
    )


@require_GET
def account(request: HttpRequest, user_id: int) -> HttpResponse:
    return _page(request, user_id)


def _page(
    request: HttpRequest, user_id: int, *, link: str = "", kind: LinkKind | None = None, form: PageForm | None = None
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    found = account_queries.account(actor, user_id)
    grant_form = form if isinstance(form, GrantForm) else GrantForm(units=_units(), today=today())
    context = {
        "account": found,
        "grants": _lines(found),
        "visits": queries.visits(actor, user_id=user_id, now=now),
        "tokens": queries.tokens(actor, user_id=user_id, now=now),
        "grant_form": grant_form,
        "email_form": form if isinstance(form, EmailForm) else EmailForm(initial={"email": found.email}),
        "form": form,
        "link": link,
        "link_until": now + LASTS[kind] if kind else None,
        "provider": _provider(actor, user_id),
        "subject_form": form if isinstance(form, SubjectForm) else SubjectForm(),
        "has_second_factor": queries.has_second_factor(user_id),
        "is_own": user_id == actor.user_id,
        "history": [(line, act_of(line)) for line in reversed(history_of("organisations.user", user_id)[-50:])],
    }
    return render(request, "web/accounts/account.html", context, status=form.status if form else 200)


@never_cache
@require_POST
def give_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shows a one-time link at once: an invitation where no password was set yet, else a reset."""
    actor = actor_of(request)
    has_password = account_queries.account(actor, user_id).has_password
    kind = LinkKind.RESET if has_password else LinkKind.INVITATION
    secret = services.give_link(actor, user_id=user_id, kind=kind, now=timezone.now())
    link = request.build_absolute_uri(reverse("web:set_password", args=[secret]))
    return _page(request, user_id, link=link, kind=kind)


@require_POST
def set_email(request: HttpRequest, user_id: int) -> HttpResponse:
    form = EmailForm(request.POST)
    return _act_and_answer(
        request,
        user_id,
        form,
        lambda actor: organisations.set_email(
            actor, user_id=user_id, email=form.cleaned_data["email"], now=timezone.now()
        ),
        gettext("Đã lưu địa chỉ thư."),
    )


@require_POST
def grant(request: HttpRequest, user_id: int) -> HttpResponse:
    form = GrantForm(request.POST, units=_units(), today=today())

    def act(actor: Actor) -> None:
        typed = form.cleaned_data
        last = typed["valid_to"]
        organisations.grant_role(
            actor,
            user_id=user_id,
            role=Role(typed["role"]),
            unit=typed["unit"],
            valid_from=typed["valid_from"],
            valid_to=last + timedelta(days=1) if last else None,
            now=timezone.now(),
        )

    return _act_and_answer(request, user_id, form, act, gettext("Đã giao vai trò."))


def _act_and_answer(
    request: HttpRequest, user_id: int, form: PageForm, act: Callable[[Actor], object], done: str
) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.USERS_MANAGE)
    if form.is_valid():
        with form.told_to():
            act(actor)
            messages.success(request, done)
            return redirect("web:managed_account", user_id)
    return _page(request, user_id, form=form)


@require_http_methods(["GET", "POST"])
def end_grant(request: HttpRequest, user_id: int, grant_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = account_queries.account(actor, user_id)
    initial = {"last_day": f"{today():%d/%m/%Y}"}
    form = EndGrantForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        with form.told_to():
            last_day = form.cleaned_data["last_day"]
            organisations.end_grant(actor, grant_id=grant_id, valid_to=last_day + timedelta(days=1), now=timezone.now())
            messages.success(request, gettext("Đã ghi ngày hết vai trò."))
            return redirect("web:managed_account", user_id)
    line = next((one for one in _lines(found) if one.id == grant_id), None)
    words = f"{line.role} – {line.unit}" if line else ""
    return _act_page(request, found, form, gettext("Kết thúc vai trò"), words, gettext("Lưu"))


@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, user_id: int) -> HttpResponse:
    """Locks an open account, opens a locked one again."""
    actor = actor_of(request)
    found = account_queries.account(actor, user_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            why, now = form.cleaned_data["reason"], timezone.now()
            if found.is_active:
                services.deactivate(actor, user_id=user_id, why=why, now=now)
                messages.success(request, gettext("Đã khóa tài khoản; các phiên đăng nhập và mã truy cập đã kết thúc."))
            else:
                organisations.reactivate_user(actor, user_id=user_id, why=why, now=now)
                messages.success(request, gettext("Đã mở lại tài khoản."))
            return redirect("web:managed_account", user_id)
    title = gettext("Khóa tài khoản") if found.is_active else gettext("Mở lại tài khoản")
    words = (
        gettext("Người dùng không đăng nhập được nữa; việc đã làm vẫn giữ nguyên.")
        if found.is_active
        else gettext("Người dùng đăng nhập lại được, với những vai trò còn thời hạn.")
    )
    return _act_page(request, found, form, title, words, title)


@require_http_methods(["GET", "POST"])
def end_second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """For a person whose phone and recovery codes are lost; with the reason."""
    actor = actor_of(request)
    found = account_queries.account(actor, user_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.end_second_factor(actor, user_id=user_id, why=form.cleaned_data["reason"], now=timezone.now())
            messages.success(request, gettext("Đã tắt bước xác minh thứ hai."))
            return redirect("web:managed_account", user_id)
    words = gettext(
        "Chỉ tắt khi chính người đó mất điện thoại và mã dự phòng. Người đó bật lại được sau khi đăng nhập."
    )
    return _act_page(request, found, form, gettext("Tắt bước xác minh thứ hai"), words, gettext("Tắt"))


def _provider(actor: Actor, user_id: int) -> ProviderLine | None:
    if not asking_provider.is_set():
        return None
    subject = queries.provider_subject(actor, user_id=user_id, issuer=asking_provider.provider().issuer)
    return ProviderLine(provider_label(), subject)


@require_POST
def link_provider(request: HttpRequest, user_id: int) -> HttpResponse:
    """Who the person is at the provider of single sign-on, by the identifier there."""
    form, of = SubjectForm(request.POST), asking_provider.provider()
    return _act_and_answer(
        request,
        user_id,
        form,
        lambda actor: services.link_provider(
            actor, of, user_id=user_id, subject=form.cleaned_data["subject"], now=timezone.now()
        ),
        gettext("Đã gắn; người dùng được báo."),
    )


@require_POST
def unlink_provider(request: HttpRequest, user_id: int) -> HttpResponse:
    services.unlink_provider(actor_of(request), asking_provider.provider(), user_id=user_id, now=timezone.now())
    messages.success(request, gettext("Đã gỡ; các phiên đăng nhập của tài khoản đã kết thúc."))
    return redirect("web:managed_account", user_id)


@require_POST
def end_visits(request: HttpRequest, user_id: int) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.USERS_MANAGE)
    count = services.end_visits(actor, user_id=user_id, now=timezone.now())
    messages.success(request, gettext("Đã kết thúc {count} phiên đăng nhập.").format(count=count))
    return redirect("web:managed_account", user_id)


def _act_page(
    request: HttpRequest, found: AccountRow, form: PageForm, title: str, words: str, button: str
) -> HttpResponse:
    context = {"account": found, "form": form, "title": title, "words": words, "button": button}
    return render(request, "web/accounts/act.html", context, status=form.status)


def _units() -> list[tuple[str, str]]:
    return [(unit.code, unit.name) for unit in assignable_units(today())]


def _lines(found: AccountRow) -> list[GrantLine]:
    names = {unit.code: unit.name for unit in units_of(grant.unit for grant in found.grants)}
    return [
        GrantLine(
            id=grant.id,
            role=str(ROLES[grant.role]).partition(":")[0],
            unit=names.get(grant.unit, grant.unit),
            valid_from=grant.valid_from,
            last_day=grant.valid_to - timedelta(days=1) if grant.valid_to else None,
            is_over=grant.valid_to is not None and grant.valid_to <= today(),
        )
        for grant in found.grants
    ]
