"""What is not sure of a deadline, as a sentence for people: the same for letters, plans and pages."""

from typing import Final

from caicach.documents.deadlines.values import Deadline, Doubt, DoubtKind
from caicach.kernel.said import Said, tell
from caicach.kernel.text.dates import format_date

_SHOWN: Final = 6
_SENTENCES: Final[dict[DoubtKind, Said]] = {
    DoubtKind.NOT_UNDERSTOOD: tell("Chưa hiểu thời hạn «{words}»."),
    DoubtKind.IMPOSSIBLE: tell("Không có ngày hoặc kỳ «{words}»."),
    DoubtKind.YEAR_MISSING: tell("«{words}» không ghi năm và văn bản cũng không cho biết năm."),
    DoubtKind.VAGUE: tell("«{words}» chỉ nêu một phần của kỳ, không có ngày cuối."),
    DoubtKind.NO_END: tell("«{words}» chỉ nêu lúc bắt đầu, không nêu lúc phải xong."),
    DoubtKind.ELSEWHERE: tell("«{words}»: ngày hoàn thành nằm ở văn bản khác."),
    DoubtKind.START_ASSUMED: tell("«{words}» không nói tính từ khi nào; tạm tính từ ngày văn bản."),
    DoubtKind.SEVERAL: tell("«{words}» nêu {count} ngày: {days}; hạn cuối là ngày sau cùng."),
    DoubtKind.SERIAL: tell("«{words}» là số mà bảng tính dùng cho ngày; tạm hiểu là {days}."),
    DoubtKind.MONTH_FIRST: tell("«{words}» đứng cùng cột với ngày viết tháng trước ngày sau."),
    DoubtKind.AMBIGUOUS: tell("«{words}» có thể là tháng hoặc quý."),
}

_SEVERAL_OF_EACH: Final = tell("«{words}» nêu nhiều ngày trong mỗi kỳ; hạn của kỳ là ngày sau cùng.")
_PART: Final = tell("«{words}» chỉ nêu một phần của kỳ; tạm lấy ngày cuối kỳ.")


def doubt_told(deadline: Deadline, doubt: Doubt) -> Said:
    """
    >>> from caicach.documents.deadlines.reading import read_deadline
    >>> deadline = read_deadline("Đầu quý II/2026")
    >>> str(doubt_told(deadline, deadline.doubts[0]))
    '«Đầu quý II/2026» chỉ nêu một phần của kỳ; tạm lấy ngày cuối kỳ.'
    """
    shown = [format_date(day) for day in deadline.days[:_SHOWN]]
    values: dict[str, str | int] = {
        "words": doubt.words,
        "count": len(deadline.days),
        "days": ", ".join(shown) + (", …" if len(deadline.days) > _SHOWN else ""),
    }
    template = _sentence(deadline, doubt.kind).template
    return Said(template, {name: value for name, value in values.items() if f"{{{name}}}" in template})


def _sentence(deadline: Deadline, kind: DoubtKind) -> Said:
    if kind is DoubtKind.VAGUE and deadline.days:
        return _PART
    return _SEVERAL_OF_EACH if kind is DoubtKind.SEVERAL and not deadline.days else _SENTENCES[kind]
