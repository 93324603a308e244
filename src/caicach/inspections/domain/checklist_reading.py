"""Checklists as people write them (YAML): the first fault refuses the file, with its line."""

from dataclasses import dataclass
from string import Formatter
from typing import Final

from caicach.inspections.domain.checklists import (
    PLACES,
    AnswerKind,
    Checklist,
    Choice,
    Condition,
    FindingRule,
    Item,
    Section,
    Severity,
)
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.yaml_values import RefusedValue, root_node

_LEVELS: Final = frozenset({"province", "department", "attached", "central_agency", "district", "commune"})
_RULES: Final = {AnswerKind.YES_NO: "choice", AnswerKind.COUNT: "above", AnswerKind.PARTS: "below"}


@dataclass(frozen=True)
class ListValue(RefusedValue):
    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp danh mục «{file}», dòng {line}: "
        return InvalidInput(
            f"checklist.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def wrong_shape(self, expected: Said) -> None:
        raise self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu ở docs/operations/inspections.md.",
            expected=expected,
        )


def checklist_of(file: str, content: bytes) -> Checklist:
    """The checklist that a file states. Raises InvalidInput with the line: no YAML, a key lacking, a code twice, a rule
    that its kind of answer cannot have."""
    root = root_of(file, content)
    found = root.fields(("code", "version", "valid_from", "title", "sections"), ("note", "days_after"))
    day = found["valid_from"].day()
    assert day is not None
    sections = tuple(_section(value) for value in found["sections"].items())
    made = Checklist(
        code=found["code"].text(),
        version=found["version"].text(),
        valid_from=day,
        title=found["title"].text(),
        note=found["note"].text() if "note" in found else "",
        days_after=(found["days_after"].whole() or 0) if "days_after" in found else 0,
        sections=sections,
    )
    _check_codes(root, made)
    return made


def _check_codes(root: ListValue, made: Checklist) -> None:
    codes = [item.code for item in made.items()]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    reserved = next((code for code in codes if code.startswith("0.")), None)
    if twice or reserved or not codes:
        raise root.wrong(
            "bad_codes",
            what="mã nội dung không dùng được: {codes}.",
            why="Mỗi nội dung có một mã riêng; các mã 0.1, 0.2… dành cho tồn tại của lần kiểm tra trước.",
            todo="Sửa lại mã.",
            codes=twice or reserved or "(không có nội dung nào)",
        )


def _section(value: ListValue) -> Section:
    found = value.fields(("number", "title", "items"))
    return Section(found["number"].text(), found["title"].text(), tuple(map(_item, found["items"].items())))


def _item(value: ListValue) -> Item:
    found = value.fields(("code", "text", "kind", "source"), ("finding", "when", "part", "whole", "after", "levels"))
    kind = found["kind"].one_of(AnswerKind)
    levels = found["levels"].texts() if "levels" in found else ()
    if unknown := sorted(set(levels) - _LEVELS):
        found["levels"].wrong_shape(
            tell(
                "các cấp trong: {words}; không có {unknown}",
                words=", ".join(sorted(_LEVELS)),
                unknown=", ".join(unknown),
            )
        )
    item = Item(
        code=found["code"].text(),
        text=found["text"].text(),
        kind=kind,
        source=found["source"].text(),
        rule=_rule(found["finding"], kind) if "finding" in found else None,
        condition=found["when"].one_of(Condition) if "when" in found else Condition.ALWAYS,
        part=found["part"].text() if "part" in found else "",
        whole=found["whole"].text() if "whole" in found else "",
        after=found["after"].text() if "after" in found else "",
        levels=levels,
    )
    _check_names(value, item)
    return item


def _check_names(value: ListValue, item: Item) -> None:
    needs_part = item.kind in {AnswerKind.COUNT, AnswerKind.PARTS}
    if (
        item.kind is AnswerKind.MENDED
        or needs_part != bool(item.part)
        or (item.kind is AnswerKind.PARTS) != bool(item.whole)
    ):
        raise value.wrong(
            "bad_kind",
            what="nội dung {item} không khớp với cách trả lời «{kind}».",
            why="count cần part; parts cần part và whole; yes_no và words không có; mended do hệ thống tự đặt.",
            todo="Sửa kind, hoặc thêm bớt part, whole.",
            item=item.code,
            kind=item.kind.value,
        )


def _rule(value: ListValue, kind: AnswerKind) -> FindingRule:
    wanted = _RULES.get(kind)
    if wanted is None:
        raise value.wrong(
            "no_finding",
            what="cách trả lời «{kind}» không thành tồn tại được.",
            why="Chỉ yes_no (choice), count (above) và parts (below) có quy tắc.",
            todo="Xóa finding, hoặc đổi kind.",
            kind=kind.value,
        )
    found = value.fields((wanted, "severity", "words"))
    words = found["words"].text()
    _check_places(found["words"], words)
    choice = found["choice"].one_of(Choice) if wanted == "choice" else None
    if choice not in {None, Choice.YES, Choice.NO}:
        found["choice"].wrong_shape(tell("yes hoặc no"))
    return FindingRule(
        severity=found["severity"].one_of(Severity),
        words=words,
        choice=choice,
        above=found["above"].whole() if wanted == "above" else None,
        below=found["below"].number() if wanted == "below" else None,
    )


def _check_places(value: ListValue, words: str) -> None:
    try:
        names = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        names = {"{"}
    if names - PLACES:
        value.wrong_shape(tell("chữ, chỉ dùng các chỗ trống {words}", words=", ".join(sorted(PLACES))))


def root_of(file: str, content: bytes) -> ListValue:
    """The root of a file. Raises InvalidInput: not UTF-8, not YAML, empty."""
    node, line = root_node(content, lambda line, problem: _not_read(file, line, problem))
    return ListValue(node, line, file)


def _not_read(file: str, line: int, problem: Said) -> InvalidInput:
    return InvalidInput(
        "checklist.not_yaml",
        what="Tệp danh mục «{file}», dòng {line}: không đọc được.",
        why="Không đúng cú pháp YAML: {problem}.",
        todo="Sửa dòng này (thụt lề, dấu hai chấm, ngoặc).",
        file=file,
        line=line,
        problem=problem,
    )
