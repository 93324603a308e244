"""A sentence for people is a template with values (``kernel.said``, errors, gettext), never finished by an f-string."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caicach"
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)

# Vietnamese by their nature: the command line, and papers that leave as DOCX, PDF or tables, whole or in parts.
PAPERS = (
    "cli",
    "documents/write",
    "documents/plan/writing.py",
    "reports/domain/writing.py",
    "regimes/domain/paper.py",
    "regimes/domain/paper_charts.py",
    "regimes/domain/sheets.py",
    "regimes/unit_papers.py",
    "inspections/domain/paper.py",
    "plans/domain/chasing.py",
    "correspondence/domain/mending.py",
    "correspondence/domain/numbered.py",
    "correspondence/domain/office.py",
    "correspondence/domain/replying.py",
    "correspondence/signing/marks.py",
    "indices/domain/sheet_form.py",
    "indices/definition/excel_rules.py",
    "indices/definition/excel_writing.py",
)

# What an f-string makes that is no sentence of ours, and what it is instead.
LEFT: dict[str, tuple[int, str]] = {
    "correspondence/domain/editing.py": (1, "the mark of a picture in the text of a draft, which the editor keeps"),
    "documents/read/docx_numbering.py": (1, "a numeral that Word writes out"),
    "indices/definition/cases.py": (5, "cases of definitions, read by who runs the tests"),
    "indices/definition/tracing.py": (1, "asked for its last sign, and thrown away"),
    "indices/services/remedies.py": (1, "the text of a task, as a person would type it"),
    "inspections/services/drafting.py": (1, "what a letter demands, in the words of the letter"),
    "inspections/services/remedies.py": (1, "the text of a task, as a person would type it"),
    "kernel/text/dates.py": (1, "the long date of official papers"),
    "plans/queries/chasing.py": (2, "a document cited as letters cite it"),
    "plans/queries/names.py": (1, "a plan cited as letters cite it"),
    "procedures/services/remedies.py": (1, "the text of a task, as a person would type it"),
    "institutions/domain/report_forms.py": (3, "heads and cells of official forms"),
    "procedures/domain/publication_forms.py": (1, "heads of official forms"),
    "procedures/domain/report_forms.py": (1, "names of official forms"),
    "procedures/domain/simplifying_forms.py": (5, "heads and titles of official forms"),
    "plans/services/chasing.py": (2, "a letter cited as letters cite it"),
    "surveys/collection/queries/answers.py": (1, "the label of a variable in a file of SPSS or Stata"),
    "surveys/collection/queries/releases.py": (1, "how a column leaves, in the codebook of a file"),
    "web/boards/state_views.py": (1, "the subject of a paper"),
    "surveys/statistical_files.py": (2, "labels of variables in a file of SPSS or Stata"),
}


def _finished(path: Path) -> int:
    source = path.read_text(encoding="utf-8")
    if not VIETNAMESE.search(source):
        return 0
    nodes = list(ast.walk(ast.parse(source)))
    strings = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    filled = sum(_is_vietnamese(node) and not _is_pattern(source, node) for node in strings)
    return filled + sum(map(_is_filled, nodes)) + _said_at_once(nodes)


def _said_at_once(nodes: list[ast.AST]) -> int:
    """Sentences made with ``tell`` that ``str`` finishes where they are made: in Vietnamese, for good."""
    made = {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and _is_call(node.value, "tell")
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    finished = [node.args[0] for node in nodes if _is_call(node, "str") and isinstance(node, ast.Call) and node.args]
    return sum(_is_call(one, "tell") or (isinstance(one, ast.Name) and one.id in made) for one in finished)


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _is_vietnamese(node: ast.JoinedStr) -> bool:
    return any(isinstance(v, ast.Constant) and VIETNAMESE.search(str(v.value)) for v in node.values)


def _is_filled(node: ast.AST) -> bool:
    """A Vietnamese text filled in place: ``"…{a}…".format(a=…)`` or ``"…%s…" % …``."""
    text: ast.expr | None = None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text = node.func.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        text = node.left
    return isinstance(text, ast.Constant) and bool(VIETNAMESE.search(str(text.value)))


def _is_pattern(source: str, node: ast.JoinedStr) -> bool:
    """A raw string is a regular expression, which nobody reads as a sentence."""
    return (ast.get_source_segment(source, node) or "").lower().startswith(("rf", "fr"))


def finished_sentences() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if "migrations" not in path.parts and not name.startswith(PAPERS):
            found[name] = _finished(path)
    return {name: count for name, count in found.items() if count}


@pytest.mark.slow
def test_no_sentence_is_finished_outside_papers_and_the_command_line() -> None:
    left = {name: count for name, (count, _) in LEFT.items()}
    assert finished_sentences() == left, (
        "make the sentence with kernel.said.tell; what is none is named with its reason"
    )
    assert all(reason for _, reason in LEFT.values())


def test_a_finished_sentence_is_found(tmp_path: Path) -> None:
    lines = [
        'x = tell("Thiếu.")',
        "str(x)",
        'str(tell("Thiếu."))',
        'f"Thiếu {a}."',
        '"Thiếu {a}.".format(a=1)',
        '"Thiếu %s." % a',
        'rf"thiếu {a}"',
        'tell("Thiếu {a}.", a=1)',
    ]
    path = tmp_path / "a.py"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert _finished(path) == 5
