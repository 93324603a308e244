"""What a component of Decision 766 counts, as SQL over a stored dossier."""

from collections.abc import Mapping
from typing import Final

from caicach.dossiers.domain.board import Kind
from caicach.dossiers.domain.columns import TRAITS
from caicach.dossiers.domain.leaves import Leaf, ProcedureLeaf

ONLINE: Final = "channel IN ('online', 'online_partial')"
COUNTED: Final[Mapping[Leaf, tuple[str, str]]] = {
    Leaf.ONLINE: ("true", ONLINE),
    Leaf.PAID_ONLINE: ("coalesce(fee, false)", "paid_online"),
    Leaf.RESULT: ("true", "result"),
    Leaf.DIGITISED: ("true", "(digitised AND result)"),
    Leaf.REUSED: ("true", "reused"),
    Leaf.SHARED: ("true", "shared"),
    Leaf.IDENTIFIED: ("true", "identified"),
    Leaf.DISLIKED: ("true", "disliked"),
}
"""Which dossiers are counted, and which of them reach it; NULL where nothing says so."""
OF_PROCEDURES: Final[Mapping[ProcedureLeaf, str]] = {
    ProcedureLeaf.USED_ONLINE: ONLINE,
    ProcedureLeaf.HAS_FEE: "fee",
    ProcedureLeaf.PAID_ONLINE: "paid_online",
}
TRAIT_KINDS: Final[Mapping[str, str]] = {**{one.value: "BOOLEAN" for one in TRAITS}, "handling_us": "BIGINT"}
"""Columns that files lack which were written before the traits."""
LEAF_KINDS: Final[Mapping[Kind, Leaf]] = {
    Kind.NOT_ONLINE: Leaf.ONLINE,
    Kind.NOT_PAID_ONLINE: Leaf.PAID_ONLINE,
    Kind.NO_RESULT: Leaf.RESULT,
    Kind.NOT_DIGITISED: Leaf.DIGITISED,
    Kind.NOT_REUSED: Leaf.REUSED,
    Kind.NOT_SHARED: Leaf.SHARED,
    Kind.NOT_IDENTIFIED: Leaf.IDENTIFIED,
    Kind.DISLIKED: Leaf.DISLIKED,
}
"""Lists of dossiers that a component counts and that do not reach it; of what is disliked, those that are."""


def listed_by(kind: Kind) -> str:
    """SQL: whether a dossier of the period is in the list; of those received in it."""
    counted, reaches = COUNTED[LEAF_KINDS[kind]]
    chosen = f"coalesce({reaches}, false)" if kind is Kind.DISLIKED else f"NOT coalesce({reaches}, false)"
    return f"received_us IS NOT NULL AND NOT is_carried AND {counted} AND {chosen}"
