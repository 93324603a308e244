"""Rights: the one in charge, a colleague, a stranger."""

import pytest

from caicach.kernel.access import SYSTEM, Actor, Permission, Role, require
from caicach.kernel.errors import NotAllowed

OFFICE = Actor(1, "Chuyên viên Sở Nội vụ", frozenset({Role.STANDING_OFFICE}), frozenset({"SNV"}), frozenset({"SNV"}))
FOCAL = Actor(2, "Đầu mối Sở Tư pháp", frozenset({Role.FOCAL_POINT}), frozenset({"STP"}), frozenset({"STP"}))
STRANGER = Actor(3, "Tài khoản không có vai trò")


def test_the_office_decides_and_the_unit_reports_for_itself_alone() -> None:
    require(OFFICE, Permission.TASK_DECIDE)
    require(FOCAL, Permission.TASK_REPORT, unit="STP")
    for actor, permission, unit in (
        (FOCAL, Permission.TASK_DECIDE, None),
        (FOCAL, Permission.TASK_REPORT, "STC"),
        (OFFICE, Permission.TASK_REPORT, "SNV"),
        (STRANGER, Permission.TASK_REPORT, "STP"),
    ):
        with pytest.raises(NotAllowed, match=r"access\.denied"):
            require(actor, permission, unit=unit)


def test_seeing_everything_is_not_acting_for_everybody() -> None:
    assert OFFICE.sees_unit("STP")
    assert not OFFICE.may(Permission.TASK_REPORT, unit="STP")
    assert FOCAL.sees_unit("STP")
    assert not FOCAL.sees_unit("STC")
    assert not STRANGER.sees_unit("STP")


def test_a_stranger_may_nothing_and_the_system_everything() -> None:
    assert not any(STRANGER.may(permission) for permission in Permission)
    assert all(SYSTEM.may(permission, unit="bất kỳ") for permission in Permission)
