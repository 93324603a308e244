"""Which work stands first after a block of holidays: that of business and investment, by a rule that people can change.

Source: letters of provinces after Tết ask to settle first the dossiers of people, business and investment projects.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.kernel.vocabulary import ReformArea


@dataclass(frozen=True, slots=True)
class FirstRule:
    """``set_at`` is None for the rule that the product brings."""

    areas: tuple[ReformArea, ...]
    keywords: tuple[str, ...]
    set_at: datetime | None = None
    set_by: str = ""

    def reason(self, text: str, area: ReformArea | None) -> str | None:
        """Why the work stands first: the word found, or the area's name; None where it does not.

        >>> FIRST_RULE.reason("Giải quyết hồ sơ của doanh nghiệp", None)
        'doanh nghiệp'
        """
        folded = fold(text)
        word = next((word for word in self.keywords if fold(word) in folded), None)
        if word is not None:
            return word
        return area.label if area is not None and area in self.areas else None


FIRST_RULE: Final = FirstRule(
    areas=(),
    keywords=(
        "doanh nghiệp",
        "đầu tư",
        "kinh doanh",
        "nhà đầu tư",
        "giải ngân",
        "đấu thầu",
        "giải phóng mặt bằng",
        "cấp phép xây dựng",
    ),
)
