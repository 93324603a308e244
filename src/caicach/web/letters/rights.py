"""Who sees what of letters in menus and heads of pages; the services decide."""

from caicach.kernel.access import Actor, Permission

HANDLES_LETTERS = (
    Permission.LETTER_DRAFT,
    Permission.LETTER_ISSUE,
    Permission.LETTER_SIGN,
    Permission.DOCUMENT_SEE_ALL,
)


def may_see_registers(actor: Actor) -> bool:
    return any(actor.may(permission) for permission in HANDLES_LETTERS)
