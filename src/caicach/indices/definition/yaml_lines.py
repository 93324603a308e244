"""The values of a definition's file: what has the wrong shape is noted and reading goes on."""

from dataclasses import dataclass

from caicach.indices.definition.problems import Problems
from caicach.kernel.yaml_values import YamlFault, YamlValue, compose


@dataclass(frozen=True)
class Value(YamlValue):
    problems: Problems

    def fault(self, code: str, *, what: str, why: str, todo: str, **values: object) -> None:
        self.problems.error(code, self.line, what.format(**values), f"{why} {todo}".format(**values))

    def wrong_shape(self, expected: str) -> None:
        self.problems.error("wrong_shape", self.line, f"chỗ này phải là {expected}.", "Sửa theo mẫu bộ chỉ số.")


def parse(text: str, problems: Problems) -> Value | None:
    """The root of the file, or None after noting why it cannot be read."""
    try:
        node = compose(text)
    except YamlFault as fault:
        problems.error(
            "not_yaml",
            fault.line,
            f"không đúng cú pháp YAML: {fault.problem}.",
            "Sửa thụt lề, dấu hai chấm hoặc ngoặc ở dòng này.",
        )
        return None
    if node is None:
        problems.error("empty", 1, "tệp trống.", "Ghi bộ chỉ số theo mẫu.")
        return None
    return Value(node, node.start_mark.line + 1, problems)
