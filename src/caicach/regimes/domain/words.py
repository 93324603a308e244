"""Text that people paste below a heading, as it is kept: of whatever fonts its paragraphs were written in."""

from caicach.documents.read.legacy_fonts import unicode_text
from caicach.kernel.text.characters import clean


def words_kept(text: str) -> str:
    r"""Composed, paragraph by paragraph: each may come from another letter, in an encoding of its own.

    >>> words_kept("Sở đã làm.\x0bUBND huyÖn ®· ban hµnh kÕ ho¹ch.\r\nThöïc hieän caûi caùch haønh chính")
    'Sở đã làm.\nUBND huyện đã ban hành kế hoạch.\nThực hiện cải cách hành chính'
    """
    return clean("\n".join(map(unicode_text, _paragraphs(text)))).strip()


def is_of_old_fonts(text: str) -> bool:
    """Whether a paragraph is written in an encoding of the years before Unicode: who pasted it should read it again."""
    return any(unicode_text(line) != line for line in _paragraphs(text))


def _paragraphs(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n")
