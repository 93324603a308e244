"""The entries of the menu, by rights."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from caicach.kernel.access import Actor, Permission
from caicach.web.letters.rights import HANDLES_LETTERS

OVERSEES = (Permission.TASK_SEE_ALL, Permission.TASK_DECIDE)
_BELONGS = {"web:holidays": "web:board", "web:reminder_rule": "web:inbox"}
HANDLES_DOCUMENTS = (Permission.DOCUMENT_RECEIVE, Permission.DOCUMENT_SEE_ALL)


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    address: str
    is_current: bool
    tells_unread: bool = False
    """Whether the number of unread messages stands beside it."""


def may_any(actor: Actor, permissions: tuple[Permission, ...]) -> bool:
    return any(actor.may(permission) for permission in permissions)


def may_report(actor: Actor) -> bool:
    """Who may make a progress report: of everything, or of the own unit."""
    return actor.may(Permission.TASK_SEE_ALL) or bool(actor.may(Permission.TASK_REPORT) and actor.acts_for)


def menu_of(actor: Actor, path: str) -> tuple[Entry, ...]:
    entries: list[tuple[str, str]] = []
    if may_any(actor, OVERSEES):
        entries.append((gettext("Điều hành"), reverse("web:leader_board")))
        entries.append((gettext("Theo dõi"), reverse("web:board")))
    elif actor.acts_for:
        entries.append((gettext("Việc hôm nay"), reverse("web:unit_board")))
    if may_any(actor, HANDLES_DOCUMENTS) or actor.visible_units:
        entries.append((gettext("Văn bản đến"), reverse("web:documents")))
    if may_any(actor, (Permission.TASK_SEE_ALL, Permission.PLAN_MANAGE)) or actor.visible_units:
        entries.append((gettext("Kế hoạch"), reverse("web:plans")))
    if may_any(actor, OVERSEES):
        entries.append((gettext("Nhiệm vụ"), reverse("web:tasks")))
    elif actor.may(Permission.TASK_REPORT) or actor.visible_units:
        entries.append((gettext("Nhiệm vụ của đơn vị"), reverse("web:tasks")))
    if may_any(actor, HANDLES_LETTERS) or actor.visible_units:
        entries.append((gettext("Văn bản đi"), reverse("web:letters")))
    if may_report(actor):
        entries.append((gettext("Báo cáo"), reverse("web:reports")))
    if actor.may(Permission.INDEX_SEE_ALL) or actor.visible_units:
        entries.append((gettext("Chỉ số"), reverse("web:index_years")))
    entries.append((gettext("Thông báo"), reverse("web:inbox")))
    if actor.may(Permission.JOBS_MANAGE):
        entries.append((gettext("Hàng đợi"), reverse("web:queue")))
    entries.append((gettext("Trợ giúp"), reverse("web:help")))
    section = _section_of(path, tuple(address for _, address in entries))
    return tuple(
        Entry(label, address, address == section, address == reverse("web:inbox")) for label, address in entries
    )


def _section_of(path: str, addresses: tuple[str, ...]) -> str:
    """The entry a page lies under: the longest address that begins its path, or the section its page belongs to."""
    for name, section in _BELONGS.items():
        if path.startswith(reverse(name)):
            return reverse(section)
    under = [address for address in addresses if path.startswith(address)]
    return max(under, key=len, default="")


def first_page_of(actor: Actor) -> str:
    """The page that says what needs this person today."""
    if may_any(actor, OVERSEES):
        return reverse("web:board")
    if actor.acts_for:
        return reverse("web:unit_board")
    if actor.may(Permission.TASK_REPORT) or actor.visible_units:
        return reverse("web:tasks")
    if may_any(actor, HANDLES_DOCUMENTS):
        return reverse("web:documents")
    if actor.may(Permission.INDEX_SEE_ALL):
        return reverse("web:index_years")
    return reverse("web:queue") if actor.may(Permission.JOBS_MANAGE) else reverse("web:account")
