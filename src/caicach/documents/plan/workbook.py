"""What a workbook says about its sheets: names, order, shared words, and how the formats of cells show them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from caicach.documents.read.office_package import OfficePackage, damaged_file
from caicach.documents.read.superscripts import superscript
from caicach.kernel.tables.number_formats import BUILT_IN

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = re.compile(r"\{[^}]*relationships\}id")
_DATE_FORMATS: Final = {**dict.fromkeys((14, 15, 16, 22, 27, 30, 36, 50, 57), "day"), 17: "month"}
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OFF: Final = frozenset({"0", "false"})


_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


def tree(package: OfficePackage, part: str) -> etree._Element | None:
    """The root of a part; the strict form of the standard only names its tags otherwise."""
    root = package.xml(part)
    if root is not None and str(root.tag).startswith(_STRICT):
        for element in root.iter():
            element.tag = str(element.tag).replace(_STRICT, _MAIN)
    return root


def s(tag: str) -> str:
    """A tag of SpreadsheetML."""
    return _MAIN + tag


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether an attribute of the element says yes."""
    return element is not None and element.get(name, "0") not in _OFF


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How a style shows a cell: ``date`` is "day", "month", "year" or "", ``code`` the format of its figures."""

    date: str = ""
    code: str = ""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    words: tuple[str, ...]
    struck: frozenset[int]
    looks: tuple[Look, ...]
    from_1904: bool

    def shared(self, index: str) -> str:
        return self.words[int(index)] if index.isdecimal() and int(index) < len(self.words) else ""

    def has_struck_runs(self, index: str) -> bool:
        """Whether words of a shared string are struck through."""
        return bool(self.struck) and index.isdecimal() and int(index) in self.struck

    def look(self, style: str) -> Look:
        return self.looks[int(style)] if style.isdecimal() and int(style) < len(self.looks) else Look()


def workbook_part(package: OfficePackage) -> str:
    """Where the workbook of the package is; the part need not be there."""
    return package.related("", "officeDocument", usual="xl/workbook.xml")


def open_workbook(package: OfficePackage) -> Workbook:
    """Raises InvalidInput where the package has no workbook."""
    part = workbook_part(package)
    root = tree(package, part)
    if root is None:
        raise damaged_file(package.name)
    parts = package.targets(part)
    sheets = [
        Sheet(sheet.get("name", ""), parts.get(_relation(sheet), ""), sheet.get("state", "visible") != "visible")
        for sheet in root.iterfind(f"{s('sheets')}/{s('sheet')}")
    ]
    from_1904 = is_on(root.find(s("workbookPr")), "date1904")
    words = tree(package, package.related(part, "sharedStrings", usual="xl/sharedStrings.xml"))
    styles = tree(package, package.related(part, "styles", usual="xl/styles.xml"))
    items = [] if words is None else words.findall(s("si"))
    struck = frozenset(at for at, item in enumerate(items) if has_struck_runs(item))
    return Workbook(tuple(sheets), tuple(map(rich_text, items)), struck, tuple(_looks(styles)), from_1904)


def _relation(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if _RELATION.fullmatch(str(key))), "")


def rich_text(item: etree._Element) -> str:
    """The words of a string without the phonetic hints that stand beside them and without those struck through."""
    return plain_characters("".join(_words(text) for text in item.iter(s("t")) if _is_shown(text)))


def _words(text: etree._Element) -> str:
    """The words of a run; a raised figure is a mark and not the end of the number before it."""
    words, parent = text.text or "", text.getparent()
    place = parent.find(f"{s('rPr')}/{s('vertAlign')}") if parent is not None else None
    is_raised = place is not None and place.get("val") == "superscript"
    return superscript(words.strip()) if is_raised and words.strip().isdecimal() else words


def _is_shown(text: etree._Element) -> bool:
    parent = text.getparent()
    if parent is None or parent.tag == s("rPh"):
        return False
    strike = parent.find(f"{s('rPr')}/{s('strike')}")
    return strike is None or strike.get("val", "1") in _OFF


def has_struck_runs(item: etree._Element) -> bool:
    return any(strike.get("val", "1") not in _OFF for strike in item.iter(s("strike")))


def plain_characters(text: str) -> str:
    """Characters that the format writes as their numbers («_x000D_»)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _looks(root: etree._Element | None) -> Iterator[Look]:
    if root is None:
        return
    codes = {
        form.get("numFmtId", ""): form.get("formatCode", "") for form in root.iterfind(f"{s('numFmts')}/{s('numFmt')}")
    }
    struck = [_is_struck(font) for font in root.iterfind(f"{s('fonts')}/{s('font')}")]
    for style in root.iterfind(f"{s('cellXfs')}/{s('xf')}"):
        number, font = style.get("numFmtId", "0"), style.get("fontId", "")
        is_struck = font.isdecimal() and int(font) < len(struck) and struck[int(font)]
        yield Look(_date_form(number, codes), _code(number, codes), is_struck)


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(s("strike"))
    return strike is not None and strike.get("val", "1") not in _OFF


def _code(number: str, codes: dict[str, str]) -> str:
    return codes.get(number) or (BUILT_IN.get(int(number), "") if number.isdecimal() else "")


def _date_form(number: str, codes: dict[str, str]) -> str:
    if number in codes:
        code = _NOT_SHOWN.sub("", codes[number]).lower()
        if "y" not in code and "d" not in code:
            return ""
        return "day" if "d" in code else "month" if "m" in code else "year"
    return _DATE_FORMATS.get(int(number), "") if number.isdecimal() else ""
