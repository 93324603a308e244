"""Parts of a phrase that are left for a person, each with why."""

import re
from collections.abc import Sequence

from caicach.kernel.said import Said, joint_sentence, tell
from caicach.organisations.domain.addressing.resolution import Confidence, Part
from caicach.organisations.domain.addressing.words import Word
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.units import Level, UnitFact


def part_left(text: str, reason: Said) -> Part:
    return Part(text, reason, confidence=Confidence.UNRESOLVED)


def who_is_concerned(text: str) -> Said:
    return tell("«{words}» không nêu đích danh đơn vị nào; cần người rà soát chọn đơn vị.", words=text)


def ambiguous(text: str, units: tuple[UnitFact, ...], directory: Directory) -> Said:
    named = "; ".join(_placed(unit, directory) for unit in units)
    choice = tell("«{words}» có thể là: {units}.", words=text, units=named)
    return joint_sentence((choice, tell("Cần người rà soát chọn.")))


def _placed(unit: UnitFact, directory: Directory) -> str:
    parent = directory.by_code.get(unit.parent or "") if unit.level is Level.COMMUNE else None
    return f"{unit.name} ({unit.code}{f', {parent.name}' if parent else ''})"


def shares_vagueness(part: Part, before: Part, words: Sequence[Word], start: int) -> bool:
    """«các sở, ngành, địa phương liên quan»: «liên quan» at the end holds for the whole list under one «các»."""
    is_joined = start > 0 and words[start - 1].gap in {",", "va"}
    is_vague = not part.is_resolved and re.search(r"liên quan|lien quan", part.text.lower()) is not None
    return is_joined and is_vague and words[start].text != "cac" and len(before.units) > 1
