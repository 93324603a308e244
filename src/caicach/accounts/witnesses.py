"""What the trail answers for of accounts: who at the provider of single sign-on opens which, and passkeys."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.accounts.models import Passkey, ProviderLink
from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves


def _of_account(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("organisations.user", about)


register(
    Witness(
        kind="way_in",
        stream="accounts",
        title=gettext_noop("Cách đăng nhập của tài khoản"),
        form=2,
        tables=(
            Table(ProviderLink, "user__id", ("issuer", "subject")),
            Table(Passkey, "user__id", ("identity", "public", "name")),
        ),
        roots=_of_account,
    )
)
