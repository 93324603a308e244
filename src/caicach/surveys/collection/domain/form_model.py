"""The questions of an XForm in their order: under which name an answer leaves, what was asked, what could be chosen."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from caicach.surveys.questionnaires.values import CONSENT_NAMES

_X: Final = "{http://www.w3.org/2002/xforms}"
_SPACES: Final = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
_PRELOAD: Final = "{http://openrosa.org/javarosa}preload"
_PRELOAD_PARAMS: Final = "{http://openrosa.org/javarosa}preloadParams"
_REFERENCE: Final = re.compile(r"(?<![\w')\]])(?:/[\w.-]+)+/([\w.-]+)")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """``path`` below the root, by "/"; ``repeat`` the path of the innermost repeat around it, "" outside of all.

    ``choices``: labels by name; of questions with several answers ``is_multiple``. ``condition``, ``constraint`` and
    ``requirement`` (where it has to be answered only then) are formulas as the form has them. ``is_asked``: a person
    answers it; other answers are computed or come by themselves.
    """

    path: str
    kind: str
    label: str
    repeat: str
    choices: Mapping[str, str]
    is_multiple: bool
    is_asked: bool = True
    is_required: bool = False
    condition: str = ""
    constraint: str = ""
    requirement: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_scale(self) -> bool:
        """One answer of several, each a number."""
        return bool(self.choices) and not self.is_multiple and all(n.isascii() and n.isdigit() for n in self.choices)


_ALWAYS: Final = frozenset({"true()", "true"})
_NEVER: Final = frozenset({"", "false()", "false"})
NUMBER_KINDS: Final = frozenset({"int", "integer", "decimal"})


@lru_cache(64)
def asked_questions(xform: str) -> tuple[AskedQuestion, ...]:
    """Of a form that we converted ourselves."""
    root = form_root(xform)
    roots = root.findall(".//x:instance/*", _SPACES)
    if not roots:
        return ()
    repeats, binds = repeats_of(root), binds_of(root)
    words, controls = words_of(root), controls_of(root)
    found = []
    for path in dict.fromkeys(_leaves(roots[0], ())):
        control, bind = controls.get(path), _attributes(binds, path)
        is_select = control is not None and etree.QName(control).localname in {"select", "select1"}
        found.append(
            AskedQuestion(
                path,
                bind.get("type", "string"),
                _label(control, words) if control is not None else "",
                _repeat_of(path, repeats),
                _choices(root, control, words) if control is not None and is_select else {},
                control is not None and etree.QName(control).localname == "select",
                is_asked=control is not None,
                is_required=bind.get("required", "").strip() in _ALWAYS,
                requirement=_requirement(bind.get("required", "")),
                condition=_conditions(binds, path),
                constraint=_readable(bind.get("constraint", "")),
            )
        )
    return tuple(found)


def form_root(xform: str) -> etree._Element:
    return etree.fromstring(xform.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def instance_root(xform: str) -> etree._Element:
    """The form's own instance as it begins. Of a form that we converted ourselves."""
    found = form_root(xform).find(".//x:instance/*", _SPACES)
    if found is None:
        raise ValueError("a converted form has an instance")
    return found


@lru_cache(64)
def moment_paths(xform: str) -> tuple[str, ...]:
    """Where the program itself writes the moment at which the form was begun and ended (``start``, ``end``)."""
    root = form_root(xform)
    binds = (bind for bind in root.iter(f"{_X}bind") if bind.get(_PRELOAD) == "timestamp")
    found = [(bind.get(_PRELOAD_PARAMS) != "start", _below(bind.get("nodeset", ""))) for bind in binds]
    return tuple(path for _is_end, path in sorted(found))


_AGREEING: Final = frozenset({"co", "dong_y", "yes", "agree", "1", "OK"})


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """``words`` are what a respondent reads. Consent is an answer of ``agreeing`` and nothing else."""

    path: str
    words: str
    agreeing: frozenset[str]


@lru_cache(64)
def consent_question(xform: str) -> ConsentQuestion | None:
    """The question by which the form asks for consent, outside of repeats, or None."""
    for question in asked_questions(xform):
        if question.name in CONSENT_NAMES and question.is_asked and not question.repeat:
            known = frozenset(question.choices) & _AGREEING
            return ConsentQuestion(question.path, question.label, known if question.choices else _AGREEING)
    return None


def column_names(questions: tuple[AskedQuestion, ...]) -> dict[str, str]:
    """Path -> the name alone where only one question has it, else the whole path with dashes."""
    often = Counter(question.name for question in questions)
    return {q.path: q.name if often[q.name] == 1 else q.path.replace("/", "-") for q in questions}


def binds_of(root: etree._Element) -> dict[str, etree._Element]:
    """What the form says of its questions and groups, by path below the root."""
    return {_below(bind.get("nodeset", "")): bind for bind in root.iter(f"{_X}bind")}


def repeats_of(root: etree._Element) -> set[str]:
    return {_below(node.get("nodeset", "")) for node in root.iterfind(".//x:repeat", _SPACES)}


def _requirement(formula: str) -> str:
    return "" if formula.strip() in _ALWAYS | _NEVER else _readable(formula)


def _attributes(binds: Mapping[str, etree._Element], path: str) -> dict[str, str]:
    bind = binds.get(path)
    return {} if bind is None else {str(name): str(value) for name, value in bind.attrib.items()}


def _conditions(binds: Mapping[str, etree._Element], path: str) -> str:
    """Of the question and of the groups around it, the outermost first."""
    names = path.split("/")
    around = ["/".join(names[: count + 1]) for count in range(len(names))]
    found = (_readable(_attributes(binds, one).get("relevant", "")) for one in around)
    return " and ".join(filter(None, found))


def _readable(formula: str) -> str:
    """Questions by their names, as the workbook writes them.

    >>> _readable(" /data/noi_dung/kenh  = 'khac'")
    "${kenh} = 'khac'"
    """
    return " ".join(_REFERENCE.sub(r"${\1}", formula).split())


def _below(nodeset: str) -> str:
    return nodeset.strip("/").partition("/")[2]


def _leaves(node: etree._Element, above: tuple[str, ...]) -> Iterator[str]:
    for child in node.iterchildren(tag=etree.Element):
        if not above and etree.QName(child).localname == "meta":
            continue
        path = (*above, etree.QName(child).localname)
        if len(child):
            yield from _leaves(child, path)
        else:
            yield "/".join(path)


def _repeat_of(path: str, repeats: set[str]) -> str:
    around = [repeat for repeat in repeats if path.startswith(f"{repeat}/")]
    return max(around, key=len, default="")


def controls_of(root: etree._Element) -> dict[str, etree._Element]:
    body = root.find(".//h:body", _SPACES)
    return {} if body is None else {_below(node.get("ref", "")): node for node in body.iter() if node.get("ref")}


def words_of(root: etree._Element) -> dict[str, str]:
    """Texts by id, in the default language, which stands first."""
    translation = root.find(".//x:translation", _SPACES)
    if translation is None:
        return {}
    return {
        text.get("id", ""): "".join(map(str, value.itertext())).strip()
        for text in translation.iter(f"{_X}text")
        for value in text.iter(f"{_X}value")
        if value.get("form") is None
    }


def _label(control: etree._Element, words: Mapping[str, str]) -> str:
    label = control.find("x:label", _SPACES)
    if label is None:
        return ""
    reference = label.get("ref", "")
    if reference.startswith("jr:itext('"):
        return words.get(reference.removeprefix("jr:itext('").removesuffix("')"), "")
    return "".join(map(str, label.itertext())).strip()


def _choices(root: etree._Element, control: etree._Element, words: Mapping[str, str]) -> dict[str, str]:
    itemset = control.find("x:itemset", _SPACES)
    nodeset = itemset.get("nodeset", "") if itemset is not None else ""
    name = nodeset.partition("instance('")[2].partition("'")[0]
    found: dict[str, str] = {}
    for item in root.iterfind(f".//x:instance[@id='{name}']/x:root/x:item", _SPACES) if name else ():
        value = item.findtext("x:name", "", _SPACES)
        label = item.findtext("x:label", "", _SPACES) or words.get(item.findtext("x:itextId", "", _SPACES), "")
        found[value] = label
    return found
