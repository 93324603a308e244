"""What the form's own formulas say of one submission: what was not asked, has to be answered, cannot be so; pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from lxml import etree

from caicach.kernel.said import Said, tell
from caicach.surveys.collection.domain.form_model import (
    AskedQuestion,
    asked_questions,
    binds_of,
    consent_question,
    controls_of,
    form_root,
    repeats_of,
    words_of,
)
from caicach.surveys.formulas.reckoning import World, truth_of, value_of
from caicach.surveys.formulas.values import LOCAL, Node, NotReckonedError, as_text, moment_of

_SPACES: Final = {"x": "http://www.w3.org/2002/xforms"}
_JAVAROSA: Final = "{http://openrosa.org/javarosa}"
_FORMULAS: Final = ("relevant", "constraint", "required", "calculate")
_SENT_APART: Final = "binary"
_DEEPEST: Final = 40
_Found = TypeVar("_Found")


class Breach(StrEnum):
    """How an answer stands against the form: not asked but answered, to be answered but empty, against its limit, not
    among the choices that the answers before leave; or what nobody can say here."""

    NOT_ASKED = "not_asked"
    REQUIRED = "required"
    LIMIT = "limit"
    CHOICE = "choice"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    path: str
    breach: Breach
    said: Said


@dataclass(frozen=True, slots=True)
class LookedOver:
    """``answers``: what counts by path, outside of repeats, calculations among them; ``not_asked``: what was answered
    though it was not asked."""

    findings: tuple[Finding, ...]
    answers: Mapping[str, str]
    not_asked: Mapping[str, str]


@dataclass(frozen=True)
class _Rule:
    relevant: str = ""
    constraint: str = ""
    required: str = ""
    calculate: str = ""
    limit: str = ""
    choices: str = ""
    choice: str = ""


@dataclass(frozen=True)
class FormRules:
    """``is_empty``: the form has no rule at all, so that there is nothing to look over."""

    rules: Mapping[str, _Rule]
    questions: Mapping[str, AskedQuestion]
    repeats: frozenset[str]
    lists: Mapping[str, Node]
    clocks: tuple[str, ...]
    consent: tuple[str, frozenset[str]] | None

    @property
    def is_empty(self) -> bool:
        return not self.rules


@lru_cache(64)
def form_rules(xform: str) -> FormRules:
    """Of a form that we converted ourselves."""
    root = form_root(xform)
    controls, words, binds = controls_of(root), words_of(root), binds_of(root)
    rules = {path: _rule(binds.get(path), controls.get(path), words) for path in {*binds, *controls}}
    questions = {one.path: one for one in asked_questions(xform)}
    asked = consent_question(xform)
    return FormRules(
        {path: rule for path, rule in rules.items() if rule != _Rule()},
        questions,
        frozenset(repeats_of(root)),
        _lists(root),
        tuple(path for path, bind in binds.items() if bind.get(f"{_JAVAROSA}preload") in {"timestamp", "date"}),
        (asked.path, asked.agreeing) if asked else None,
    )


def _rule(bind: etree._Element | None, control: etree._Element | None, words: Mapping[str, str]) -> _Rule:
    given = {name: (bind.get(name, "").strip() if bind is not None else "") for name in _FORMULAS}
    if given["required"] == "false()":
        given["required"] = ""
    if given["relevant"] == "true()":
        given["relevant"] = ""
    message = bind.get(f"{_JAVAROSA}constraintMsg", "") if bind is not None else ""
    name = message.removeprefix("jr:itext('").removesuffix("')")
    nodeset, value = _filtered(control)
    limit = words.get(name, "") if name != message else message
    return _Rule(**given, limit=limit if given["constraint"] else "", choices=nodeset, choice=value)


def _filtered(control: etree._Element | None) -> tuple[str, str]:
    """The list that the answers before leave, and what names a choice in it; none where it is always the whole."""
    itemset = control.find("x:itemset", _SPACES) if control is not None else None
    nodeset = itemset.get("nodeset", "").strip() if itemset is not None else ""
    if nodeset.startswith("randomize("):
        nodeset = nodeset.removeprefix("randomize(").rpartition("]")[0] + "]"
    if itemset is None or "[" not in nodeset:
        return "", ""
    value = itemset.find("x:value", _SPACES)
    return nodeset, value.get("ref", "name") if value is not None else "name"


def _lists(root: etree._Element) -> dict[str, Node]:
    """Lists that stand in the form itself; those of files beside it are not here."""
    found = {}
    for instance in root.iterfind(".//x:instance[@id]", _SPACES):
        name = instance.get("id", "")
        if len(instance) and not instance.get("src"):
            found[name] = _tree(instance[0], Node(name, None, path=f"#{name}"))
    return found


def _tree(element: etree._Element, above: Node) -> Node:
    """Below a node; gives that node."""
    name = etree.QName(element).localname
    under = "" if above.parent is None and not above.path else f"{above.path}/{name}".lstrip("/")
    node = Node(name, above, (element.text or "").strip() if not len(element) else "", under)
    for child in element.iterchildren(tag=etree.Element):
        _tree(child, node)
    return above


def looked_over(xform: str, xml: str, *, on: datetime, is_table: bool = False) -> LookedOver:
    """``on``: when it came, for what says nothing of its own time. ``is_table``: calculations that were not brought are
    reckoned, and repeats and files are not missed.

    Of who did not agree to answer nothing is looked at.
    """
    rules = form_rules(xform)
    top = Node("", None)
    _tree(etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True)), top)
    looked = _Look(rules, top.children[0], on, is_table=is_table)
    return looked.over()


class _Look:
    """One submission under the rules of its form."""

    def __init__(self, rules: FormRules, root: Node, on: datetime, *, is_table: bool) -> None:
        self.rules, self.root, self.is_table = rules, root, is_table
        self.is_relevant: dict[Node, bool] = {}
        self.busy: set[Node] = set()
        self.leaves = list(_leaves(root))
        for leaf in self.leaves:
            leaf.reckon = self.text
        words = {path: one.choices for path, one in rules.questions.items() if one.choices}
        not_held = rules.repeats if is_table else frozenset()
        self.world = World(self._moment(on), rules.lists, words, rules.repeats, not_held)

    def _moment(self, on: datetime) -> datetime:
        """When it was filled: as the form's own clocks say, the last that can be read."""
        told = [moment_of(leaf.given).at for leaf in self.leaves if leaf.path in self.rules.clocks]
        return max((at for at in told if at is not None), default=on.astimezone(LOCAL))

    def over(self) -> LookedOver:
        if not self._has_consent():
            return LookedOver((), {leaf.path: leaf.given for leaf in self.leaves}, {})
        findings: dict[tuple[str, Breach], Finding] = {}
        answers, not_asked = {}, {}
        for leaf in self.leaves:
            for finding in self._findings(leaf):
                findings.setdefault((finding.path, finding.breach), finding)
                if finding.breach is Breach.NOT_ASKED:
                    not_asked[leaf.path] = leaf.given
            answers[leaf.path] = self._counting(leaf)
        return LookedOver(tuple(findings.values()), answers, not_asked)

    def _has_consent(self) -> bool:
        if self.rules.consent is None:
            return True
        path, agreeing = self.rules.consent
        return any(leaf.path == path and leaf.given in agreeing for leaf in self.leaves)

    def _counting(self, leaf: Node) -> str:
        try:
            return leaf.text
        except NotReckonedError:
            return leaf.given

    def text(self, node: Node) -> str:
        if not self.is_asked(node):
            return ""
        rule = self.rules.rules.get(node.path)
        if rule is None or not rule.calculate or node.given or not self.is_table:
            return node.given
        return as_text(self._guarded(node, lambda: value_of(rule.calculate, node, self.world)))

    def is_asked(self, node: Node) -> bool:
        """By its own condition and those of the groups around it."""
        if node.parent is None:
            return True
        if node not in self.is_relevant:
            found = self.is_asked(node.parent)
            rule = self.rules.rules.get(node.path)
            if found and rule is not None and rule.relevant:
                found = self._guarded(node, lambda: truth_of(rule.relevant, node, self.world))
            self.is_relevant[node] = found
        return self.is_relevant[node]

    def _guarded(self, node: Node, reckon: Callable[[], _Found]) -> _Found:
        """What hangs on itself, or on more others in a row than forms have, is not reckoned."""
        if node in self.busy or len(self.busy) > _DEEPEST:
            raise NotReckonedError(tell("Công thức phụ thuộc vào chính nó."))
        self.busy.add(node)
        try:
            return reckon()
        finally:
            self.busy.discard(node)

    def _findings(self, leaf: Node) -> Iterator[Finding]:
        question = self.rules.questions.get(leaf.path)
        if question is None:
            return
        try:
            if not question.is_asked:
                if self.is_table:
                    leaf.text  # noqa: B018 -- a calculation that cannot be reckoned is told
            elif not self.is_asked(leaf):
                if leaf.given:
                    yield Finding(leaf.path, Breach.NOT_ASKED, _not_asked(question))
            else:
                yield from self._asked(leaf, question)
        except NotReckonedError as error:
            yield Finding(leaf.path, Breach.UNKNOWN, error.said)

    def _asked(self, leaf: Node, question: AskedQuestion) -> Iterator[Finding]:
        rule = self.rules.rules.get(leaf.path)
        if rule is None:
            return
        if not leaf.given:
            is_here = not (self.is_table and question.kind == _SENT_APART)
            if rule.required and is_here and truth_of(rule.required, leaf, self.world):
                yield Finding(leaf.path, Breach.REQUIRED, tell("Câu bắt buộc để trống."))
            return
        if rule.constraint and not truth_of(rule.constraint, leaf, self.world):
            yield Finding(leaf.path, Breach.LIMIT, _beyond(leaf.given, rule.limit or question.constraint))
        if rule.choices:
            nodes = value_of(rule.choices, leaf, self.world)
            left = {one.text for node in nodes for one in node.named(rule.choice)} if isinstance(nodes, list) else set()
            wrong = next((name for name in leaf.given.split() if name not in left), None)
            if wrong is not None:
                said = tell("«{text}» không thuộc các lựa chọn theo câu trả lời trước.", text=_words(question, wrong))
                yield Finding(leaf.path, Breach.CHOICE, said)


def _leaves(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.children:
            yield from _leaves(child)
        else:
            yield child


def _words(question: AskedQuestion, name: str) -> str:
    return question.choices.get(name) or name[:80]


def _not_asked(question: AskedQuestion) -> Said:
    asked = question.condition[:300]
    return tell("Có câu trả lời dù câu này không được hỏi (chỉ hỏi khi {condition}).", condition=asked)


def _beyond(text: str, limit: str) -> Said:
    return tell("«{text}» trái giới hạn của câu hỏi: {limit}", text=text[:80], limit=limit[:300])
