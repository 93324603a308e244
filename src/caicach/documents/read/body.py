"""Blocks of the body, each with the range of the source that it quotes."""

from dataclasses import dataclass

from caicach.documents.values import Block, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its quote. ``span`` runs from its mark to its last character, lines of noise inside included."""

    block: Block
    span: Span
