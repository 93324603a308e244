"""Terms of the field that more than one module needs (docs/glossary.md)."""

from enum import StrEnum


class ReformArea(StrEnum):
    """The six areas of reform, in the wording of TT 06/2026/TT-BNV (29/4/2026), and direction, which plans add."""

    INSTITUTIONS = "institutions"
    PROCEDURES = "procedures"
    APPARATUS = "apparatus"
    CIVIL_SERVICE = "civil_service"
    PUBLIC_FINANCE = "public_finance"
    DIGITAL_GOVERNMENT = "digital_government"
    DIRECTION = "direction"

    @property
    def label(self) -> str:
        """Vietnamese name as plans and reports print it; a door translates it."""
        return _LABELS[self]


_LABELS = {
    ReformArea.INSTITUTIONS: "Cải cách thể chế",
    ReformArea.PROCEDURES: "Cải cách thủ tục hành chính",
    ReformArea.APPARATUS: "Cải cách tổ chức bộ máy",
    ReformArea.CIVIL_SERVICE: "Cải cách chế độ công vụ",
    ReformArea.PUBLIC_FINANCE: "Cải cách tài chính công",
    ReformArea.DIGITAL_GOVERNMENT: "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    ReformArea.DIRECTION: "Công tác chỉ đạo, điều hành",
}


class ProposalKind(StrEnum):
    """What an item of a directive is: a task of named units, or a duty of all whom it addresses."""

    TASK = "task"
    OBLIGATION = "obligation"


class AddressRole(StrEnum):
    LEAD = "lead"
    COOPERATE = "cooperate"


class DueUnit(StrEnum):
    """What a deadline counted from a day or an event counts."""

    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
