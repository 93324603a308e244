"""What the trail answers for of organisations: accounts and the roles that give rights.

Left out: the password, which signing in may hash anew; units and posts, which come from a file with its own hash.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves
from caicach.organisations.models import RoleGrant, User


def _accounts(about: Sequence[About]) -> dict[int, set[int]]:
    found = themselves("organisations.user", about)
    for one in about:
        if one.action == "organisations.example.accounts_created":
            rows = User.objects.filter(username__in=one.new.get("usernames", ())).order_by()
            found[one.line_id] = set(rows.values_list("pk", flat=True))
    return found


register(
    Witness(
        kind="account",
        stream="organisations",
        title=gettext_noop("Tài khoản"),
        form=1,
        tables=(
            Table(User, "pk", ("username", "display_name", "email", "is_active", "is_demo", "person_id")),
            Table(RoleGrant, "user_id", ("role", "unit_id", "valid_from", "valid_to")),
        ),
        roots=_accounts,
    )
)
