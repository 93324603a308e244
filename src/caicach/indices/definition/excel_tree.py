"""From the rows of a form to the tree of a definition: by the numbering, with what the form says of each row.

Nothing is mended. What does not add up, or cannot be read, is noted at its cell and kept as the form has it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from caicach.indices.definition.excel_rules import option_words, read_rule_words, rule_of_options
from caicach.indices.definition.excel_sheets import FormRow
from caicach.indices.definition.rules.base import ZERO, Rule, figure_said
from caicach.indices.definition.rules.counting import SurveyAnswers
from caicach.indices.definition.rules.options import Unknown
from caicach.indices.definition.values import Dated, Method, Node, Years
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, tell
from caicach.kernel.text.folding import fold
from caicach.kernel.text.numbers import parse_number

_ROMAN = re.compile(r"[IVXLC]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_LETTER = re.compile(r"[a-zđ]", re.IGNORECASE)
_CODE = re.compile(r"[\w.\-/]+")
_TOTAL = re.compile(r"(?:tong (?:cong|diem|so)|cong|tong)\b.*")
_BULLET = re.compile(r"^\s*[-–+•*]\s*")
_BEYOND = (Method.BONUS, Method.PENALTY)
_WORDS_OF_METHOD = (
    (Method.SURVEY, ("dieu tra xa hoi hoc", "xhh", "khao sat", "phieu dieu tra")),
    (Method.BONUS, ("diem thuong", "diem cong them")),
    (Method.PENALTY, ("diem tru", "diem phat")),
    (Method.SHOWN, ("chi hien thi", "khong tinh diem", "khong cham diem")),
    (Method.COMPUTED, ("tinh tu du lieu", "tu dong tinh")),
)


@dataclass(frozen=True)
class Note:
    """Something to know of the form, at its cell."""

    place: Said
    message: Said
    is_error: bool = False

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Said:
        """With its place."""
        return tell(
            "ô {place}: LỖI: {message}" if self.is_error else "ô {place}: LƯU Ý: {message}",
            place=self.place,
            message=self.message,
        )


@dataclass
class _Branch:
    row: FormRow
    level: int
    code: str
    points: Decimal | None
    method: Method | None
    children: list["_Branch"] = field(default_factory=list)
    options: list[tuple[str, Decimal]] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


@dataclass
class ReadTree:
    """What the rows gave: the tree, the printed total, and what to know of them."""

    nodes: tuple[Node, ...]
    total: Decimal | None
    notes: list[Note]


def read_tree(rows: Sequence[FormRow]) -> ReadTree:
    reader = _Reader(rows)
    for row in rows:
        reader.take(row)
    nodes = tuple(reader.node(branch) for branch in reader.roots)
    return ReadTree(nodes, reader.total, reader.notes)


def _is_indented(rows: Sequence[FormRow]) -> bool:
    """Whether the names are set in by level throughout: never by two at once, and no number above its own parts."""
    numbered = [row for row in rows if row.get("number")]
    depths = [row.indent for row in numbered]
    if not any(depths) or depths[0] != 0 or any(after > before + 1 for before, after in pairwise(depths)):
        return False
    pairs = pairwise(numbered)
    return not any(b.get("number").startswith(f"{a.get('number')}.") and b.indent <= a.indent for a, b in pairs)


class _Reader:
    def __init__(self, rows: Sequence[FormRow]) -> None:
        self._by_indent = _is_indented(rows)
        self._times = Counter(row.get("number").rstrip(".)").strip() for row in rows)
        self.roots: list[_Branch] = []
        self.total: Decimal | None = None
        self.notes: list[Note] = []
        self._open: list[_Branch] = []
        self._codes: set[str] = set()
        self._has_roman = False

    def take(self, row: FormRow) -> None:
        number, name = row.get("number").rstrip(".)").strip(), row.get("name")
        points = self._points(row)
        if not number and _TOTAL.fullmatch(" ".join(fold(name).split())) and points is not None:
            self.total = points
        elif number and _CODE.fullmatch(number):
            self._branch(row, number, points)
        elif name and self._open:
            self._below(row, name, points)
        elif name and points is not None:
            self._branch(row, str(len(self.roots) + 1), points)

    def _points(self, row: FormRow) -> Decimal | None:
        text = row.get("points").replace("điểm", "").strip()
        if not text or text in {"-", "–"}:
            return None
        try:
            return parse_number(text)
        except InvalidInput:
            if re.fullmatch(r"\d+\.\d+", text):
                return Decimal(text)
            why = tell("«{text}» không phải là số điểm; ô này chưa lấy.", text=text[:40])
            self._note(row, "points", why, is_error=True)
            return None

    def _branch(self, row: FormRow, number: str, points: Decimal | None) -> None:
        level = self._level(row, number)
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        code = self._code(row, number, parent)
        branch = _Branch(row, level, code, points, self._method(row, parent))
        (parent.children if parent else self.roots).append(branch)
        self._open.append(branch)

    def _level(self, row: FormRow, number: str) -> int:
        """Roman numerals above figures, figures by their parts, single letters below whatever is open."""
        if self._by_indent:
            return row.indent + 1
        if _DIGITS.fullmatch(number):
            depth = number.count(".") + 1
            return depth + 1 if self._has_roman and not self._dotted_under_roman(number) else depth
        if _ROMAN.fullmatch(number):
            self._has_roman = True
            return 1
        if "." in number:
            return number.count(".") + 1
        if _LETTER.fullmatch(number) and number.islower() and self._open:
            numbered = [one for one in self._open if not _LETTER.fullmatch(one.row.get("number").rstrip(".)"))]
            return (numbered[-1].level if numbered else 0) + 1
        return 1

    def _dotted_under_roman(self, number: str) -> bool:
        """A form whose bonus alone bears a Roman numeral goes on counting its fields in figures."""
        return not any(_ROMAN.fullmatch(root.row.get("number").rstrip(".")) for root in self.roots)

    def _code(self, row: FormRow, number: str, parent: _Branch | None) -> str:
        is_free = "." in number or (self._by_indent and self._times[number] == 1)
        is_whole = parent is None or number.startswith(f"{parent.code}.") or (is_free and number not in self._codes)
        code = number if is_whole or parent is None else f"{parent.code}.{number}"
        if code in self._codes:
            again = code
            count = 2
            while f"{again}-{count}" in self._codes:
                count += 1
            code = f"{again}-{count}"
            why = "số «{number}» ghi hai lần; dòng này được đặt mã «{code}», biểu giữ nguyên."
            self._note(row, "number", tell(why, number=number, code=code))
        self._codes.add(code)
        return code

    def _method(self, row: FormRow, parent: _Branch | None) -> Method | None:
        own = fold(f"{row.get('method')} {row.get('name')}")
        for method, words in _WORDS_OF_METHOD:
            if any(word in own for word in words):
                return method
        if row.get("method"):
            return Method.SELF
        return parent.method if parent else None

    def _below(self, row: FormRow, name: str, points: Decimal | None) -> None:
        """A row without a number: an option with its points, or more words of the row above."""
        if points is not None:
            self._open[-1].options.append((_BULLET.sub("", name), points))
        else:
            self._open[-1].more.append(name)

    def node(self, branch: _Branch) -> Node:
        children = tuple(self.node(child) for child in branch.children)
        row = branch.row
        method = branch.method or (None if children else Method.SELF)
        rule, words = self._rule(branch) if not children else (None, row.get("rule"))
        node = Node(
            code=branch.code,
            name=" ".join(row.get("name").split()),
            line=row.row,
            maxima=() if branch.points is None else (Dated(branch.points, Years()),),
            rules=() if rule is None else (Dated(rule, Years()),),
            children=children,
            method=Method.SURVEY if isinstance(rule, SurveyAnswers) else method,
            rule_text=" ".join(words.split()),
            evidence=" ".join(row.get("evidence").split()),
            data_source=" ".join(row.get("data_source").split()),
            verifier=" ".join(row.get("verifier").split()),
            reference=" ".join(row.get("reference").split()),
            note=" ".join(" ".join([row.get("note"), *branch.more]).split()),
        )
        return self._checked(node, row, branch)

    def _rule(self, branch: _Branch) -> tuple[Rule, str]:
        words = branch.row.get("rule")
        if branch.options:
            listed = "\n".join(option_words(when, points) for when, points in branch.options)
            return rule_of_options(branch.options, branch.points), "\n".join(filter(None, (words, listed)))
        rule, unread = read_rule_words(words, branch.points)
        if unread:
            why = tell("«{code}»: {why}; giữ nguyên lời văn, chưa chấm được.", code=branch.code, why=unread)
            self._note(branch.row, "rule", why)
        return rule, words

    def _checked(self, node: Node, row: FormRow, branch: _Branch) -> Node:
        """What does not fit in the form is said at its cell and stands in the definition as the source's own."""
        said: list[Said] = []
        if node.children and branch.points is not None and node.method not in _BEYOND:
            parts = [child.maxima[0].value for child in node.children if child.maxima and child.method not in _BEYOND]
            if sum(parts, ZERO) != branch.points:
                sums = {"parts": figure_said(sum(parts, ZERO)), "points": figure_said(branch.points)}
                said.append(tell("các chỉ tiêu con cộng lại {parts}, chỉ tiêu cha ghi {points}", **sums))
        if not node.children and branch.points is not None and node.rules:
            rule = node.rules[0].value
            best = branch.points if isinstance(rule, Unknown) else rule.best(branch.points)
            if best != branch.points:
                most = {"best": figure_said(best), "points": figure_said(branch.points)}
                said.append(tell("mức cao nhất của cách chấm là {best}, điểm tối đa ghi {points}", **most))
        for words in said:
            self._note(row, "points", tell("«{code}»: {said}.", code=node.code, said=words))
        is_lacking = not node.maxima and not node.children and node.method is not Method.SHOWN
        lacking = tell("biểu không ghi điểm tối đa") if is_lacking else NOTHING
        if lacking:
            self._note(row, "points", tell("«{code}»: {said}.", code=node.code, said=lacking))
        return replace(node, contradictions=tuple(said), incomplete=str(lacking))

    def _note(self, row: FormRow, column: str, message: Said, *, is_error: bool = False) -> None:
        self.notes.append(Note(row.place(column), message, is_error))
