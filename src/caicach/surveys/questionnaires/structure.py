"""The sheet of questions row by row: types, names, groups that open and close."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from pyxform import aliases
from pyxform.parsing.expression import is_xml_tag
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM, RE_SELECT

from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import fold
from caicach.surveys.questionnaires.values import Book, Level, Problem, Row, Sheet

_UNSEEN_TYPES: Final = """
calculate hidden start end today deviceid phonenumber username email simserial subscriberid audit
start-geopoint background-audio background-geopoint csv-external xml-external imei
"""
UNSEEN: Final = frozenset(
    _UNSEEN_TYPES.split()
) | {
    "start time", "end time", "device id", "phone number", "sim id", "subscriber id", "get today", "get start time",
    "get end time", "get device id", "get phone number", "get sim id", "get subscriber id", "q calculate",
    "add calculate prompt",
    "uri:deviceid", "uri:email", "uri:phonenumber", "uri:simserial", "uri:subscriberid", "uri:username",
}  # fmt: skip
_KNOWN: Final = frozenset(QUESTION_TYPE_DICT) | frozenset(aliases._type_alias_map) | {"audit", "range"}
_COMMON: Final = (
    "text", "integer", "decimal", "note", "date", "time", "dateTime", "select_one", "select_multiple", "rank", "range",
    "image", "audio", "video", "file", "barcode", "geopoint", "geotrace", "geoshape", "calculate", "hidden",
    "acknowledge", "begin_group", "end_group", "begin_repeat", "end_repeat", "start", "end", "today", "username",
    "deviceid", "audit", "select_one_from_file", "select_multiple_from_file",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the questions; ``kind`` is its type by the standard, ``choices`` the list (or file) it picks from."""

    row: Row
    type: str
    kind: str
    name: str
    parents: tuple[int, ...]
    choices: str = ""
    with_other: bool = False

    @property
    def holds_others(self) -> bool:
        return self.kind in {"group", "repeat", "loop"}

    @property
    def is_seen(self) -> bool:
        return not self.holds_others and self.kind not in UNSEEN


def questions(book: Book) -> tuple[Question, ...]:
    """Rows that stand for a question or a group; rows without type and ends of groups are none."""
    return tuple(question for question, _ in _walk(book.survey) if question)


def structure_problems(book: Book) -> Iterator[Problem]:
    """What is wrong with types, names and groups."""
    survey = book.survey
    for _, problem in _walk(survey):
        if problem:
            yield problem
    yield from _name_problems(survey, questions(book))


def _walk(survey: Sheet) -> Iterator[tuple[Question | None, Problem | None]]:
    opened: list[tuple[Row, str]] = []
    for row in survey.rows:
        written = " ".join(survey.text(row, "type").split())
        name = survey.text(row, "name")
        begin, end = RE_BEGIN_CONTROL.search(written), RE_END_CONTROL.search(written)
        parents = tuple(parent.number for parent, _ in opened)
        if end:
            kind = aliases.control[end["type"]]
            if not opened or opened[-1][1] != kind:
                yield None, _at(survey, row, "type", "end_without_begin", _unopened(kind, opened))
            else:
                opened.pop()
        elif begin:
            kind = aliases.control[begin["type"]]
            yield Question(row, written, kind, name, parents), None
            opened.append((row, kind))
        else:
            yield _question_of(survey, row, written, name, parents)
    for row, kind in opened:
        said = tell("«begin_{kind}» ở dòng này chưa có «end_{kind}» tương ứng; hãy thêm dòng kết thúc.", kind=kind)
        yield None, _at(survey, row, "type", "begin_without_end", said)


def _unopened(kind: str, opened: list[tuple[Row, str]]) -> Said:
    if opened:
        return tell(
            "«end_{kind}» không khớp với «begin_{other}» ở dòng {row}; hãy đóng nhóm trong cùng trước.",
            kind=kind,
            other=opened[-1][1],
            row=str(opened[-1][0].number),
        )
    return tell("«end_{kind}» không có «begin_{kind}» nào đang mở; hãy xoá dòng này hoặc thêm dòng mở.", kind=kind)


def _question_of(
    survey: Sheet, row: Row, written: str, name: str, parents: tuple[int, ...]
) -> tuple[Question | None, Problem | None]:
    if not written:
        if not name and not survey.text(row, "label"):
            said = tell("Dòng không có type, name, label: được coi là ghi chú, không vào biểu mẫu.")
            return None, _at(survey, row, "type", "note_row", said, Level.WARNING)
        said = tell("Dòng có nội dung nhưng thiếu kiểu câu hỏi; hãy điền cột type (ví dụ text, integer, select_one …).")
        return None, _at(survey, row, "type", "type_missing", said)
    select = RE_SELECT.search(written)
    if select:
        command = select["select_command"]
        kind = aliases.select[command].replace("select all that apply", "select_multiple").replace(" ", "_")
        kind = {"select_one_from_file": "select_one"}.get(kind, kind)
        kind += "_from_file" if command in aliases.select_from_file else ""
        return Question(row, written, kind, name, parents, select["list_name"], bool(select["specify_other"])), None
    plain = written.lower() if written.lower() in _KNOWN else written
    if plain in _KNOWN or RE_OSM.search(written) or written in aliases.settings_header:
        kind = aliases._type_alias_map.get(plain, plain)
        return Question(row, written, kind, name, parents), None
    return None, _at(survey, row, "type", "type_unknown", _unknown(written))


def _unknown(written: str) -> Said:
    if written.lower().split()[0] in {"select_one", "select_multiple", "rank", "select1"}:
        return tell("Kiểu «{type}» thiếu tên danh sách lựa chọn; hãy ghi như «select_one ten_danh_sach».", type=written)
    near = get_close_matches(written.replace(" ", "_"), _COMMON, n=1, cutoff=0.6)
    if near:
        return tell("Không có kiểu câu hỏi «{type}»; có phải là «{near}»?", type=written[:80], near=near[0])
    return tell(
        "Không có kiểu câu hỏi «{type}»; các kiểu thường dùng: {known}.", type=written[:80], known=", ".join(_COMMON)
    )


def _name_problems(survey: Sheet, found: tuple[Question, ...]) -> Iterator[Problem]:
    seen: dict[tuple[int, str], Question] = {}
    for question in found:
        if question.type in aliases.settings_header:
            continue
        row, name = question.row, question.name
        if not name:
            if question.kind not in {"note", "audit"}:
                said = tell("Thiếu tên (cột name); tên dùng trong công thức và là tên cột của số liệu.")
                yield _at(survey, row, "name", "name_missing", said)
            continue
        if not is_xml_tag(name) or ":" in name:
            yield _at(survey, row, "name", "name_invalid", _bad_name(name))
        elif not name.isascii():
            said = tell(
                "Tên «{name}» có chữ có dấu; nhiều phần mềm thống kê không đọc được. Nên đặt là «{near}».",
                name=name,
                near=plain_name(name),
            )
            yield _at(survey, row, "name", "name_marked", said, Level.WARNING)
        if name.lower() == "meta" and not question.parents:
            said = tell("Tên «meta» dành riêng cho thông tin của biểu mẫu; hãy đặt tên khác.")
            yield _at(survey, row, "name", "name_reserved", said)
        key = (question.parents[-1] if question.parents else 0, name)
        if key in seen:
            said = tell(
                "Tên «{name}» đã dùng ở dòng {other} trong cùng nhóm; mỗi câu hỏi cần tên riêng.",
                name=name,
                other=str(seen[key].row.number),
            )
            yield _at(survey, row, "name", "name_twice", said)
        seen.setdefault(key, question)


def _bad_name(name: str) -> Said:
    return tell(
        "Tên «{name}» không dùng được: bắt đầu bằng chữ cái hoặc «_», chỉ gồm chữ không dấu, chữ số, «_», «-», «.». "
        "Có thể đặt là «{near}» và để nguyên câu chữ ở cột label.",
        name=name[:80],
        near=plain_name(name),
    )


def plain_name(words: str) -> str:
    """A name that every program of the field reads.

    >>> plain_name("Họ và tên"), plain_name("1. ĐÀO TẠO"), plain_name("?")
    ('ho_va_ten', 'q1_dao_tao', 'q')
    """
    name = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")[:60]
    return name if name[:1].isalpha() else f"q{name}"


def _at(survey: Sheet, row: Row, column: str, code: str, said: Said, level: Level = Level.ERROR) -> Problem:
    return Problem(level, code, said, survey.title, row.number, survey.named(column))
