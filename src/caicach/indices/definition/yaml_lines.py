"""Reading YAML with the line of every value kept; what has the wrong shape is noted and reading goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import yaml

from caicach.indices.definition.problems import Problems

_TRUTH = {"true": True, "false": False}
_NULL_TAG = "tag:yaml.org,2002:null"
_DEEPEST = 60
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same answers, ten times as fast where it is built in


@dataclass(frozen=True)
class Value:
    """One node of the file. The readers answer None (or nothing) where the shape is wrong, after noting it."""

    node: yaml.Node
    problems: Problems
    line: int

    @property
    def is_null(self) -> bool:
        return self.node.tag == _NULL_TAG

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def mapping(self) -> dict[str, "Value"]:
        """Keys to values in the order of the file; a key said twice is an error, where YAML would keep the last."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong_shape("các cặp «khóa: giá trị»")
            return {}
        found: dict[str, Value] = {}
        for key_node, value_node in self.node.value:
            name, line = str(key_node.value), key_node.start_mark.line + 1
            if name in found:
                self.problems.error("key_twice", line, f"khóa «{name}» ghi hai lần.", "Xóa một trong hai dòng.")
                continue
            found[name] = Value(value_node, self.problems, line)
        return found

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, "Value"]:
        """A mapping in which unknown and lacking keys are noted; keys with nothing behind them are left out."""
        found = self.mapping()
        known = {*required, *optional}
        for name, value in found.items():
            if name not in known:
                allowed = ", ".join((*required, *optional))
                self.problems.error(
                    "unknown_key", value.line, f"khóa «{name}» không có trong mẫu.", f"Ở đây chỉ dùng: {allowed}."
                )
        present = {name: value for name, value in found.items() if name in known and not value.is_null}
        for name in required:
            if name not in present:
                self.problems.error("missing_key", self.line, f"thiếu «{name}».", f"Ghi thêm «{name}».")
        return present

    def items(self) -> tuple["Value", ...]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong_shape("danh sách, mỗi mục bắt đầu bằng «-»")
            return ()
        return tuple(Value(node, self.problems, node.start_mark.line + 1) for node in self.node.value)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            self.wrong_shape("chữ")
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
        if amount is None or not amount.is_finite():
            self.wrong_shape("một số, ví dụ 10.5")
            return None
        return amount

    def whole(self) -> int | None:
        amount = self.number()
        if amount is not None and amount != amount.to_integral_value():
            self.wrong_shape("một số nguyên")
            return None
        return None if amount is None else int(amount)

    def truth(self) -> bool:
        text = str(self.node.value).lower() if isinstance(self.node, yaml.ScalarNode) else ""
        if text not in _TRUTH:
            self.wrong_shape("true hoặc false")
        return _TRUTH.get(text, False)

    def day(self) -> date | None:
        try:
            return date.fromisoformat(str(self.node.value))
        except ValueError:
            self.wrong_shape("ngày có thật theo mẫu năm-tháng-ngày, ví dụ 2022-06-23")
            return None

    def plain(self) -> object:
        """The value as YAML understands it, for what is kept as printed."""
        return _plain(self.node)

    def wrong_shape(self, expected: str) -> None:
        self.problems.error("wrong_shape", self.line, f"chỗ này phải là {expected}.", "Sửa theo mẫu bộ chỉ số.")


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return yaml.safe_load(str(node.value)) if node.tag in _TYPED else str(node.value)


_TYPED: Mapping[str, str] = {f"tag:yaml.org,2002:{name}": name for name in ("int", "float", "bool", "null")}


def parse(text: str, problems: Problems) -> Value | None:
    """The root of the file, or None after noting why it cannot be read."""
    try:
        depth_guard(text)
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "ký tự hoặc độ lồng không hợp lệ"
        problems.error(
            "not_yaml",
            mark.line + 1 if mark else 1,
            f"không đúng cú pháp YAML: {reason}.",
            "Sửa thụt lề, dấu hai chấm hoặc ngoặc ở dòng này.",
        )
        return None
    if node is None:
        problems.error("empty", 1, "tệp trống.", "Ghi bộ chỉ số theo mẫu.")
        return None
    return Value(node, problems, node.start_mark.line + 1)


class _NotAllowed(yaml.YAMLError):
    """What YAML allows and a definition does not need."""

    def __init__(self, problem: str, mark: object) -> None:
        super().__init__(problem)
        self.problem, self.problem_mark = problem, mark


def depth_guard(text: str) -> None:
    """Refuse aliases, which can make a small file endless, and nesting deeper than any form."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _NotAllowed("không dùng bí danh (*)", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _NotAllowed("lồng quá sâu", event.start_mark)
