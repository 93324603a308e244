"""The values of a definition's file: what has the wrong shape is noted and reading goes on."""

from dataclasses import dataclass

from caicach.indices.definition.problems import Problems
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, joint_sentence, sentences_of, tell
from caicach.kernel.yaml_values import YamlFault, YamlValue, compose


@dataclass(frozen=True)
class Value(YamlValue):
    problems: Problems

    def fault(self, code: str, *, what: str, why: str, todo: str, **values: object) -> None:
        told, because, mend = sentences_of(InvalidInput(code, what=what, why=why, todo=todo, **values))
        self.problems.error(code, self.line, told, joint_sentence((because, mend)))

    def wrong_shape(self, expected: Said) -> None:
        why = tell("chỗ này phải là {expected}.", expected=expected)
        self.problems.error("wrong_shape", self.line, why, tell("Sửa theo mẫu bộ chỉ số."))


def parse(text: str, problems: Problems) -> Value | None:
    """The root of the file, or None after noting why it cannot be read."""
    try:
        node = compose(text)
    except YamlFault as fault:
        why = tell("không đúng cú pháp YAML: {problem}.", problem=fault.problem)
        todo = tell("Sửa thụt lề, dấu hai chấm hoặc ngoặc ở dòng này.")
        problems.error("not_yaml", fault.line, why, todo)
        return None
    if node is None:
        problems.error("empty", 1, tell("tệp trống."), tell("Ghi bộ chỉ số theo mẫu."))
        return None
    return Value(node, node.start_mark.line + 1, problems)
