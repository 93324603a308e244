"""The trail of a letter in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from caicach.kernel.audit.queries import HistoryLine
from caicach.kernel.said import from_text
from caicach.kernel.saying import say


@dataclass(frozen=True, slots=True)
class HistorySentence:
    at: datetime
    actor_name: str
    text: str
    why: str


def letter_sentences(lines: tuple[HistoryLine, ...]) -> tuple[HistorySentence, ...]:
    """Newest first; savings of one person one after the other are one line."""
    told: list[HistorySentence] = []
    for line in reversed(lines):
        sentence = HistorySentence(line.at, line.actor_name, _sentence(line), say(from_text(line.why)))
        if told and (told[-1].text, told[-1].actor_name) == (sentence.text, sentence.actor_name) and not line.why:
            continue
        told.append(sentence)
    return tuple(told)


def _sentence(line: HistoryLine) -> str:
    template = {
        "correspondence.letter.drafted": gettext("Soạn dự thảo"),
        "correspondence.letter.edited": gettext("Sửa dự thảo"),
        "correspondence.letter.restored": gettext("Lấy lại phiên bản trước"),
        "correspondence.letter.submitted": gettext("Trình"),
        "correspondence.letter.returned": gettext("Trả lại dự thảo"),
        "correspondence.letter.numbered": gettext("Cấp số {number}"),
        "correspondence.letter.signed": gettext("Ký số: {subject}"),
        "correspondence.letter.scan_recorded": gettext("Lưu bản quét của bản giấy đã ký"),
        "correspondence.letter.dispatched": gettext("Phát hành"),
        "correspondence.letter.recalled": gettext("Thu hồi"),
        "correspondence.letter.replaced": gettext("Được thay thế"),
        "correspondence.letter.cancelled": gettext("Hủy"),
        "correspondence.letter.reply_recorded": gettext("Ghi trả lời của {unit}"),
        "correspondence.letter.reply_withdrawn": gettext("Bỏ trả lời ghi nhầm"),
        "correspondence.letter.exported": gettext("Xuất gói dữ liệu cho hệ thống văn bản"),
    }.get(line.action)
    if template is None:  # an action of a later version is shown by its name rather than hidden
        return line.action
    values = {name: str(line.new.get(name, "")) for name in ("number", "subject", "unit")}
    return template.format(**values)
