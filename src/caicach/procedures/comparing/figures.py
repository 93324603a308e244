"""Time limits, fees and manners of submission: compared by what they amount to, manner by manner where both say it."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold
from caicach.procedures.comparing.normal_form import forms
from caicach.procedures.comparing.values import FieldVerdict, Verdict
from caicach.procedures.record.fees import amounts_in
from caicach.procedures.record.time_limits import durations_in, time_limit_of
from caicach.procedures.record.values import Procedure, Submission, TimeKind

Figures = frozenset[Hashable]
_MANNERS: Final = {
    "direct": re.compile(r"truc tiep|bo phan (?:mot cua|tiep nhan)|trung tam phuc vu|tai tru so"),
    "online": re.compile(r"truc tuyen|dich vu cong|moi truong (?:mang|dien tu)|\bonline\b|dien tu|qua mang"),
    "post": re.compile(r"buu chinh|buu dien|buu ta"),
}
_FREE: Final = frozenset({"0"})


def manners_of(text: str) -> frozenset[str]:
    """
    >>> sorted(manners_of("Nộp tại Bộ phận Một cửa hoặc qua dịch vụ bưu chính công ích"))
    ['direct', 'post']
    """
    plain = fold(text)
    return frozenset(name for name, pattern in _MANNERS.items() if pattern.search(plain))


def limits_in(text: str) -> Figures:
    """What a printed time limit amounts to: durations, «not regulated», or its own words where it names none."""
    limit = time_limit_of(text)
    if limit.kind is TimeKind.EMPTY:
        return frozenset()
    if limit.duration:
        return frozenset({limit.duration})
    if limit.kind is TimeKind.NOT_REGULATED:
        return frozenset({TimeKind.NOT_REGULATED})
    return frozenset(durations_in(text)) or frozenset({forms(text)[3]})


def fees_in(text: str) -> Figures:
    return (frozenset(map(str, amounts_in(text))) or frozenset({forms(text)[3]})) if text.strip() else frozenset()


def time_verdict(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    beside = frozenset(one for row in register.submissions for one in durations_in(row.description))
    return _verdict(register, shown, lambda row: row.time_limit, limits_in, beside)


def fee_verdict(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    beside = frozenset(str(one) for row in register.submissions for one in amounts_in(row.description))
    return _verdict(register, shown, lambda row: row.fee, fees_in, beside)


def _verdict(
    register: Procedure,
    shown: Procedure,
    told: Callable[[Submission], str],
    figures_in: Callable[[str], Figures],
    beside: Figures,
) -> FieldVerdict | None:
    """``beside``: figures that the register tells in its remarks: a page may show them or not."""
    texts = _printed(register.submissions, told), _printed(shown.submissions, told)
    required = _figures(register.submissions, told, figures_in)
    found = _figures(shown.submissions, told, figures_in)
    if not required:
        return FieldVerdict(Verdict.EXTRA, *texts) if found and not found <= _FREE else None
    if not found:
        return FieldVerdict(Verdict.MISSING, *texts)
    wrong, lacking = found - required - beside, required - found
    if not wrong and not lacking:
        wrong, lacking = _by_manner(register, shown, told, figures_in, beside)
    if wrong:
        note = tell("Cổng ghi {wrong}; danh mục không có.", wrong=_words(wrong))
        return FieldVerdict(Verdict.CONTRADICTORY, *texts, note=note)
    if lacking:
        return FieldVerdict(Verdict.MISSING, *texts, note=tell("Cổng thiếu {lacking}.", lacking=_words(lacking)))
    return FieldVerdict(Verdict.OK, *texts, ignored=() if texts[0] == texts[1] else ("wording",))


def _figures(
    rows: Iterable[Submission], told: Callable[[Submission], str], figures_in: Callable[[str], Figures]
) -> Figures:
    return frozenset(one for row in rows for one in figures_in(told(row)))


def _by_manner(
    register: Procedure,
    shown: Procedure,
    told: Callable[[Submission], str],
    figures_in: Callable[[str], Figures],
    beside: Figures,
) -> tuple[Figures, Figures]:
    """The same figures in all, but at other manners: «trực tuyến» with the fee of «trực tiếp»."""
    expected, found = (_sorted_by_manner(one.submissions, told, figures_in) for one in (register, shown))
    wrong, lacking = set(), set()
    for manner in expected.keys() & found.keys():
        if expected[manner] and found[manner]:
            wrong |= found[manner] - expected[manner] - beside
            lacking |= expected[manner] - found[manner]
    return frozenset(wrong), frozenset(lacking)


def _sorted_by_manner(
    rows: Iterable[Submission], told: Callable[[Submission], str], figures_in: Callable[[str], Figures]
) -> dict[str, set[Hashable]]:
    sorted_rows: dict[str, set[Hashable]] = defaultdict(set)
    for row in rows:
        kinds = manners_of(row.manner)
        if len(kinds) == 1:
            sorted_rows[next(iter(kinds))] |= figures_in(told(row))
    return sorted_rows


def _printed(rows: Sequence[Submission], told: Callable[[Submission], str]) -> str:
    several = len({told(row) for row in rows}) > 1
    lines = (f"{row.manner}: {told(row)}" if several and row.manner else told(row) for row in rows if told(row))
    return "\n".join(dict.fromkeys(lines))


def _words(figures: Figures) -> str:
    return ", ".join(sorted(_word(one) for one in figures))


def _word(figure: Hashable) -> str:
    amount, unit = getattr(figure, "amount", None), getattr(figure, "unit", None)
    return f"{amount} {_UNITS[unit]}" if unit in _UNITS else str(figure)


_UNITS: Final = {
    "minute": "phút", "hour": "giờ", "working_hour": "giờ làm việc", "calendar_day": "ngày",
    "working_day": "ngày làm việc",
    "week": "tuần", "month": "tháng", "year": "năm",
}  # fmt: skip


def manner_verdict(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    expected = frozenset(kind for row in register.submissions for kind in manners_of(row.manner)) or manners_of(
        register.manners
    )
    found = frozenset(kind for row in shown.submissions for kind in manners_of(row.manner)) | manners_of(shown.manners)
    texts = _manner_words(register), _manner_words(shown)
    if not expected:
        return None
    if not found:
        return FieldVerdict(Verdict.MISSING, *texts)
    if found - expected:
        return FieldVerdict(Verdict.CONTRADICTORY, *texts, note=tell("Cổng nêu hình thức nộp mà danh mục không có."))
    return FieldVerdict(Verdict.MISSING if expected - found else Verdict.OK, *texts)


def _manner_words(one: Procedure) -> str:
    return one.manners or ", ".join(dict.fromkeys(row.manner for row in one.submissions if row.manner))
