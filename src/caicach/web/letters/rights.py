"""Who sees what of letters in menus and heads of pages; the services decide."""

from caicach.kernel.access import Actor, Permission
from caicach.web.shell.rights import may_any

HANDLES_LETTERS = (
    Permission.LETTER_DRAFT,
    Permission.LETTER_ISSUE,
    Permission.LETTER_SIGN,
    Permission.DOCUMENT_SEE_ALL,
)


def may_see_registers(actor: Actor) -> bool:
    return may_any(actor, HANDLES_LETTERS)
