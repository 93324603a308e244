"""Roles that ended with a unit, given again at the units that followed it: one by one as a person chose."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.organisations import unit_queries
from caicach.organisations.services.users import grant_role


@transaction.atomic
def move_roles(actor: Actor, *, change_id: int, chosen: Mapping[int, str], now: datetime) -> tuple[int, int]:
    """``chosen``: by grant that ended with a unit of the change the unit where it goes on.

    They begin on the day of the change, never before today: nobody had a right that nobody gave. How many were given,
    and how many were there already. Raises InvalidInput for what the change does not offer.
    """
    require(actor, Permission.USERS_MANAGE)
    today = timezone.localdate(now)
    change = unit_queries.change_view(actor, change_id, on=today)
    ended = {role.grant_id: role for role in unit_queries.roles_ended_with(actor, change)}
    after = {code for code, _ in change.after}
    if not chosen or any(grant not in ended or unit not in after for grant, unit in chosen.items()):
        raise InvalidInput(
            "organisations.roles_not_offered",
            what="Chưa chuyển được vai trò.",
            why="Chưa chọn tài khoản nào, hoặc đơn vị nhận không phải đơn vị kế tiếp của lần sắp xếp này.",
            todo="Hãy tải lại trang rồi chọn lại.",
        )
    given = there = 0
    for grant, unit in sorted(chosen.items()):
        role = ended[grant]
        try:
            with transaction.atomic():
                grant_role(
                    actor,
                    user_id=role.user_id,
                    role=role.role,
                    unit=unit,
                    valid_from=max(change.effective_on, today),
                    now=now,
                )
            given += 1
        except Conflict:
            there += 1
    return given, there
