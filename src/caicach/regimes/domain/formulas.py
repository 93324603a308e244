"""Arithmetic over the indicators of a form: ``100 * tasks.on_time / tasks.due``, and rules such as ``a <= b + c``.

Exact decimals; what lacks a figure, or divides by nothing, has no value and says why.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from typing import Final

from caicach.kernel.said import Said, tell

Amount = Decimal | Said
"""A figure, or the sentence why there is none."""

_TOKEN: Final = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)|(<=|>=|[-+*/()=<>]))")
_EXACT: Final = Context(prec=60)
_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "=": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}


class FormulaFault(ValueError):
    """What is written is no formula; ``told`` says where."""

    def __init__(self, text: str, told: Said) -> None:
        super().__init__(f"{text!r}: {told}")
        self.told = told


@dataclass(frozen=True, slots=True)
class Node:
    """A number, the code of an indicator, or an operation on two nodes."""

    sign: str
    number: Decimal = Decimal(0)
    code: str = ""
    operands: tuple["Node", ...] = ()

    def codes(self) -> frozenset[str]:
        """Every indicator that it asks for."""
        return frozenset({self.code} if self.code else ()).union(*(part.codes() for part in self.operands))


@dataclass(frozen=True, slots=True)
class Rule:
    """Two formulas and how they must compare."""

    left: Node
    sign: str
    right: Node

    def codes(self) -> frozenset[str]:
        return self.left.codes() | self.right.codes()

    def holds(self, figures: Mapping[str, Amount]) -> bool | None:
        """None where a figure is missing: nothing can be said then."""
        left, right = amount_of(self.left, figures), amount_of(self.right, figures)
        if isinstance(left, Said) or isinstance(right, Said):
            return None
        return _COMPARED[self.sign](left, right)


def formula(text: str) -> Node:
    """The formula written. Raises FormulaFault.

    >>> str(amount_of(formula("100 * a / (b + 1)"), {"a": Decimal(3), "b": Decimal(3)}))
    '75'
    """
    parser = _Parser(text)
    node = parser.sum()
    parser.end()
    return node


def rule(text: str) -> Rule:
    """The rule written. Raises FormulaFault.

    >>> rule("received = direct + online").holds({"received": Decimal(3), "direct": Decimal(1), "online": Decimal(1)})
    False
    """
    parser = _Parser(text)
    left = parser.sum()
    sign = parser.sign(_COMPARED)
    right = parser.sum()
    parser.end()
    return Rule(left, sign, right)


def amount_of(node: Node, figures: Mapping[str, Amount]) -> Amount:
    """The value, or why there is none."""
    if node.sign == "number":
        return node.number
    if node.sign == "code":
        return figures.get(node.code, tell("chưa có «{title}»", title=node.code))
    left, right = (amount_of(part, figures) for part in node.operands)
    if isinstance(left, Said):
        return left
    return right if isinstance(right, Said) else _applied(node.sign, left, right)


def _applied(sign: str, left: Decimal, right: Decimal) -> Amount:
    if sign == "/" and not right:
        return tell("mẫu số bằng 0")
    try:
        return _APPLIED[sign](left, right)
    except InvalidOperation:
        return tell("số quá lớn")


_APPLIED: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _EXACT.divide,
}


_LONGEST: Final = 300
"""Words and signs: whoever computes a formula goes down into it one by one."""


class _Parser:
    def __init__(self, text: str) -> None:
        self._text, self._at, self._tokens = text, 0, list(_tokens(text))
        if len(self._tokens) > _LONGEST:
            raise FormulaFault(text, tell("quá dài, nhiều hơn {most} từ và dấu", most=_LONGEST))

    def sum(self) -> Node:
        return self._chain(self._product, "+-")

    def sign(self, allowed: Mapping[str, object]) -> str:
        token = self._next()
        if token not in allowed:
            raise FormulaFault(self._text, tell("thiếu dấu so sánh ({signs})", signs=", ".join(allowed)))
        return token

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise FormulaFault(self._text, tell("thừa «{word}»", word=self._tokens[self._at]))

    def _product(self) -> Node:
        return self._chain(self._factor, "*/")

    def _chain(self, part: Callable[[], Node], signs: str) -> Node:
        node = part()
        while self._at < len(self._tokens) and self._tokens[self._at] in signs:
            node = Node(self._next(), operands=(node, part()))
        return node

    def _factor(self) -> Node:
        token = self._next()
        if token == "(":  # noqa: S105  (a bracket, no secret)
            inner = self.sum()
            if self._next() != ")":
                raise FormulaFault(self._text, tell("thiếu dấu «)»"))
            return inner
        if token[:1].isdigit():
            return Node("number", number=Decimal(token))
        if token[:1].isalpha():
            return Node("code", code=token)
        raise FormulaFault(self._text, tell("chỗ này phải là số hoặc mã chỉ tiêu, không phải «{word}»", word=token))

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise FormulaFault(self._text, tell("công thức dở dang"))
        self._at += 1
        return self._tokens[self._at - 1]


def _tokens(text: str) -> list[str]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaFault(text, tell("không hiểu từ «{word}»", word=text[at:].strip()[:20]))
        found.append(match.group(match.lastindex or 0))
        at = match.end()
    return found
