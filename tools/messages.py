"""Gather every string that people see, merge it into the English catalogues, compile. Needs no gettext programs.

Every module has its own catalogue, ordered by text. What several modules show stands once, in the lowest.

Strings come from three places: templates (translate, blocktranslate), calls of gettext in Python, and the sentences of
errors (what, why, todo), which doors translate when they meet them. Run by ``make messages``;
tests/web/test_messages.py runs the same extraction and compares.
"""

import ast
import re
import runpy
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "caicach"
_GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "Said", "tell"}
_SENTENCES = ("what", "why", "todo", "message")

# Reached from the command line alone, which speaks Vietnamese: no page shows their sentences yet. The builder of the
# first page over one of them takes it out of this list and translates what the test then asks for.
_NOT_SHOWN_YET = (
    SOURCE / "indices" / "composite",
    SOURCE / "surveys" / "sampling",
)

Found = dict[str, set[str]]


def gathered() -> Found:
    """Every string that has words of its own, with the files that show it."""
    found: Found = defaultdict(set)
    for path in sorted(SOURCE.rglob("*.html")):
        _add(found, path, of_template(path.read_text(encoding="utf-8")))
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"migrations", "cli"} & set(path.parts) and not any(map(path.is_relative_to, _NOT_SHOWN_YET)):
            _add(found, path, of_python(path.read_text(encoding="utf-8")))
    return found


def _add(found: Found, path: Path, strings: Iterator[str]) -> None:
    for string in strings:
        if any(map(str.isalpha, re.sub(r"%\(\w+\)s|\{\w+\}", "", string))):
            found[string].add(path.relative_to(REPOSITORY).as_posix())


def of_template(source: str) -> Iterator[str]:
    """Strings of ``translate`` and ``blocktranslate``, placeholders as gettext sees them."""
    block: list[str] | None = None
    is_trimmed = False
    for token in Lexer(source).tokenize():
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else []
        if block is not None:
            if words and words[0].startswith("endblocktrans"):
                yield trim_whitespace("".join(block)) if is_trimmed else "".join(block)
                block = None
            elif token.token_type is TokenType.VAR:
                block.append(f"%({token.contents})s")
            else:
                block.append(token.contents.replace("%", "%%"))
        elif words and words[0] in {"translate", "trans"}:
            yield words[1][1:-1].replace("%", "%%")  # as the tag asks for it
        elif words and words[0] in {"blocktranslate", "blocktrans"}:
            block, is_trimmed = [], "trimmed" in words


def of_python(source: str) -> Iterator[str]:
    """Strings given to gettext, tables of labels, and the sentences of errors: by keyword, at the place of such a
    parameter, or through a variable that stands there."""
    tree = ast.parse(source)
    places = {node.name: _places(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    named = _named(tree)
    for sentence in _SENTENCES[:3]:
        for value in named.get(sentence, []):
            yield from _constants(value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, places, named)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_labels(node):
            yield from (v.value for v in ast.walk(node.value) if isinstance(v, ast.Constant) and _is_shown(v.value))


def _places(function: ast.FunctionDef) -> dict[int, str]:
    return {i: a.arg for i, a in enumerate(function.args.args) if a.arg in _SENTENCES}


def _named(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What is given to each name of the file, also several at once (``why, todo = "…", "…"``)."""
    found: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                names = target.elts if isinstance(target, ast.Tuple) and several else [target]
                values = node.value.elts if isinstance(node.value, ast.Tuple) and several else [node.value]
                for name, value in zip(names, values, strict=False):
                    if isinstance(name, ast.Name):
                        found[name.id].append(value)
    return found


def _is_labels(node: ast.Assign | ast.AnnAssign) -> bool:
    """Tables of labels, the words for «none of these», and a message named before it is told."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    is_sentence = isinstance(node.value, ast.Constant | ast.IfExp) and "message" in names
    return is_sentence or any(name.endswith("LABELS") or name.startswith("NO_") for name in names)


def _is_shown(value: object) -> bool:
    return isinstance(value, str) and not value.isascii()


def _of_call(node: ast.Call, places: dict[str, dict[int, str]], named: dict[str, list[ast.expr]]) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in _GETTEXT and node.args:
        yield from _constants(node.args[0])
    given = [keyword.value for keyword in node.keywords if keyword.arg in _SENTENCES[:3]]
    given += [argument for index, argument in enumerate(node.args) if index in places.get(name, {})]
    for argument in given:
        yield from _constants(argument)
        for value in named.get(argument.id, []) if isinstance(argument, ast.Name) else []:
            yield from _constants(value)


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))


def modules() -> list[str]:
    """Every module from the lowest up, as the import contract orders them."""
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(
        c["layers"] for c in contracts["contracts"] if c["type"] == "layers" and c["containers"] == ["caicach"]
    )
    return [module for layer in reversed(layers) for module in layer.split(" | ")]


def catalogue_of(module: str) -> Path:
    return SOURCE / module / "locale" / "en" / "LC_MESSAGES" / "django.po"


def by_module(found: Found) -> dict[str, set[str]]:
    """The strings of each module's catalogue: of those that show one, the lowest has it."""
    strings: dict[str, set[str]] = defaultdict(set)
    order = modules()
    for text, paths in found.items():
        showing = {Path(path).relative_to("src/caicach").parts[0] for path in paths}
        strings[min(showing, key=order.index)].add(text)
    return strings


def translations() -> dict[str, str]:
    """English by string, of every catalogue there is, wherever it lies."""
    entries = (entry for path in sorted(SOURCE.rglob("django.po")) for entry in polib.pofile(str(path)))
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr}


def catalogue(strings: set[str], known: Mapping[str, str]) -> polib.POFile:
    """Every string and no other, in the order of their text, one line each; what has no English yet is empty."""
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = {
        "Language": "en",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for msgid in sorted(strings):
        flags = ["python-format"] if re.search(r"%\(\w+\)s", msgid) else []
        fresh.append(polib.POEntry(msgid=msgid, msgstr=known.get(msgid, ""), flags=flags))
    return fresh


def main() -> int:
    strings, known = by_module(gathered()), translations()
    for stray in set(SOURCE.rglob("django.po")) - {catalogue_of(module) for module in strings}:
        stray.unlink()
    empty = 0
    for module in sorted(strings):
        path = catalogue_of(module)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue(strings[module], known).save(str(path))
        missing = sorted(strings[module] - known.keys())
        empty += len(missing)
        print(f"{len(strings[module])} strings, {len(missing)} without English: {path.relative_to(REPOSITORY)}")
        for msgid in missing:
            print(f"  {msgid!r}")
    runpy.run_path(str(REPOSITORY / "tools" / "translations.py"))["compile_stale"]()
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
