"""HTML of the questions and XML of the model, out of a form that we converted ourselves."""

import csv
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Final

from lxml import etree

_FOLDER: Final = Path(__file__).parent / "vendor"
_SPACES: Final = {"xf": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
_CODE: Final = re.compile(r"\(([A-Za-z-]+)\)\s*$")
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")
_X: Final = "{http://www.w3.org/2002/xforms}"
_COMPACT: Final = "compact-"
MediaAddress = Callable[[str], str]
"""The address of a file of the form by its name."""


@dataclass(frozen=True, slots=True)
class RenderedForm:
    html: str
    model: str


def rendered_form(xform: str, media_address: MediaAddress, tables: Mapping[str, str]) -> RenderedForm:
    """Labels come out as text, whatever stands in them. ``tables``: CSV files of the form by name, for the model."""
    form = etree.ElementTree(etree.fromstring(xform.encode(), etree.XMLParser(resolve_entities=False, no_network=True)))
    _fill_tables(form, tables)
    _name_itemsets(form)
    page = _stylesheet("openrosa2html5form.xsl")(form).getroot()
    model = _stylesheet("openrosa2xmlmodel.xsl")(form).getroot()
    _place_actions(page)
    _class_appearances(page)
    _tag_languages(page)
    for root in (page, model):
        _point_media(root, media_address)
    for node in _elements_at(page, "//*[@style]"):  # a page of ours has no style but that of its sheets
        node.attrib.pop("style")
    questions, inner = page.find("form"), model.find("xf:model", _SPACES)
    if questions is None or inner is None:  # the stylesheets make both of any form
        raise ValueError("the stylesheets made no form")
    html = etree.tostring(questions, method="html", encoding="unicode")
    return RenderedForm(html, etree.tostring(inner, encoding="unicode"))


@cache
def _stylesheet(name: str) -> etree.XSLT:
    files = {"read_file": False, "write_file": False, "create_dir": False}
    control = etree.XSLTAccessControl(read_network=False, write_network=False, **files)  # type: ignore[call-arg]
    return etree.XSLT(etree.parse(_FOLDER / name), access_control=control)


def _name_itemsets(form: etree._ElementTree) -> None:
    """Where the choices of a question stand: the stylesheet takes the path from attributes of ours."""
    for itemset in form.iterfind(".//xf:itemset", _SPACES):
        value, label = itemset.find("xf:value", _SPACES), itemset.find("xf:label", _SPACES)
        nodeset, of_label = itemset.get("nodeset", ""), "" if label is None else label.get("ref", "")
        place = _path_of(nodeset)
        itemset.set("valueRef", "" if value is None else value.get("ref", ""))
        itemset.set("labelRef", of_label)
        itemset.set("itextPath", place)
        reference = re.search(r"itext\((.*)\)", of_label)
        if reference and "@id" in place:
            named = form.xpath(f"{place}/*[local-name() = $name]", namespaces=_SPACES, name=reference.group(1))
            itemset.extend(deepcopy(node) for node in _elements(named))


def _fill_tables(form: etree._ElementTree, tables: Mapping[str, str]) -> None:
    """Choices of a file stand in the model: the page asks for nothing more, and goes on without a line."""
    for instance in form.iterfind(".//xf:instance[@src]", _SPACES):
        name = instance.get("src", "").rpartition("/")[2]
        if name not in tables:
            continue
        instance.attrib.pop("src")
        root = etree.SubElement(instance, f"{_X}root")
        for row in csv.DictReader(StringIO(tables[name])):
            item = etree.SubElement(root, f"{_X}item")
            for column, value in row.items():
                if column and _NAME.fullmatch(column) and isinstance(value, str):
                    etree.SubElement(item, _X + column).text = value


def _path_of(nodeset: str) -> str:
    """
    >>> _path_of("randomize(instance('xa')/ds/dong[huyen = 'a'], 3)")
    '/h:html/h:head/xf:model/xf:instance[@id="xa"]/xf:ds/xf:dong'
    """
    name = nodeset.partition("instance('")[2].partition("'")[0]
    rest = nodeset.partition(")")[2]
    if "randomize(" in nodeset:
        rest = rest.partition(",")[0] if "," in rest else rest.partition(")")[0]
    steps = re.sub(r"\[.*?\]", "", rest).replace("/", "/xf:")
    return f'/h:html/h:head/xf:model/xf:instance[@id="{name}"]{steps}'


def _place_actions(page: etree._Element) -> None:
    """A value that is set by an event belongs to the question of its name, where there is one."""
    for inner in _elements_at(page, "//*[contains(@class, 'question')]//label/input[@data-setvalue]"):
        label = inner.getparent()
        above = label.getparent() if label is not None else None
        if label is not None and above is not None:
            above.replace(label, deepcopy(inner))
    for action in _elements_at(page, "//label[contains(@class, 'setvalue')]/input[@data-setvalue]"):
        same = page.xpath(
            "//*[@name = $name and (contains(../@class, 'question') or contains(../../@class, 'option-wrapper'))"
            " and not(@type = 'hidden')]",
            name=action.get("name", ""),
        )
        label = action.getparent()
        above = label.getparent() if label is not None else None
        if (questions := _elements(same)) and label is not None and above is not None:
            for attribute in ("data-setvalue", "data-event"):
                questions[0].set(attribute, action.get(attribute, attribute))
            above.remove(label)


def _class_appearances(page: etree._Element) -> None:
    for node in _elements_at(page, "//*[@data-appearances]"):
        is_select = node.get("data-appearances-select-type") is not None
        words = node.get("data-appearances", "").lower().split()
        node.attrib.pop("data-appearances-select-type", "")
        node.attrib.pop("data-appearances")
        classes = [one for word in words for one in _classes_of(word, is_select)]
        kept = node.get("class", "").split()
        node.set("class", " ".join(c for k in kept for c in (classes if k == "or-appearances-placeholder" else [k])))


def _classes_of(appearance: str, is_select: bool) -> list[str]:
    found = [f"or-appearance-{appearance}"]
    if not is_select:
        return found
    match appearance:
        case "horizontal":
            found += ["or-appearance-columns"]
        case "horizontal-compact":
            found += ["or-appearance-columns-pack"]
        case "compact":
            found += ["or-appearance-columns-pack", "or-appearance-no-buttons"]
        case _ if appearance.startswith(_COMPACT):
            found += [appearance.removeprefix(_COMPACT), "or-appearance-no-buttons"]
    return found


def _tag_languages(page: etree._Element) -> None:
    """«Tiếng Việt (vi)» becomes the code that browsers know, the words before it the name that people choose by."""
    codes: dict[str, str] = {}
    for option in _elements_at(page, "//select[@id = 'form-languages']/option"):
        language = option.get("value", "")
        code = _CODE.search(language)
        codes[language] = code.group(1) if code else language
        option.set("value", codes[language])
        option.set("data-dir", "ltr")
        option.text = _CODE.sub("", language).strip() or language
    for node in _elements_at(page, "//*[@lang]"):
        node.set("lang", codes.get(node.get("lang", ""), node.get("lang", "")))
    for node in _elements_at(page, "//*[@data-default-lang]"):
        node.set("data-default-lang", codes.get(node.get("data-default-lang", ""), node.get("data-default-lang", "")))


def _point_media(root: etree._Element, media_address: MediaAddress) -> None:
    for node in _elements_at(root, "//*[@src]"):
        source = node.get("src", "")
        if source.startswith("jr://"):
            node.set("src", media_address(source.rpartition("/")[2]))


def _elements_at(root: etree._Element, path: str) -> list[etree._Element]:
    return _elements(root.xpath(path))


def _elements(found: object) -> list[etree._Element]:
    return [node for node in found if isinstance(node, etree._Element)] if isinstance(found, list) else []
