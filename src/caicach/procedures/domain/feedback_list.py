"""Feedback in a table that was kept elsewhere: its heads, its words, a row of it as a value."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.kernel.said import tell
from caicach.kernel.tables.listed import RowReader
from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind

FEEDBACK_HEADS: Final = {
    "content": ("Nội dung phản ánh, kiến nghị", "Nội dung", "Nội dung PAKN", "Nội dung phản ánh"),
    "received_on": ("Ngày tiếp nhận", "Ngày nhận", "Ngày gửi"),
    "channel": ("Tiếp nhận qua", "Hình thức tiếp nhận", "Kênh tiếp nhận"),
    "kind": ("Về việc", "Loại", "Phân loại"),
    "code": ("Mã thủ tục", "Mã TTHC"),
    "sender": ("Người gửi", "Họ tên", "Tổ chức, cá nhân"),
    "contact": ("Cách liên hệ", "Liên hệ", "Địa chỉ", "Điện thoại"),
    "unit": ("Đơn vị", "Đơn vị xử lý", "Cơ quan xử lý"),
    "answered_on": ("Ngày trả lời",),
    "answer": ("Nội dung trả lời", "Trả lời"),
}
CHANNEL_WORDS: Final = {
    FeedbackChannel.COUNTER: "Trực tiếp",
    FeedbackChannel.LETTER: "Văn bản",
    FeedbackChannel.PHONE: "Điện thoại",
    FeedbackChannel.PORTAL: "Cổng Dịch vụ công quốc gia",
    FeedbackChannel.PAGE: "Trang tiếp nhận của tỉnh",
}
KIND_WORDS: Final = {
    FeedbackKind.BEHAVIOUR: "Hành vi hành chính",
    FeedbackKind.RULE: "Nội dung quy định",
}
OTHER_WORDS: Final = {
    "truc tiep tai noi tiep nhan": FeedbackChannel.COUNTER,
    "van ban, thu": FeedbackChannel.LETTER,
    "thu": FeedbackChannel.LETTER,
    "cong dvcqg": FeedbackChannel.PORTAL,
    "cong dich vu cong": FeedbackChannel.PORTAL,
    "hanh vi": FeedbackKind.BEHAVIOUR,
    "quy dinh": FeedbackKind.RULE,
    "quy dinh hanh chinh": FeedbackKind.RULE,
}


@dataclass(frozen=True, slots=True)
class ListedFeedback:
    """``answered_on`` and ``answer`` where it was answered before it came here; then a unit stands with it."""

    received_on: date
    channel: FeedbackChannel
    kind: FeedbackKind
    content: str
    code: str
    sender: str
    contact: str
    unit: str
    answered_on: date | None
    answer: str


def listed_feedback(reader: RowReader, *, today: date) -> ListedFeedback | None:
    """None where something of the row cannot be read: the reader's problems say what."""
    received, answered = reader.day("received_on"), reader.day("answered_on")
    unit = reader.unit() if reader.text("unit") else ""
    channel = reader.choice("channel", CHANNEL_WORDS, FeedbackChannel.COUNTER)
    kind = reader.choice("kind", KIND_WORDS)
    answer = reader.text("answer")
    if received is None and not reader.problems:
        reader.problems.append(tell("Dòng {line}: chưa ghi ngày tiếp nhận.", line=reader.line))
    if any(day is not None and day > today for day in (received, answered)):
        reader.problems.append(tell("Dòng {line}: có ngày ở tương lai.", line=reader.line))
    if bool(answer) is not (answered is not None) or (answer and not reader.text("unit")):
        told = tell("Dòng {line}: đã trả lời thì cần ngày, nội dung trả lời và đơn vị.", line=reader.line)
        reader.problems.append(told)
    if answered is not None and received is not None and answered < received:
        reader.problems.append(tell("Dòng {line}: trả lời trước ngày tiếp nhận.", line=reader.line))
    if reader.problems or received is None:
        return None
    texts = (reader.text(name) for name in ("content", "code", "sender", "contact"))
    content, code, sender, contact = texts
    return ListedFeedback(received, channel, kind, content, code, sender, contact, unit, answered, answer)
