"""What a workbook says about its sheets: names, order, shared words, and which number formats show dates."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from caicach.documents.read.office_package import OfficePackage, damaged

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = re.compile(r"\{[^}]*relationships\}id")
_DATE_FORMATS: Final = {**dict.fromkeys((14, 15, 16, 22, 27, 30, 36, 50, 57), "day"), 17: "month"}
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


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


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    words: tuple[str, ...]
    forms: tuple[str, ...]
    from_1904: bool

    def shared(self, index: str) -> str:
        return self.words[int(index)] if index.isdecimal() and int(index) < len(self.words) else ""

    def date_form(self, style: str) -> str:
        """ "day", "month" or "year" where the style shows a date, else ""."""
        return self.forms[int(style)] if style.isdecimal() and int(style) < len(self.forms) else ""


def open_workbook(package: OfficePackage) -> Workbook:
    """Raises InvalidInput where the package has no workbook."""
    root = tree(package, "xl/workbook.xml")
    if root is None:
        raise damaged(package.name)
    parts = _parts(package)
    sheets = [
        Sheet(sheet.get("name", ""), parts.get(_relation(sheet), ""), sheet.get("state", "visible") != "visible")
        for sheet in root.iterfind(f"{s('sheets')}/{s('sheet')}")
    ]
    properties = root.find(s("workbookPr"))
    from_1904 = properties is not None and properties.get("date1904", "0") in {"1", "true"}
    return Workbook(tuple(sheets), _words(package), _forms(package), from_1904)


def _relation(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if _RELATION.fullmatch(str(key))), "")


def _parts(package: OfficePackage) -> dict[str, str]:
    """Part names by relationship id; targets stay inside the package."""
    root = tree(package, "xl/_rels/workbook.xml.rels")
    parts: dict[str, str] = {}
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            parts[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _words(package: OfficePackage) -> tuple[str, ...]:
    """Shared strings without the phonetic hints that stand beside the words."""
    root = tree(package, "xl/sharedStrings.xml")
    if root is None:
        return ()
    return tuple(
        "".join(text.text or "" for text in item.iter(s("t")) if _parent_tag(text) != s("rPh"))
        for item in root.iterfind(s("si"))
    )


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _forms(package: OfficePackage) -> tuple[str, ...]:
    root = tree(package, "xl/styles.xml")
    if root is None:
        return ()
    codes = {
        form.get("numFmtId", ""): form.get("formatCode", "") for form in root.iterfind(f"{s('numFmts')}/{s('numFmt')}")
    }
    return tuple(_form(style.get("numFmtId", "0"), codes) for style in root.iterfind(f"{s('cellXfs')}/{s('xf')}"))


def _form(number: str, codes: dict[str, str]) -> str:
    if number in codes:
        code = _NOT_SHOWN.sub("", codes[number]).lower()
        if "y" not in code and "d" not in code:
            return ""
        return "day" if "d" in code else "month" if "m" in code else "year"
    return _DATE_FORMATS.get(int(number), "") if number.isdecimal() else ""
