"""The checklists that the product brings, and which version holds on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from caicach.inspections.domain.checklist_reading import checklist_of
from caicach.inspections.domain.checklists import Checklist
from caicach.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class WrittenChecklist:
    """A checklist with the text it was read from, which an inspection keeps."""

    checklist: Checklist
    text: str


@cache
def shipped_checklists() -> tuple[WrittenChecklist, ...]:
    folder = resources.files("caicach.inspections") / "checklists"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(written_checklist(file.name, file.read_bytes()) for file in files)


def written_checklist(file: str, content: bytes) -> WrittenChecklist:
    return WrittenChecklist(checklist_of(file, content), content.decode("utf-8-sig"))


def checklists_on(known: Iterable[WrittenChecklist], on: date) -> tuple[WrittenChecklist, ...]:
    """Of every code the version in force, by title; of two from the same day the later read one."""
    newest: dict[str, WrittenChecklist] = {}
    for one in sorted(known, key=lambda one: one.checklist.valid_from):
        if one.checklist.valid_from <= on:
            newest[one.checklist.code] = one
    return tuple(sorted(newest.values(), key=lambda one: one.checklist.title))


def checklist_on(known: Iterable[WrittenChecklist], code: str, on: date) -> WrittenChecklist:
    """Raises NotFound, with the codes in force on the day."""
    there = checklists_on(known, on)
    found = next((one for one in there if one.checklist.code == code), None)
    if found is None:
        raise NotFound(
            "checklist.not_in_force",
            what="Ngày {day} không có danh mục kiểm tra «{asked}».",
            why="Các danh mục có hiệu lực ngày đó: {known}.",
            todo="Hãy chọn một trong các danh mục đó.",
            day=f"{on:%d/%m/%Y}",
            asked=code[:60],
            known=", ".join(one.checklist.code for one in there) or "–",
        )
    return found
