"""Which rows a person may see, by their numbers: a list links to those alone."""

from collections.abc import Collection

from caicach.correspondence.letter_obtaining import visible_letters
from caicach.correspondence.obtaining import visible_documents
from caicach.kernel.access import Actor


def documents_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(visible_documents(actor).filter(pk__in=ids).values_list("pk", flat=True))


def letters_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(visible_letters(actor).filter(pk__in=ids).values_list("pk", flat=True))
