"""Writing: units and their dated changes, posts and their holders, users and grants, the example province.

The only writer of the tables of organisations. Every function is atomic and leaves an audit line.
"""

from caicach.organisations.services.example import (
    EXAMPLE_PASSWORD,
    ExampleAccount,
    load_example_accounts,
    load_example_province,
)
from caicach.organisations.services.lapses import EndedRole, Leaving
from caicach.organisations.services.people import (
    appoint,
    appoint_account,
    create_post,
    end_holding,
    end_post,
    new_person,
)
from caicach.organisations.services.role_moves import move_roles
from caicach.organisations.services.unit_changes import (
    ChangeOutcome,
    NewUnit,
    create_unit,
    dissolve_unit,
    record_merge,
    record_rename,
    record_split,
)
from caicach.organisations.services.unit_files import ImportedUnits, import_units_csv
from caicach.organisations.services.users import (
    create_user,
    deactivate_user,
    end_grant,
    grant_role,
    invite_user,
    reactivate_user,
    set_email,
    set_password,
)
from caicach.organisations.services.withdrawing import Withdrawal, withdraw_change

__all__ = [
    "EXAMPLE_PASSWORD",
    "ChangeOutcome",
    "EndedRole",
    "ExampleAccount",
    "ImportedUnits",
    "Leaving",
    "NewUnit",
    "Withdrawal",
    "appoint",
    "appoint_account",
    "create_post",
    "create_unit",
    "create_user",
    "deactivate_user",
    "dissolve_unit",
    "end_grant",
    "end_holding",
    "end_post",
    "grant_role",
    "import_units_csv",
    "invite_user",
    "load_example_accounts",
    "load_example_province",
    "move_roles",
    "new_person",
    "reactivate_user",
    "record_merge",
    "record_rename",
    "record_split",
    "set_email",
    "set_password",
    "withdraw_change",
]
