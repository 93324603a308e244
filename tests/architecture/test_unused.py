"""No function of the product is called by tests alone: what only a test needs stands with the tests."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "caicach"
# Called by a framework, by their names.
BY_FRAMEWORK = {
    "as_postgresql", "authenticate", "clean_new_password_again", "clean_parts", "clean_target", "form_invalid",
    "from_db_value",
    "get_contents",
    "get_help_text", "get_prep_value", "ignore_aliases", "prepare_value", "process_exception", "process_request",
    "process_view", "redirect_request", "value_to_string",
}  # fmt: skip
# The plain way from the bytes of a file to what they say or bear, for whoever uses these rooms as a library.
FOR_LIBRARIES = {"read_file", "signature_findings"}
# Written whole into the manifest of a backup, for whoever opens it.
IN_FILES = {"file_bytes"}
# Only migrations call them: rows of versions before.
OF_MIGRATIONS = ("documents/words_before.py", "documents/deadlines/before.py", "kernel/columns_before.py")
_WORDS = re.compile(r"[\w.:-]{1,80}")
_DEFINED = re.compile(r"((?:^ *@.*\n(?:^ *[^@\s].*\n)*?)*)^(?:    )?def (\w+)\(", re.MULTILINE)
_REGISTERED = re.compile(r"register|router|job\(|metric\(|receiver|handler")
_OFTEN = 4  # a name that stands more often than this beside its definition is called somewhere


def _names(source: str) -> Iterator[str]:
    """What the code names; of short texts too, for addresses, orders of fields and names of attributes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _WORDS.fullmatch(node.value):
            yield from re.findall(r"\w+", node.value)


def test_every_function_is_called_by_the_product() -> None:
    code = {
        path: path.read_text(encoding="utf-8") for path in SOURCE.parent.rglob("*.py") if "migrations" not in path.parts
    }
    pages = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.html")]
    words = {path: Counter(re.findall(r"\w+", text)) for path, text in code.items()}
    every: Counter[str] = Counter()
    for counted in words.values():
        every.update(counted)
    shown = set(re.findall(r"\w+", " ".join(pages)))
    defined = {
        (path, name)
        for path, text in code.items()
        if path.is_relative_to(SOURCE) and path.relative_to(SOURCE).as_posix() not in OF_MIGRATIONS
        for decorators, name in _DEFINED.findall(text)
        if not name.startswith("__") and not _REGISTERED.search(decorators)
    }
    times = Counter(name for _, name in defined)
    rare = {name for _, name in defined if every[name] - times[name] <= _OFTEN} - shown - BY_FRAMEWORK - FOR_LIBRARIES
    named = {name for path, text in code.items() if rare & words[path].keys() for name in _names(text)}
    unused = [
        f"{path.relative_to(SOURCE).as_posix()}: {name}" for path, name in sorted(defined) if name in rare - named
    ]
    assert unused == []


def test_every_field_of_a_value_is_read() -> None:
    """By its name, in a page, or by a name in a text (columns of a query): what nobody reads is not carried about."""
    code = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if "migrations" not in path.parts}
    pages = " ".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.html"))
    read = set(re.findall(r"\.(\w+)", " ".join(code.values()))) | set(re.findall(r"\w+", pages)) | IN_FILES
    values = {path: text for path, text in code.items() if "@dataclass" in text}
    named = {path: set(re.findall(r"^    (\w+): ", text, re.MULTILINE)) - read for path, text in values.items()}
    fields = {(path, name) for path, names in named.items() if names for name in _fields(ast.parse(code[path]))}
    rare = {name for _, name in fields} - read
    told = {name for text in code.values() if rare & set(re.findall(r"\w+", text)) for name in _told(ast.parse(text))}
    unread = [f"{path.relative_to(SOURCE).as_posix()}: {name}" for path, name in sorted(fields) if name in rare - told]
    assert unread == []


def _fields(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(one) for one in node.decorator_list):
            for one in node.body:
                if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                    yield one.target.id


def _told(tree: ast.Module) -> Iterator[str]:
    """The words of texts that are no docstrings, and the fields that a pattern matches."""
    for node in ast.walk(tree):
        if isinstance(node, ast.MatchClass):
            yield from node.kwd_attrs
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\w+", node.value)


def test_every_column_is_named_by_the_code() -> None:
    """Outside models: a column that nothing writes or reads is none."""
    code = [
        path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*.py")
        if not {"migrations", "models"} & set(path.parts)
    ]
    named = set(re.findall(r"\w+", " ".join(code)))
    columns = {
        (f"{path.relative_to(SOURCE).as_posix()}: {one.targets[0].id}", one.targets[0].id)
        for path in SOURCE.rglob("models/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call) and isinstance(one.targets[0], ast.Name)
    }
    assert len(columns) > 500, "models are found"
    assert sorted(place for place, name in columns if name not in named) == []
