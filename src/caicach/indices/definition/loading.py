"""From a YAML file to a checked definition. Every complaint names its line; nothing wrong is carried on silently."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caicach.indices.definition.form_loading import looks_like_form, read_form
from caicach.indices.definition.node_loading import read_definition
from caicach.indices.definition.problems import Problem, Problems, Severity, refusal
from caicach.indices.definition.validation import check
from caicach.indices.definition.values import Definition
from caicach.indices.definition.yaml_lines import Value, parse
from caicach.kernel.errors import InvalidInput, NotFound, TooLarge
from caicach.kernel.yaml_values import node_of

LARGEST = 2 * 1024 * 1024
"""Bytes: the longest sets have some hundred thousand letters."""


@dataclass(frozen=True)
class Loaded:
    """What a file holds and what is wrong with it; ``definition`` is None where it cannot even be read."""

    definition: Definition | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


def read_text(text: str, file: str, *, metrics: Collection[str] | None = None) -> Loaded:
    """A definition in the format of this product, or one of the circulating forms.

    ``metrics`` are the names that a ``source:`` may use; None leaves them unchecked.
    """
    problems = Problems(file)
    return _loaded(parse(text, problems), problems, metrics)


def read_tree(tree: Sequence[Any], file: str, *, metrics: Collection[str] | None = None) -> Loaded:
    """As ``read_text``, of what another process read (``yaml_values.tree_of``)."""
    problems, node = Problems(file), node_of(tree)
    return _loaded(Value(node, node.start_mark.line + 1, problems), problems, metrics)


def _loaded(root: Value | None, problems: Problems, metrics: Collection[str] | None) -> Loaded:
    definition = None
    if root is not None:
        definition = read_form(root) if looks_like_form(root) else read_definition(root)
    if definition is not None:
        check(definition, problems, metrics)
    return Loaded(definition, problems.found)


def read_path(path: Path, *, metrics: Collection[str] | None = None) -> Loaded:
    try:
        if path.stat().st_size > LARGEST:
            raise TooLarge(
                "index_definition.too_large",
                what="Tệp «{file}» quá lớn.",
                why="Bộ chỉ số dài nhất cũng chỉ vài trăm nghìn chữ.",
                todo="Kiểm tra lại tệp.",
                file=path.name,
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NotFound(
            "index_definition.no_file",
            what="Không mở được tệp «{file}».",
            why="Tệp không có hoặc không được phép đọc.",
            todo="Kiểm tra đường dẫn.",
            file=path.name,
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "index_definition.not_utf8",
            what="Tệp «{file}» không phải mã UTF-8.",
            why="Chữ trong tệp không đọc được.",
            todo="Lưu lại tệp với mã UTF-8.",
            file=path.name,
        ) from error
    return read_text(text, path.name, metrics=metrics)


def load_definition(path: Path, *, metrics: Collection[str] | None = None) -> Definition:
    """A definition that may be used: with one error in it, it is refused and all errors are said."""
    loaded = read_path(path, metrics=metrics)
    if loaded.definition is None or loaded.errors:
        raise refusal(path.name, loaded.problems)
    return loaded.definition
