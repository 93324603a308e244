"""Writing: visits, tokens, passwords, links to a provider. The only writer of the tables of this module."""

from caicach.accounts.services.lapsed_roles import change_units, leave_post, withdraw_change
from caicach.accounts.services.letters import send_reset_letter
from caicach.accounts.services.passkeys import (
    add_passkey,
    are_passkeys_good_at,
    ask_for_new_passkey,
    ask_for_passkey,
    passes_by_passkey,
    remove_passkey,
)
from caicach.accounts.services.passwords import (
    ask_for_link,
    change_password,
    check_password,
    deactivate,
    give_link,
    set_password_by_link,
)
from caicach.accounts.services.provider_links import (
    account_opened_by,
    link_own_provider,
    link_provider,
    unlink_provider,
)
from caicach.accounts.services.second_factor import (
    SetUp,
    begin_second_factor,
    confirm_second_factor,
    end_second_factor,
    passes_second_step,
)
from caicach.accounts.services.tokens import issue_token, revoke_token, revoke_tokens, user_of_token
from caicach.accounts.services.visits import (
    begin_visit,
    end_visit,
    end_visits,
    forget_old_visits,
    note_failure,
    note_visit,
    sign_out,
)

__all__ = [
    "SetUp",
    "account_opened_by",
    "add_passkey",
    "are_passkeys_good_at",
    "ask_for_link",
    "ask_for_new_passkey",
    "ask_for_passkey",
    "begin_second_factor",
    "begin_visit",
    "change_password",
    "change_units",
    "check_password",
    "confirm_second_factor",
    "deactivate",
    "end_second_factor",
    "end_visit",
    "end_visits",
    "forget_old_visits",
    "give_link",
    "issue_token",
    "leave_post",
    "link_own_provider",
    "link_provider",
    "note_failure",
    "note_visit",
    "passes_by_passkey",
    "passes_second_step",
    "remove_passkey",
    "revoke_token",
    "revoke_tokens",
    "send_reset_letter",
    "set_password_by_link",
    "sign_out",
    "unlink_provider",
    "user_of_token",
    "withdraw_change",
]
