"""Text of the value to runs: marks of footnotes made notes, words between asterisks made italic."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caicach.documents.values import Footnote
from caicach.documents.write.pieces import Run
from caicach.kernel.text.characters import writable

_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FROM_RAISED: Final = str.maketrans(_RAISED, "0123456789")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
_MARK: Final = re.compile(rf"[{_RAISED}]+|(?<=\w)\*(?!\w)")


@dataclass(slots=True)
class RunMaker:
    """Makes runs in the order of the text; each footnote is placed at the first mark that names it."""

    notes: Mapping[str, Footnote]
    placed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, notes: Sequence[Footnote]) -> "RunMaker":
        return cls({note.mark: note for note in notes})

    def runs(self, text: str, *, bold: bool | None = None, italic: bool | None = None) -> tuple[Run, ...]:
        """
        >>> RunMaker({}).runs("Đề án *một cửa* mới")
        (Run(text='Đề án ', ...), Run(text='một cửa', bold=None, italic=True, note=None), Run(text=' mới', ...))
        """
        return tuple(self._runs(writable(text), bold, italic))

    def _runs(self, text: str, bold: bool | None, italic: bool | None) -> Iterator[Run]:
        for at, part in enumerate(_EMPHASIS.split(text)):
            slanted = (not italic) if at % 2 else italic
            yield from self._with_notes(part, bold, slanted)

    def _with_notes(self, text: str, bold: bool | None, italic: bool | None) -> Iterator[Run]:
        start = 0
        for found in _MARK.finditer(text):
            mark = found[0].translate(_FROM_RAISED)
            if mark not in self.notes or mark in self.placed:
                continue
            self.placed.add(mark)
            if found.start() > start:
                yield Run(text[start : found.start()], bold, italic)
            yield Run(mark, bold, italic, self.notes[mark])
            start = found.end()
        if text[start:]:
            yield Run(text[start:], bold, italic)

    def unplaced(self) -> tuple[Run, ...]:
        """Footnotes that no mark in the text names, to be set after its last word rather than lost."""
        return tuple(Run(mark, None, None, note) for mark, note in self.notes.items() if mark not in self.placed)
