"""Paragraphs and runs of WordprocessingML as text: a table of thousands of rows is written in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Final

from caicach.documents.values import Footnote
from caicach.documents.write.line_breaking import balanced_width, longest_line_width
from caicach.documents.write.pieces import Boxed, Paragraph, Rule, Run
from caicach.documents.write.styles import MM, RULE, Style
from caicach.kernel.text.characters import writable

TWIPS: Final = 20
_RED: Final = "C00000"
_BOX_SIDES: Final = ("top", "left", "bottom", "right")


def twips(points: float) -> int:
    return round(points * TWIPS)


@dataclass(slots=True)
class Notes:
    """Footnotes in the order they are met; Word numbers them, so a mark of another form is set by hand."""

    found: list[tuple[int, Footnote, bool]] = field(default_factory=list)

    def number(self, note: Footnote) -> tuple[int, bool]:
        """Its id, and whether Word's own count gives its mark."""
        at = len(self.found) + 1
        counted = sum(own for _, _, own in self.found) + 1
        is_own = note.mark == str(counted)
        self.found.append((at, note, is_own))
        return at, is_own


@dataclass(slots=True)
class Writer:
    notes: Notes

    def paragraph(self, paragraph: Paragraph, *, properties: str = "") -> str:
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style.id}"/>{properties}</w:pPr>{self.runs(paragraph.runs)}</w:p>'
        )

    def runs(self, runs: Iterable[Run]) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        look = _switch("b", run.bold) + _switch("i", run.italic)
        if run.note is not None:
            return self._note(run.note, look)
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        return f"<w:r>{properties}{text(run.text)}</w:r>"

    def _note(self, note: Footnote, look: str) -> str:
        at, is_own = self.notes.number(note)
        own = "" if is_own else ' w:customMarkFollows="1"'
        mark = "" if is_own else text(note.mark)
        return (
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/>{look}</w:rPr>'
            f'<w:footnoteReference{own} w:id="{at}"/>{mark}</w:r>'
        )


def text(words: str) -> str:
    """
    >>> text("A & B")
    '<w:t>A &amp; B</w:t>'
    """
    parts = writable(words).split("\n")
    return "<w:br/>".join(f"<w:t{_space(part)}>{escape(part, quote=False)}</w:t>" for part in parts)


def _space(words: str) -> str:
    return ' xml:space="preserve"' if words != words.strip() or "  " in words else ""


def _switch(name: str, value: bool | None) -> str:
    if value is None:
        return ""
    return f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>'


def rule(line: Rule, available: float) -> str:
    """An empty paragraph whose lower border is the line, drawn in by what it is shorter than the column."""
    length = line.part * longest_line_width(line.under, available)
    side = twips((available - length) / 2)
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{RULE.id}"/>{border}{indent}</w:pPr></w:p>'


def narrowing(paragraph: Paragraph, available: float) -> str:
    """The indents on both sides that break a heading into lines of about the same length."""
    side = twips((available - balanced_width(paragraph.runs, paragraph.style, available)) / 2)
    return f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>' if side > 0 else ""


def gap(height: float, *, is_kept: bool = False) -> str:
    kept = "<w:keepNext/>" if is_kept else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="KhoangTrong"/>{kept}{spacing}</w:pPr></w:p>'


def urgency_box(writer: Writer, box: Boxed, available: float) -> str:
    """The urgency mark in its red frame."""
    side = twips((available - box.width_mm * MM) / 2)
    edges = "".join(f'<w:{name} w:val="single" w:sz="12" w:space="1" w:color="{_RED}"/>' for name in _BOX_SIDES)
    indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    return writer.paragraph(box.paragraph, properties=f"<w:pBdr>{edges}</w:pBdr>{indent}")


def style_properties(style: Style) -> str:
    """``w:pPr`` of a style, its elements in the order of the schema."""
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    line = f' w:line="{twips(style.line)}" w:lineRule="exact"' if style.line else ' w:line="240" w:lineRule="auto"'
    spacing = f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"{line}/>'
    indent = f'<w:ind w:left="{twips(style.left_mm * MM)}" w:firstLine="{twips(style.first_mm * MM)}"/>'
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return f'<w:pPr>{keep}<w:widowControl/>{spacing}{indent}<w:jc w:val="{style.align.value}"/>{outline}</w:pPr>'


def style_look(style: Style) -> str:
    """``w:rPr`` of a style."""
    look = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    colour = f'<w:color w:val="{_RED}"/>' if style.red else ""
    size = round(style.size * 2)
    return f'<w:rPr>{look}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
