"""The one reader of YAML: every value knows its line, and one guard stands before all of it.

A room says what becomes of a fault by its own kind of ``YamlValue``: an index definition notes it and reads on, a
calendar refuses the file.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn, Self, TypeVar

import yaml

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, tell

Member = TypeVar("Member", bound=StrEnum)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same answers, ten times as fast where it is built
_LONGEST: Final = 2 * 1024 * 1024
_DEEPEST: Final = 60
_MOST: Final = 100_000
"""Values: the longest set of criteria has three thousand, and every one costs memory of whoever reads it."""
_LARGEST: Final = 30
"""Powers of ten: a longer number costs minutes where it is written out."""
_ENDS: Final = (yaml.CollectionEndEvent, yaml.ScalarEvent, yaml.AliasEvent)
_KINDS: Final[tuple[Any, ...]] = (yaml.ScalarNode, yaml.SequenceNode, yaml.MappingNode)
_TRUTH: Final = {"true": True, "false": False}
_NULL_TAG: Final = "tag:yaml.org,2002:null"
_TYPED: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))


class YamlFault(Exception):
    """The text is no YAML, or holds what no file of ours needs; ``problem`` is told at ``line``."""

    def __init__(self, line: int, problem: Said) -> None:
        super().__init__(f"{line}: {problem}")
        self.line, self.problem = line, problem


def compose(text: str) -> yaml.Node | None:
    """The root of a text; None of an empty one. Raises YamlFault.

    Before anything is built the text is bounded in length, depth and number of values; an alias, which can make a
    small file endless, counts as what it stands for.
    """
    if len(text) > _LONGEST:
        raise YamlFault(1, tell("tệp quá dài"))
    try:
        _guard(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except RecursionError as error:
        raise YamlFault(1, tell("lồng quá sâu")) from error
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        raise YamlFault(mark.line + 1 if mark else 1, plain(problem or "") or tell("ký tự không hợp lệ")) from error
    return node


def packaged_values(path: Path) -> Any:  # noqa: ANN401 - its own types
    """What a file of ours says, as YAML understands it, days too; tests read it, so that nobody is told of a fault."""
    return _LOADER(path.read_text(encoding="utf-8")).get_single_data()


def _guard(text: str) -> None:
    """A value that stands at several places (``&name``, ``*name``) counts at each, with all it holds."""
    within: list[_Extent] = [_Extent("", 0, 0)]
    named: dict[str, _Extent] = {}
    values = 0
    for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            within.append(_Extent(event.anchor or "", 1, 1))
            values += 1
        elif isinstance(event, _ENDS):
            own = _ended(event, within, named)
            within[-1].take(own)
            named[own.name] = own
            # What a collection holds was counted as it came.
            values += 0 if isinstance(event, yaml.CollectionEndEvent) else own.values
        if max(number, values) > _MOST:
            raise YamlFault(_line(event), tell("quá nhiều giá trị"))
        depth = len(within) - 1  # only the innermost can have grown since the event before
        if max(depth, depth + within[-1].height - 1) > _DEEPEST:
            raise YamlFault(_line(event), tell("lồng quá sâu"))


def _ended(event: yaml.Event, within: "list[_Extent]", named: "dict[str, _Extent]") -> "_Extent":
    """What a value holds once it is whole; an alias that is not, or is unknown, is a fault."""
    if isinstance(event, yaml.CollectionEndEvent):
        return within.pop()
    if isinstance(event, yaml.ScalarEvent):
        return _Extent(event.anchor or "", 1, 0)
    name = str(getattr(event, "anchor", ""))
    if name not in named:
        raise YamlFault(_line(event), tell("bí danh «*{name}» chưa được đặt ở trên", name=name))
    return named[name]


@dataclass(slots=True)
class _Extent:
    """How many values one holds, itself among them, and how many collections deep it goes."""

    name: str
    values: int
    height: int

    def take(self, inner: "_Extent") -> None:
        self.values += inner.values
        self.height = max(self.height, inner.height + 1)


def tree_of(node: yaml.Node) -> list[Any]:
    """A root as JSON, for another process: the kind of every value, its line and tag, and what it holds."""
    if isinstance(node, yaml.MappingNode):
        held: object = [[tree_of(key), tree_of(value)] for key, value in node.value]
    else:
        held = [tree_of(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value
    return [_KINDS.index(type(node)), node.start_mark.line, node.tag, held]


def node_of(tree: Sequence[Any]) -> yaml.Node:
    """The inverse of ``tree_of``: nothing is parsed again."""
    kind, line, tag, held = tree
    mark = yaml.Mark("", 0, line, 0, None, 0)
    if _KINDS[kind] is yaml.MappingNode:
        held = [(node_of(key), node_of(value)) for key, value in held]
    elif _KINDS[kind] is yaml.SequenceNode:
        held = [node_of(item) for item in held]
    node: yaml.Node = _KINDS[kind](tag, held, start_mark=mark, end_mark=mark)
    return node


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@dataclass(frozen=True)
class YamlValue(ABC):
    """One node of the file. Where the shape is wrong and the fault is not raised, readers answer None or nothing."""

    node: yaml.Node
    line: int

    @abstractmethod
    def fault(self, code: str, *, what: str, why: str, todo: str, **values: object) -> None:
        """Told at this line; the rest of the file is read on where this returns."""

    @abstractmethod
    def wrong_shape(self, expected: Said) -> None: ...

    @property
    def is_null(self) -> bool:
        return self.node.tag == _NULL_TAG

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def mapping(self) -> dict[str, Self]:
        """Keys to values in the order of the file; a key said twice is a fault, where YAML would keep the last."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong_shape(tell("các cặp «khóa: giá trị»"))
            return {}
        found: dict[str, Self] = {}
        for key_node, value_node in self.node.value:
            name, line = str(key_node.value), key_node.start_mark.line + 1
            value = replace(self, node=value_node, line=line)
            if name in found:
                value.fault(
                    "key_twice",
                    what="khóa «{key}» ghi hai lần.",
                    why="Hai giá trị cho cùng một khóa thì không biết lấy giá trị nào.",
                    todo="Xóa một trong hai dòng.",
                    key=name,
                )
                continue
            found[name] = value
        return found

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Self]:
        """A mapping in which unknown and lacking keys are faults; keys with nothing behind them are left out."""
        found, known = self.mapping(), (*required, *optional)
        for name, value in found.items():
            if name not in known:
                value.fault(
                    "unknown_key",
                    what="khóa «{key}» không có trong mẫu.",
                    why="Ở đây chỉ dùng: {allowed}.",
                    todo="Sửa lại tên khóa hoặc xóa dòng này.",
                    key=name,
                    allowed=", ".join(known),
                )
        present = {name: value for name, value in found.items() if name in known and not value.is_null}
        for name in required:
            if name not in present:
                self.fault(
                    "missing_key",
                    what="thiếu «{key}».",
                    why="Mẫu bắt buộc có khóa này.",
                    todo="Ghi thêm «{key}».",
                    key=name,
                )
        return present

    def items(self) -> tuple[Self, ...]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong_shape(tell("danh sách, mỗi mục bắt đầu bằng «-»"))
            return ()
        return tuple(replace(self, node=node, line=node.start_mark.line + 1) for node in self.node.value)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            self.wrong_shape(tell("chữ"))
            return ""
        return " ".join(str(self.node.value).split())

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items()) if self.is_list else (self.text(),)

    def number(self) -> Decimal | None:
        """An exact number: the digits as written, never through a float."""
        try:
            amount = Decimal(str(self.node.value)) if isinstance(self.node, yaml.ScalarNode) else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or abs(amount.adjusted()) > _LARGEST:
            self.wrong_shape(tell("một số, ví dụ 10.5"))
            return None
        return amount

    def whole(self) -> int | None:
        amount = self.number()
        if amount is not None and amount != amount.to_integral_value():
            self.wrong_shape(tell("một số nguyên"))
            return None
        return None if amount is None else int(amount)

    def truth(self) -> bool:
        text = str(self.node.value).lower() if isinstance(self.node, yaml.ScalarNode) else ""
        if text not in _TRUTH:
            self.wrong_shape(tell("true hoặc false"))
        return _TRUTH.get(text, False)

    def day(self) -> date | None:
        try:
            return date.fromisoformat(str(self.node.value))
        except ValueError:
            self.wrong_shape(tell("ngày có thật theo mẫu năm-tháng-ngày, ví dụ 2022-06-23"))
            return None

    def plain(self) -> object:
        """The value as YAML understands it, for what is kept as printed."""
        return _plain(self.node)


@dataclass(frozen=True)
class RefusedValue(YamlValue):
    """A node of a file that its first fault refuses; a room says by ``wrong`` and ``wrong_shape`` how it is told."""

    file: str

    @abstractmethod
    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        """The error to raise, with the file and the line before ``what``."""

    def fault(self, code: str, *, what: str, why: str, todo: str, **values: object) -> NoReturn:
        raise self.wrong(code, what=what, why=why, todo=todo, **values)

    def one_of(self, members: type[Member]) -> Member:
        """The member whose word stands here; any other word is refused with those there are."""
        written = str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else ""
        if written not in set(members):
            self.wrong_shape(tell("một trong: {words}", words=", ".join(members)))
        return members(written)


def root_node(content: bytes, refused: Callable[[int, Said], InvalidInput]) -> tuple[yaml.Node, int]:
    """The root of a file and its line.

    Raises what ``refused`` makes of a line and a problem: not UTF-8, no YAML, empty.
    """
    try:
        node = compose(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refused(1, tell("tệp không phải UTF-8")) from error
    except YamlFault as fault:
        raise refused(fault.line, fault.problem) from fault
    if node is None:
        raise refused(1, tell("tệp trống"))
    return node, node.start_mark.line + 1


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return yaml.safe_load(str(node.value)) if node.tag in _TYPED else str(node.value)
