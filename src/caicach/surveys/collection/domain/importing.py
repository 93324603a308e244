"""Answers that come as a table: columns to questions, rows that can be taken in, the others with reasons; pure."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from lxml import etree

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, as_json, tell
from caicach.kernel.tables.guard import text_unquoted
from caicach.kernel.text.folding import fold, nfc
from caicach.surveys.collection.domain.form_model import (
    NUMBER_KINDS,
    AskedQuestion,
    asked_questions,
    column_names,
    consent_question,
    instance_root,
)
from caicach.surveys.collection.domain.form_rules import Breach, form_rules, looked_over
from caicach.surveys.formulas.values import LOCAL

MOST_ROWS: Final = 20_000
INSTANCE: Final = "instance_id"
RECEIVED: Final = "received_on"
_HEAD_WITHIN: Final = 10
_LONGEST: Final = 30_000
_LONGEST_ID: Final = 200
_MOST_TOGETHER: Final = 400_000
_WHOLE: Final = re.compile(r"[+-]?\d{1,15}(?:\.0+)?", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_PARTINGS: Final = (re.compile(r"\s*[;\n]\s*"), re.compile(r"\s*[;,\n]\s*"))
_YES, _NO = frozenset({"1", "x", "có", "co", "true", "yes"}), frozenset({"0", "không", "khong", "false", "no"})

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the row on this line of the file is not taken in; ``column`` as the file heads it."""

    line: int
    column: str
    said: Said


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told of rows that are taken in: answers to what was not asked, formulas that cannot be reckoned here."""

    column: str
    said: Said
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GivenRow:
    """``answers`` by the path of the question, those that count; ``set_aside``: what was answered though the form did
    not ask for it; ``marks``: what could not be judged, as ``form_rules`` marks it."""

    line: int
    instance_id: str
    answers: Mapping[str, str]
    set_aside: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """``columns``: heads of the file with the question that each answers, "" where it answers none."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[GivenRow, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """What a column answers: a question, or one of its choices with yes or no."""

    question: AskedQuestion
    choice: str = ""


def given_answers(file: str, lines: Iterable[tuple[int, Cells]], xform: str, *, on: date) -> GivenAnswers:
    """``lines``: number and cells. The head is the line of the first ten that names the most questions: by the name of
    its column in the table of answers, by its words, or as ``question/choice``. ``on``: the day of rows that tell none.

    Raises InvalidInput ("survey.answers_…") where nothing can be taken in.
    """
    found = [(line, [text_unquoted(nfc(cell).strip()) for cell in cells]) for line, cells in lines]
    found = [(line, cells) for line, cells in found if any(cells)]
    known = _places_by_head(xform)
    at = max(range(min(len(found), _HEAD_WITHIN)), key=lambda at: len(_places(found[at][1], known)), default=0)
    head = found[at][1] if found else []
    places = _places(head, known)
    _refuse(file, head, places, found[at + 1 :], xform)
    table = _Table(xform, head, places, on)
    for line, cells in found[at + 1 :]:
        table.take(line, cells)
    told = tuple((name, _place_words(places.get(column))) for column, name in enumerate(head) if name)
    remarks = (Remark(column, said, tuple(lines)) for column, said, lines in table.remarks.values())
    return GivenAnswers(told, tuple(table.rows), tuple(table.faults), tuple(remarks))


class _Table:
    """Rows taken one by one: as they are written, then by the rules of the form."""

    def __init__(self, xform: str, head: Cells, places: "Mapping[int, _Place]", on: date) -> None:
        self.xform, self.head, self.places, self.on = xform, head, places, on
        self.heads = {place.question.path: head[at] for at, place in places.items()}
        self.rows: list[GivenRow] = []
        self.faults: list[Fault] = []
        self.remarks: dict[str, tuple[str, Said, list[int]]] = {}
        self.often: Counter[str] = Counter()

    def take(self, line: int, cells: Cells) -> None:
        answers, wrong = _answers(line, self.head, cells, self.places)
        own = self._cell(cells, INSTANCE)
        name = own or _name_of(answers, self.often)
        if len(name) > _LONGEST_ID or (own and self.often[own]):
            said = tell(
                "Mã phiếu «{name}» đã có ở dòng trên, hoặc dài quá {most} chữ.", name=own[:80], most=_LONGEST_ID
            )
            wrong.append(Fault(line, INSTANCE, said))
        if sum(map(len, answers.values())) > _MOST_TOGETHER:
            wrong.append(Fault(line, "", tell("Các câu trả lời của dòng dài quá {most} chữ.", most=_MOST_TOGETHER)))
        self.often[own] += bool(own)
        row = GivenRow(line, name, answers)
        if not wrong and not form_rules(self.xform).is_empty:
            row, wrong = self._ruled(row, self._day(cells))
        self.faults += wrong
        if not wrong:
            self.rows.append(row)

    def _cell(self, cells: Cells, name: str) -> str:
        at = self.head.index(name) if name in self.head else len(cells)
        return cells[at] if at < len(cells) else ""

    def _day(self, cells: Cells) -> datetime:
        day, wrong = _day(self._cell(cells, RECEIVED)) if self._cell(cells, RECEIVED) else ("", None)
        return datetime.combine(self.on if wrong or not day else date.fromisoformat(day), time(), LOCAL)

    def _ruled(self, row: GivenRow, on: datetime) -> tuple[GivenRow, list[Fault]]:
        found = looked_over(self.xform, submission_xml(self.xform, row), on=on, is_table=True)
        wrong = []
        for one in found.findings:
            column = self.heads.get(one.path) or one.path.rpartition("/")[2]
            if one.breach in {Breach.NOT_ASKED, Breach.UNKNOWN}:
                key = json.dumps([column, as_json(one.said)])
                self.remarks.setdefault(key, (column, one.said, []))[2].append(row.line)
            else:
                wrong.append(Fault(row.line, column, one.said))
        answers = {path: text for path, text in found.answers.items() if text or path in row.answers}
        marks = tuple((one.breach.value, one.path) for one in found.findings if one.breach is Breach.UNKNOWN)
        return replace(row, answers=answers, set_aside=found.not_asked, marks=marks), wrong


def _places_by_head(xform: str) -> dict[str, _Place]:
    """What a head may say, folded: names of columns win over the words of questions."""
    questions = tuple(q for q in asked_questions(xform) if not q.repeat and q.kind != "binary")
    names = column_names(questions)
    found = {fold(nfc(q.label)): _Place(q) for q in questions if q.label}
    for question in questions:
        found[fold(names[question.path])] = _Place(question)
        for choice in question.choices if question.is_multiple else ():
            found[fold(f"{names[question.path]}/{choice}")] = _Place(question, choice)
    return found


def _places(head: Cells, known: Mapping[str, _Place]) -> dict[int, _Place]:
    return {at: known[fold(name)] for at, name in enumerate(head) if fold(name) in known}


def _place_words(place: _Place | None) -> str:
    if place is None:
        return ""
    words = place.question.label or place.question.name
    return f"{words}: {place.question.choices[place.choice]}" if place.choice else words


def _refuse(file: str, head: Cells, places: Mapping[int, _Place], rows: Sequence[object], xform: str) -> None:
    if not places:
        raise _refusal(
            file,
            "columns",
            "Không cột nào mang tên hay lời của một câu hỏi.",
            "Hãy đặt tên cột như bảng câu trả lời tải về (CSV).",
        )
    twice = [name for name, count in Counter(head[at] for at in places).items() if count > 1]
    if twice:
        raise _refusal(file, "column_twice", "Cột «{name}» có hai lần.", "Hãy bỏ một cột.", name=twice[0])
    if not rows:
        raise _refusal(file, "empty", "Dưới dòng tên cột không có dòng nào.", "Hãy chọn tệp khác.")
    if len(rows) > MOST_ROWS:
        raise _refusal(file, "long", "Bảng dài hơn {most} dòng.", "Hãy tách thành nhiều tệp.", most=MOST_ROWS)
    consent = consent_question(xform)
    if consent and consent.path not in {place.question.path for place in places.values()}:
        why = "Thiếu cột của câu xin đồng ý «{name}»: im lặng không phải là đồng ý."
        raise _refusal(
            file, "no_consent", why, "Hãy thêm cột ấy theo phiếu giấy.", name=consent.path.rpartition("/")[2]
        )


def _answers(line: int, head: Cells, cells: Cells, places: Mapping[int, _Place]) -> tuple[dict[str, str], list[Fault]]:
    answers: dict[str, str] = {}
    chosen: dict[str, list[str]] = {}
    faults: list[Fault] = []
    if len(cells) > len(head) and any(cells[len(head) :]):
        faults.append(Fault(line, "", tell("Dòng có nhiều ô hơn dòng tên cột.")))
    for at, place in places.items():
        text = cells[at] if at < len(cells) else ""
        if place.choice:
            chosen.setdefault(place.question.path, [])
            if fold(text) in _YES:
                chosen[place.question.path].append(place.choice)
            elif text and fold(text) not in _NO:
                faults.append(Fault(line, head[at], tell("«{text}» không phải 1 hay 0.", text=text[:80])))
            continue
        answer, wrong = _answer(place.question, text)
        if wrong:
            faults.append(Fault(line, head[at], wrong))
        answers[place.question.path] = answer
    for path, names in chosen.items():
        answers[path] = answers.get(path) or " ".join(names)
    return answers, faults


def _answer(question: AskedQuestion, text: str) -> tuple[str, Said | None]:
    """As the form keeps it, or why it cannot."""
    if not text:
        return "", None
    if len(text) > _LONGEST:
        return "", tell("Câu trả lời dài hơn {most} chữ.", most=_LONGEST)
    if question.choices:
        return _choices(question, text)
    if question.kind == "date":
        return _day(text)
    return _number(question, text) if question.kind in NUMBER_KINDS else (text, None)


def _number(question: AskedQuestion, text: str) -> tuple[str, Said | None]:
    if question.kind != "decimal":
        if _WHOLE.fullmatch(text):
            return str(int(text.partition(".")[0])), None
        return "", tell("«{text}» không phải số nguyên.", text=text[:80])
    if _NUMBER.fullmatch(text):
        return text.replace(",", "."), None
    return "", tell("«{text}» không phải số.", text=text[:80])


def _choices(question: AskedQuestion, text: str) -> tuple[str, Said | None]:
    """Names, or the words of the choices; of several answers parted by blanks, or by «;», or by «,»."""
    words = {fold(nfc(label)): name for name, label in question.choices.items()}
    words |= {fold(name): name for name in question.choices}
    ways = [text.split(), *(part.split(text) for part in _PARTINGS)] if question.is_multiple else [[text]]
    for way in ways:
        found = [words.get(fold(name)) or words.get(fold(name.removesuffix(".0"))) for name in way if name]
        if None not in found:
            return " ".join(dict.fromkeys(name for name in found if name)), None
    return "", tell("«{text}» không có trong các lựa chọn của câu hỏi.", text=text[:80])


def _day(text: str) -> tuple[str, Said | None]:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date().isoformat(), None  # noqa: DTZ007 -- a day alone
        except ValueError:
            continue
    return "", tell("«{text}» không phải ngày (ngày/tháng/năm).", text=text[:80])


def _name_of(answers: Mapping[str, str], often: "Counter[str]") -> str:
    """Of a row without a name of its own: made of what it answers, and which it is of those that answer the same. The
    same file again, or the same rows in a longer file, are the same submissions."""
    text = json.dumps(sorted(answers.items()), ensure_ascii=False)
    often[text] += 1
    return f"uuid:{uuid5(NAMESPACE_OID, f'{often[text]} {text}')}"


def submission_xml(xform: str, row: GivenRow) -> str:
    """The row as a program that collects would send it; without defaults, which nobody answered."""
    root = instance_root(xform)
    made = etree.Element(etree.QName(root).localname, {name: root.get(name, "") for name in ("id", "version")})
    _fill(root, made, (), row.answers, {q.repeat for q in asked_questions(xform) if q.repeat})
    etree.SubElement(etree.SubElement(made, "meta"), "instanceID").text = row.instance_id
    return etree.tostring(made, encoding="unicode")


def _fill(
    node: etree._Element, made: etree._Element, above: tuple[str, ...], answers: Mapping[str, str], repeats: set[str]
) -> None:
    for child in node.iterchildren(tag=etree.Element):
        path = (*above, etree.QName(child).localname)
        if (not above and path[-1] == "meta") or "/".join(path) in repeats:
            continue
        twin = etree.SubElement(made, path[-1])
        if len(child):
            _fill(child, twin, path, answers, repeats)
        else:
            twin.text = answers.get("/".join(path)) or None


def _refusal(file: str, code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"survey.answers_{code}",
        what="Không nhận bảng «{file}».",
        why=why,
        todo=todo,
        column="file",
        file=file,
        **values,
    )
