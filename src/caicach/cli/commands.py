"""What the command can do, and in which file. Only the file of the chosen command is imported.

So reading a letter loads neither Django nor the database, and a broken command does not take the others with it.
"""

from enum import IntEnum
from types import MappingProxyType


class Exit(IntEnum):
    DONE = 0
    FAULTS = 1
    USAGE = 2
    SOME_FAILED = 3
    REFUSED = 4


COMMANDS = MappingProxyType(
    {
        "read": "caicach.cli.read",
        "units": "caicach.cli.units",
        "users": "caicach.cli.users",
        "example": "caicach.cli.example",
        "serve": "caicach.cli.serve",
        "worker": "caicach.cli.worker",
        "upgrade": "caicach.cli.upgrade",
        "backup": "caicach.cli.backup",
        "restore": "caicach.cli.restore",
        "doctor": "caicach.cli.doctor",
        "audit": "caicach.cli.audit",
        "index": "caicach.cli.index",
        "openapi": "caicach.cli.openapi",
        "token": "caicach.cli.token",
        "report": "caicach.cli.report",
        "plan": "caicach.cli.plan",
        "letter": "caicach.cli.letter",
        "reminders": "caicach.cli.reminders",
        "survey": "caicach.cli.survey",
    }
)
