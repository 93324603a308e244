"""Vietnamese sentences that come finished (reasons of addressing, warnings of the reader), told in English.

They are made by pure code and some are stored, so no catalogue holds them filled in. Each is matched against the
template it was made from; the template is in the catalogue, its values are filled in again. A sentence that fits no
template stays Vietnamese, and the page says so to assistive technology by ``lang``.
"""

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

_ = gettext_noop
SENTENCES = (
    _("Văn bản không nêu riêng: giao các nơi ở mục Kính gửi."),
    _("Người rà soát chọn"),
    _("{count} thành viên của {committee} ngày {day}, theo chức vụ."),
    _("Danh sách thành viên chưa được kiểm chứng bằng quyết định: hãy xem lại."),
    _("Danh bạ chưa có thành viên nào của {committee} ngày {day}; cần người rà soát chọn đơn vị."),
    _("{count} {kind} có trong danh bạ ngày {day}; không gồm cơ quan Trung ương đóng trên địa bàn."),
    _("{count} {kind} có trong danh bạ ngày {day}."),
    _("{count} ban, ngành cấp tỉnh ngoài các sở, theo danh bạ ngày {day}."),
    _("Ngày {day} tỉnh không có đơn vị nào là {kind}."),
    _("Cấp huyện đã kết thúc hoạt động từ {day}."),
    _("{count} cơ quan Trung ương đóng trên địa bàn, theo danh bạ ngày {day}."),
    _("«Địa phương» được hiểu là {count} đơn vị {kind} trực thuộc tỉnh ngày {day}."),
    _("Cách nói chung: được hiểu là mọi đơn vị trực thuộc tỉnh ngày {day} ({count} đơn vị: {kind})."),
    _("Hãy xem lại theo nơi nhận của văn bản."),
    _(
        "Cơ quan hành chính nhà nước được hiểu là {count} sở, ban, ngành cấp tỉnh và đơn vị {kind} "
        "trực thuộc tỉnh ngày {day}."
    ),
    _("UBND cấp xã thực hiện qua UBND cấp huyện."),
    _("{count} đơn vị chính quyền các cấp của tỉnh ngày {day}."),
    _("{count} đơn vị thuộc {unit} trong danh bạ ngày {day}."),
    _("«{words}» là {unit}, có trong danh bạ ngày {day}."),
    _("Tên viết gọn, không nêu cấp tỉnh: hãy xem lại."),
    _("Phần nói về vai trò thường trực không nêu thêm đơn vị nào."),
    _("Người chịu trách nhiệm là người giữ chức vụ được nêu."),
    _("Người đứng đầu chịu trách nhiệm về cán bộ, công chức của đơn vị mình."),
    _("Văn bản nói đến con người, không nêu đơn vị nào; cần người rà soát chọn đơn vị."),
    _("Danh bạ chưa có chức vụ này ở đơn vị được nêu; cần người rà soát chọn người chịu trách nhiệm."),
    _("«{words}» thuộc {unit}, ngoài tỉnh."),
    _("«{words}» là {kind}, ngoài bộ máy hành chính của tỉnh: nhận văn bản hoặc phối hợp, không được giao nhiệm vụ."),
    _("«{words}» gần giống «{unit}» ({code}), có thể do lỗi nhận dạng chữ: hãy xem lại."),
    _("«{words}» không nêu đích danh đơn vị nào; cần người rà soát chọn đơn vị."),
    _("«{words}» không khớp với đơn vị nào trong danh bạ ngày {day}; cần người rà soát chọn đơn vị."),
    _("«{words}» có thể là: {units}."),
    _("«{words}»: {unit} chỉ có từ {day}."),
    _("«{words}»: {unit} không còn từ {day}, nay thuộc {units}."),
    _("«{words}»: {unit} không còn từ {day}."),
    _("Cần người rà soát chọn."),
    _("Trang ảnh được nhận dạng bằng máy: cần đối chiếu với bản gốc."),
    _("Trang {page}: ảnh có vẻ chứa nhiều chữ hơn phần nhận dạng được; cần đọc trên bản gốc."),
    _("Trang {page}: có ảnh chứa chữ không nhận dạng được; cần đọc trên bản gốc."),
    _("Ngày ban hành đọc được là {dated}, nhưng chữ ký số ghi ngày {signed}: cần đối chiếu."),
    _("Số văn bản có thể viết tay hoặc bị che: cần đối chiếu với bản gốc."),
    _("Ngày ban hành có thể viết tay hoặc bị che: cần đối chiếu với bản gốc."),
    _("Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode."),
    _("Không đọc được cơ quan ban hành."),
    _("Không tìm thấy dòng số, ký hiệu."),
    _("Số văn bản không đọc được (viết tay hoặc bị che)."),
    _("Không tìm thấy địa danh và ngày tháng."),
    _("Ngày ban hành không đọc được (viết tay hoặc bị che)."),
    _("Không nhận ra tên loại văn bản."),
    _("Không tìm thấy trích yếu."),
    _("Không thấy chữ «Kính gửi»: nơi gửi được suy ra từ vị trí."),
    _("Không tìm thấy nơi kính gửi."),
    _("Không tìm thấy mục Nơi nhận."),
    _("Không đọc được họ tên người ký."),
    _("Không tìm thấy nội dung văn bản."),
    _("Chú thích {mark} không thấy chỗ gắn trong văn bản."),
    _("{count} nhiệm vụ đọc được nhưng không dẫn được nguyên văn nên không đưa vào; hãy thêm bằng cách bôi chọn."),
)
KINDS = (
    _("sở, ban, ngành cấp tỉnh"),
    _("cơ quan Trung ương đóng trên địa bàn"),
    _("đơn vị cấp huyện"),
    _("đơn vị cấp xã"),
    _("cấp huyện"),
    _("cấp xã"),
    _("huyện"),
    _("thành phố"),
    _("thị xã"),
    _("thị trấn"),
    _("phường"),
    _("sở"),
    _("xã"),
    _("cơ quan đảng"),
    _("cơ quan dân cử"),
    _("Mặt trận Tổ quốc"),
    _("tổ chức chính trị - xã hội"),
    _("cơ quan báo chí"),
    _("cơ quan ở Trung ương"),
    _("cơ quan của tỉnh khác"),
    _("tổ chức ngoài hệ thống hành chính"),
)
_SHAPES = {"count": r"[0-9]+", "day": r"[0-9]{2}/[0-9]{2}/[0-9]{4}", "words": "[^»]+", "code": "[^)]+"}
_LEAD_IN = re.compile(r"(?P<words>«[^»]+»: )(?=[^«]|«Địa phương»)")
_KIND = re.compile("|".join(sorted(map(re.escape, KINDS), key=len, reverse=True)))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, re.compile(f"{_shape(sentence)}(?: |$)")) for sentence in SENTENCES)


def _shape(sentence: str) -> str:
    parts = re.split(r"\{(\w+)\}", sentence)
    names = parts[1::2]
    groups = [f"(?P<{name}>{_SHAPES.get(name, '.+?')})" for name in names]
    return "".join(re.escape(words) + group for words, group in zip(parts[::2], [*groups, ""], strict=True))


def retold(text: str) -> str | None:
    """``text`` in the active language; None where a sentence of it fits no template."""
    text = text.strip()
    if not text:
        return ""
    for sentence, pattern in _patterns():
        match = pattern.match(text)
        rest = retold(text[match.end() :]) if match else None
        if match and rest is not None:
            values = {name: _value(name, value) for name, value in match.groupdict().items()}
            return f"{gettext(sentence).format(**values)} {rest}".strip()
    lead = _LEAD_IN.match(text)
    rest = retold(text[lead.end() :]) if lead else None
    return f"{lead['words']}{rest}" if lead and rest is not None else None


def _value(name: str, value: str) -> str:
    return _KIND.sub(lambda found: gettext(found.group()), value) if name == "kind" else value
