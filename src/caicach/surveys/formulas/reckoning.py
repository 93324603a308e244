"""A formula reckoned over a tree of answers."""

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.formulas.functions import FUNCTIONS
from caicach.surveys.formulas.parsing import Binary, Call, Literal, Negation, Path, Step, Term, read_formula
from caicach.surveys.formulas.values import (
    Moment,
    Node,
    NotReckonedError,
    Value,
    as_moment,
    as_number,
    as_text,
    as_truth,
    is_moment,
)

_EQUALS: Final[Mapping[str, Callable[[object, object], bool]]] = {"=": operator.eq, "!=": operator.ne}
_ORDERS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class World:
    """What formulas of one submission know beside it: the moment it was filled, lists by name, words of choices by the
    path of the question, which paths are repeats, and those that the answers do not hold. Paths are below the root."""

    now: datetime
    lists: Mapping[str, Node] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    repeats: frozenset[str] = frozenset()
    not_held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term is reckoned: ``origin`` is the node that has the formula (``current()``)."""

    world: World
    origin: Node
    node: Node
    position: int = 1
    size: int = 1


def value_of(formula: str, node: Node, world: World) -> Value:
    """Raises NotReckonedError."""
    return _term_value(_term_of(formula), Place(world, node, node))


def truth_of(formula: str, node: Node, world: World) -> bool:
    """Raises NotReckonedError."""
    return as_truth(value_of(formula, node, world))


@lru_cache(4096)
def _term_of(formula: str) -> Term:
    return read_formula(formula)


def _term_value(term: Term, place: Place) -> Value:
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, Path):
        return _nodes(term, place)
    if isinstance(term, Binary):
        return _binary(term, place)
    if isinstance(term, Negation):
        return -as_number(_term_value(term.term, place))
    return _called(term, place)


def _called(term: Call, place: Place) -> Value:
    special = _SPECIAL.get(term.name)
    if special is not None:
        return special(term, place)
    known = FUNCTIONS.get(term.name)
    if known is None:
        raise NotReckonedError(tell("Hàm «{name}» không tính được ở đây.", name=term.name))
    least, most, function = known
    if not least <= len(term.arguments) <= most:
        raise _arguments(term.name)
    return function(*(_term_value(one, place) for one in term.arguments))


def _arguments(name: str) -> NotReckonedError:
    return NotReckonedError(tell("Hàm «{name}» có thừa hoặc thiếu tham số.", name=name))


def _binary(term: Binary, place: Place) -> Value:
    sign = term.sign
    if sign in {"or", "and"}:
        left = as_truth(_term_value(term.left, place))
        return left if left == (sign == "or") else as_truth(_term_value(term.right, place))
    left_value, right_value = _term_value(term.left, place), _term_value(term.right, place)
    if sign == "|":
        if not (isinstance(left_value, list) and isinstance(right_value, list)):
            raise NotReckonedError(tell("Dấu «|» chỉ nối các câu hỏi."))
        return list(dict.fromkeys([*left_value, *right_value]))
    if sign in _EQUALS or sign in _ORDERS:
        return _compared(sign, left_value, right_value)
    return _computed(sign, as_number(left_value), as_number(right_value))


def _computed(sign: str, left: float, right: float) -> float:
    try:
        if sign == "div":
            return left / right if right else left * math.copysign(math.inf, right)
        if sign == "mod":
            return math.fmod(left, right) if right else math.nan
        return {"+": left + right, "-": left - right, "*": left * right}[sign]
    except (OverflowError, ValueError):
        return math.nan


def _compared(sign: str, left: Value, right: Value) -> bool:
    """As XPath has it; where a side is a day or a moment, both are numbers of days."""
    if not (isinstance(left, bool) or isinstance(right, bool)):
        is_day = isinstance(left, Moment) or isinstance(right, Moment)
        left, right = _days(left, is_day=is_day), _days(right, is_day=is_day)
    if sign in _ORDERS:
        order = _ORDERS[sign]
        return any(order(one, other) for one in _numbers(left) for other in _numbers(right))
    equal = _EQUALS[sign]
    if isinstance(left, bool) or isinstance(right, bool):
        return equal(as_truth(left), as_truth(right))
    if isinstance(left, float) or isinstance(right, float):
        return any(equal(one, other) for one in _numbers(left) for other in _numbers(right))
    return any(equal(one, other) for one in _texts(left) for other in _texts(right))


def _days(value: Value, *, is_day: bool) -> Value:
    """``is_day``: the other side is one, so that this one has to be."""
    if isinstance(value, float | bool):
        return value
    if is_day:
        return as_moment(value).days
    text = as_text(value)
    return as_number(text) if is_moment(text) else value


def _numbers(value: Value) -> list[float]:
    return [as_number(node.text) for node in value] if isinstance(value, list) else [as_number(value)]


def _texts(value: Value) -> list[str]:
    return [node.text for node in value] if isinstance(value, list) else [as_text(value)]


# paths


def _nodes(path: Path, place: Place) -> list[Node]:
    if path.start == "/":
        nodes = [place.origin.root]
    elif path.start == ".":
        nodes = [place.node]
    elif isinstance(path.start, str):
        raise NotReckonedError(tell("Công thức không đọc được ở «{rest}».", rest=path.start))
    else:
        value = _term_value(path.start, place)
        if not isinstance(value, list):
            raise NotReckonedError(tell("Công thức lấy câu hỏi con của một giá trị."))
        nodes = _chosen(value, path.predicates, place)
    own = _own_turns(place) if path.start == "/" else {}
    for number, step in enumerate(path.steps, start=1):
        nodes = [found for node in nodes for found in _chosen(list(_along(step, node, place)), step.predicates, place)]
        if own and number < len(path.steps) and not step.predicates:
            nodes = [own[nodes[0].path]] if nodes and nodes[0].path in own else nodes
        if step.axis not in {"child", "self", "parent"} or len(nodes) > 1:
            nodes = list(dict.fromkeys(nodes))
    return nodes


def _own_turns(place: Place) -> dict[str, Node]:
    """Turns of repeats around the formula: a path from the root goes through them, not through all."""
    found: dict[str, Node] = {}
    node: Node | None = place.origin
    while node is not None and place.world.repeats:
        if node.path in place.world.repeats:
            found[node.path] = node
        node = node.parent
    return found


def _chosen(nodes: list[Node], predicates: tuple[Term, ...], place: Place) -> list[Node]:
    for predicate in predicates:
        kept = []
        for position, node in enumerate(nodes, start=1):
            value = _term_value(predicate, Place(place.world, place.origin, node, position, len(nodes)))
            if value == position if isinstance(value, float) else as_truth(value):
                kept.append(node)
        nodes = kept
    return nodes


def _along(step: Step, node: Node, place: Place) -> Iterator[Node]:
    if step.axis == "child" and step.test not in {"*", "node()"}:
        found = node.named(step.test)
        if not found and node.parent is not None:
            _refuse_not_held(f"{node.path}/{step.test}".strip("/"), place.world)
        yield from found
        return
    for one in _axis(step.axis, node):
        if one.name and (step.test in {"*", "node()"} or one.name == step.test):
            yield one


def _refuse_not_held(path: str, world: World) -> None:
    """What a table does not hold is not taken for empty."""
    if path in world.not_held:
        raise NotReckonedError(tell("Công thức dùng nhóm lặp «{repeat}», bảng không chứa được.", repeat=path))


def _axis(axis: str, node: Node) -> Iterator[Node]:
    if axis.endswith("-or-self") or axis == "self":
        yield node
    if axis == "child":
        yield from node.children
    elif axis.startswith("descendant"):
        yield from _below(node)
    elif axis in {"parent", "ancestor", "ancestor-or-self"}:
        above = node.parent
        while above is not None:
            yield above
            above = None if axis == "parent" else above.parent
    elif axis.endswith("-sibling") and node.parent is not None:
        around = node.parent.children
        at = next(at for at, one in enumerate(around) if one is node)
        yield from around[at + 1 :] if axis == "following-sibling" else reversed(around[:at])


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


# what needs more than its arguments' values


def _if(term: Call, place: Place) -> Value:
    if len(term.arguments) != 3:
        raise _arguments(term.name)
    condition, one, other = term.arguments
    return _term_value(one if as_truth(_term_value(condition, place)) else other, place)


def _coalesce(term: Call, place: Place) -> Value:
    for one in term.arguments:
        text = as_text(_term_value(one, place))
        if text:
            return text
    return ""


def _once(term: Call, place: Place) -> Value:
    if len(term.arguments) != 1:
        raise _arguments(term.name)
    return place.node.given or as_text(_term_value(term.arguments[0], place))


def _position(term: Call, place: Place) -> Value:
    """Of a node the turn that it is among its like; without one the place in what a predicate goes through."""
    if not term.arguments:
        return float(place.position)
    nodes = _term_value(term.arguments[0], place)
    if not isinstance(nodes, list) or not nodes:
        raise _arguments(term.name)
    node = nodes[0]
    if node.parent is None:
        return 1.0
    return float(1 + next(at for at, one in enumerate(node.parent.named(node.name)) if one is node))


def _own_or(function: Callable[[Value], Value]) -> Callable[[Call, Place], Value]:
    """Of the node itself where nothing is named."""

    def called(term: Call, place: Place) -> Value:
        if len(term.arguments) > 1:
            raise _arguments(term.name)
        return function(_term_value(term.arguments[0], place) if term.arguments else [place.node])

    return called


def _today(term: Call, place: Place) -> Value:
    return Moment(place.world.now.replace(hour=0, minute=0, second=0, microsecond=0))


def _now(term: Call, place: Place) -> Value:
    return Moment(place.world.now)


def _instance(term: Call, place: Place) -> Value:
    name = as_text(_term_value(term.arguments[0], place)) if len(term.arguments) == 1 else ""
    if name not in place.world.lists:
        raise NotReckonedError(tell("Công thức dùng danh sách «{name}», không có ở đây.", name=name))
    return [place.world.lists[name]]


def _indexed_repeat(term: Call, place: Place) -> Value:
    """``indexed-repeat(question, repeat, turn, …)``: the question in that turn of each repeat named."""
    question, *others = term.arguments or (None,)
    if not isinstance(question, Path) or not others or len(others) % 2:
        raise _arguments(term.name)
    steps = list(question.steps)
    for repeat, turn in zip(others[::2], others[1::2], strict=True):
        if not isinstance(repeat, Path) or not 0 < len(repeat.steps) <= len(steps):
            raise _arguments(term.name)
        at = len(repeat.steps) - 1
        steps[at] = replace(steps[at], predicates=(*steps[at].predicates, Literal(as_number(_term_value(turn, place)))))
    return _nodes(Path(question.start, tuple(steps)), place)


def _choice_name(term: Call, place: Place) -> Value:
    """The words of a choice; the question is named by its path, in quotes."""
    if len(term.arguments) != 2:
        raise _arguments(term.name)
    value, path = (as_text(_term_value(one, place)) for one in term.arguments)
    words = place.world.words.get(path.strip().strip("/").partition("/")[2])
    if words is None:
        raise NotReckonedError(tell("Hàm «{name}» không tính được ở đây.", name=term.name))
    return words.get(value, "")


_SPECIAL: Final[Mapping[str, Callable[[Call, Place], Value]]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "position": _position,
    "last": lambda _term, place: float(place.size),
    "current": lambda _term, place: [place.origin],
    "today": _today,
    "now": _now,
    "string": _own_or(as_text),
    "number": _own_or(as_number),
    "string-length": _own_or(lambda value: float(len(as_text(value)))),
    "normalize-space": _own_or(lambda value: " ".join(as_text(value).split())),
    "name": _own_or(lambda value: value[0].name if isinstance(value, list) and value else ""),
    "local-name": _own_or(lambda value: value[0].name if isinstance(value, list) and value else ""),
    "instance": _instance,
    "indexed-repeat": _indexed_repeat,
    "jr:choice-name": _choice_name,
}
