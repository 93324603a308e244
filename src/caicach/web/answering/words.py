"""What the page of a form says by script: Enketo's own words and ours, in the language of the page."""

from django.utils.translation import gettext


def form_words() -> dict[str, str]:
    return {**_of_engine(), **_of_page()}


def _of_engine() -> dict[str, str]:
    """By the keys of Enketo; what is not named here belongs to widgets that the bundle leaves out."""
    return {
        "constraint.invalid": gettext("Câu trả lời này chưa được chấp nhận."),
        "constraint.required": gettext("Câu này cần trả lời."),
        "hint.guidance.details": gettext("Hướng dẫn thêm"),
        "form.required": gettext("bắt buộc"),
        "filepicker.placeholder": gettext("Bấm để chọn tệp (nhỏ hơn __maxSize__)"),
        "filepicker.notFound": gettext("Tệp __existing__ không còn trên trang; hãy chọn lại trước khi gửi."),
        "filepicker.waitingForPermissions": gettext("Đang chờ quyền đọc tệp."),
        "filepicker.resetWarning": gettext("Bỏ __item__ khỏi phiếu?"),
        "filepicker.toolargeerror": gettext("Tệp quá lớn (hơn __maxSize__)."),
        "filepicker.file": gettext("tệp"),
        "selectpicker.noneselected": gettext("chưa chọn"),
        "selectpicker.numberselected": gettext("đã chọn __number__"),
        "confirm.repeatremove.heading": gettext("Xoá lượt này?"),
        "confirm.repeatremove.msg": gettext("Câu trả lời của lượt này sẽ mất."),
        "alert.valuehasspaces.multiple": gettext("Giá trị «__value__» có dấu cách."),
        "alert.gotonotfound.msg": gettext("Không tìm thấy câu «__path__»."),
    }


def _of_page() -> dict[str, str]:
    return {
        "kept": gettext("Đã lưu trên máy này, chưa gửi."),
        "sending": gettext("Đang gửi…"),
        "waiting": gettext(
            "Chưa gửi được vì mất mạng. Phiếu còn nguyên trên máy này; trang tự gửi lại khi có mạng, "
            "đừng xoá dữ liệu trình duyệt."
        ),
        "wrong": gettext("Còn câu chưa trả lời hoặc chưa đúng. Hãy sửa những câu có viền đỏ rồi gửi lại."),
        "refused": gettext("Phiếu chưa được nhận và vẫn còn trên máy này."),
        "done": gettext("Đã nhận phiếu. Đây là bản cuối cùng, không sửa được nữa."),
        "code": gettext("Mã phiếu"),
        "broken": gettext(
            "Không mở được bảng hỏi trên trình duyệt này. Hãy dùng trình duyệt mới hơn, hoặc xin phiếu giấy."
        ),
        "storage": gettext("Trình duyệt này không cho lưu: nếu đóng trang trước khi gửi, câu trả lời sẽ mất."),
        "restored": gettext("Đã mở lại phần trả lời dở lưu trên máy này."),
        "numbered": gettext("Hãy ghi số trên phiếu giấy trước khi gửi."),
        "entered": gettext("Đã nhận phiếu giấy số"),
        "queued": gettext("phiếu đang chờ mạng để gửi"),
    }
