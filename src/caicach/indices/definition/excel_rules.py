"""Rules as the words of a form: written in one way, read where they are clear, kept as words where they are not."""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from caicach.indices.definition.rules.base import HUNDRED, Rule, figure_text
from caicach.indices.definition.rules.counting import CountCapped, Deadline, ShownOnly, SurveyAnswers
from caicach.indices.definition.rules.options import Checklist, Choice, Judgement, Option, Unknown
from caicach.indices.definition.rules.shares import FloorThenProportional, Ratio, RatioToTarget
from caicach.indices.definition.rules.tiers import Measure, Stretch, Tier, Tiers
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, tell
from caicach.kernel.text.numbers import parse_number

_ANY_CASE = re.IGNORECASE
JUDGED: Final = "Chấm theo nhận định trong khung điểm"
_EVERY: Final = "Cộng các yêu cầu đạt:"
_LINE = re.compile(
    r"^\s*(?:[-+•*]\s*)?(?P<when>.+?)\s*[:=]\s*(?P<points>\d+(?:[.,]\d+)?)\s*(?:đ|điểm)?\.?\s*$", _ANY_CASE
)
_NUMBER = r"(\d+(?:[.,]\d+)?)\s*%?"
_BOUNDS = (
    (re.compile(rf"(?:từ|>=|≥)\s*{_NUMBER}(?:\s*trở lên)?", _ANY_CASE), "at_least"),
    (re.compile(rf"(?:trên|lớn hơn|>)\s*{_NUMBER}", _ANY_CASE), "above"),
    (re.compile(rf"(?:đến dưới|dưới|nhỏ hơn|<)\s*{_NUMBER}", _ANY_CASE), "below"),
    (re.compile(rf"(?:đến|<=|≤)\s*{_NUMBER}", _ANY_CASE), "at_most"),
    (re.compile(rf"(?:đạt|bằng)?\s*{_NUMBER}(?:\s*trở lên)?", _ANY_CASE), "exactly"),
)
_RANGE = re.compile(rf"{_NUMBER}\s*[-–]\s*(<)?\s*{_NUMBER}", _ANY_CASE)
_SUBJECT = re.compile(r"^\s*(?:nếu\s+)?(?:đạt\s+)?(?:tỷ lệ|số lượng|kết quả|mức)?\s*", _ANY_CASE)
_FULL = re.compile(r"(?:từ|đạt)\s*" + _NUMBER + r"\s*(?:trở lên)?.{0,20}điểm tối đa", _ANY_CASE)
_PROPORTIONAL = re.compile(r"(?:tỷ lệ|kết quả)[^.;]{0,60}(?:x|×|\*|nhân)\s*(?:với\s*)?(?:số\s*)?điểm tối đa", _ANY_CASE)
_FLOOR = re.compile(r"dưới\s*" + _NUMBER + r"[^.;]{0,25}(?:0 điểm|không (?:có|được|tính) điểm|không chấm)", _ANY_CASE)
_ANSWERS = re.compile(r"([A-Z])\s*=\s*(\d+(?:[.,]\d+)?)\s*%")


def rule_words(rule: Rule | None, maximum: Decimal | None) -> str:
    """What the form prints for a rule; of kinds that a form has no lines for, the name and the figures."""
    if rule is None or isinstance(rule, Unknown):
        return ""
    whole = maximum or Decimal(0)
    if isinstance(rule, Choice):
        return "\n".join(option_words(one.when, one.worth(whole)) for one in rule.options)
    if isinstance(rule, Checklist):
        return "\n".join([_EVERY, *(option_words(one.when, one.worth(whole)) for one in rule.parts)])
    if isinstance(rule, Tiers):
        sign = "%" if rule.of is Measure.PERCENT else ""
        return "\n".join(f"{_tier_words(one, sign)}: {figure_text(one.worth(whole))} điểm" for one in rule.tiers)
    return _formula_words(rule)


def _tier_words(tier: Tier, sign: str) -> str:
    stretch = str(tier.stretch)
    return f"{stretch}{sign}" if stretch != "còn lại" and sign else stretch


def _formula_words(rule: Rule) -> str:
    if isinstance(rule, RatioToTarget):
        target = figure_text(rule.target)
        return f"Tỷ lệ / {target}% × điểm tối đa; đạt từ {target}% được điểm tối đa"
    if isinstance(rule, FloorThenProportional):
        return f"Tỷ lệ × điểm tối đa; dưới {figure_text(rule.floor)}% được 0 điểm"
    if isinstance(rule, CountCapped):
        return f"Mỗi nội dung được {figure_text(rule.per_item)} điểm, không quá điểm tối đa"
    if isinstance(rule, Deadline):
        return "Thời hạn (ngày làm việc): " + "; ".join(f"{level} {figure_text(days)}" for level, days in rule.limits)
    if isinstance(rule, SurveyAnswers):
        return "Điều tra xã hội học: " + "; ".join(f"{name}={figure_text(percent)}%" for name, percent in rule.answers)
    return _FIXED_WORDS.get(type(rule), str(rule.name))


_FIXED_WORDS: Mapping[type[Rule], str] = MappingProxyType(
    {Judgement: JUDGED, Ratio: "Tỷ lệ × điểm tối đa", ShownOnly: "Chỉ hiển thị, không tính điểm"}
)


def option_words(when: str, points: Decimal) -> str:
    """One option as the form writes it."""
    return f"{when}: {figure_text(points)} điểm"


def read_rule_words(text: str, maximum: Decimal | None) -> tuple[Rule, Said]:
    """The rule, and why it could not be read: then it is ``Unknown`` and nothing is scored with it."""
    words = text.strip()
    if not words or words == JUDGED:
        return Judgement(), NOTHING
    listed = _listed(words, maximum) or _formula(words)
    if listed is not None:
        return listed, NOTHING
    why = tell("cách chấm còn là lời văn, chưa thành quy tắc")
    return Unknown(why), why


def rule_of_options(rows: list[tuple[str, Decimal]], maximum: Decimal | None) -> Rule:
    """Rows of a form below a component, each with its points: stretches, one of several, or all that hold."""
    tiers = [_tier(when, points) for when, points in rows]
    known = [tier for tier in tiers if tier is not None]
    if len(known) == len(rows):
        return Tiers(tuple(known), of=Measure.PERCENT if any("%" in when for when, _ in rows) else Measure.COUNT)
    points = [points for _, points in rows]
    if maximum is not None and max(points) != maximum and sum(points) == maximum:
        return Checklist(_options(rows))
    return Choice(tuple(Option(when, worth) for when, worth in rows))


def _options(rows: list[tuple[str, Decimal]]) -> tuple[Option, ...]:
    return tuple(Option(when, points, key=chr(ord("a") + n % 26)) for n, (when, points) in enumerate(rows))


def _listed(words: str, maximum: Decimal | None) -> Rule | None:
    lines = [line for line in re.split(r"[\n;]", words) if line.strip()]
    every = lines[0].strip() == _EVERY
    rows = []
    for line in lines[1:] if every else lines:
        match = _LINE.match(line)
        if match is None:
            return None
        rows.append((match["when"].strip(), _number(match["points"])))
    if len(rows) < (1 if every else 2):
        return None
    return Checklist(_options(rows)) if every else rule_of_options(rows, maximum)


def _tier(when: str, points: Decimal) -> Tier | None:
    """
    >>> str(_tier("Từ 80% đến dưới 100%", Decimal(1)).stretch)
    'từ 80 đến dưới 100'
    >>> _tier("ban hành kịp thời", Decimal(1)) is None
    True
    """
    rest = _SUBJECT.sub("", when.strip().rstrip("."))
    if rest.casefold() == "còn lại":
        return Tier(Stretch(), points)
    between = _RANGE.fullmatch(rest)
    if between is not None:
        low, below, high = _number(between[1]), between[2], _number(between[3])
        stretch = Stretch(at_least=low, below=high) if below else Stretch(at_least=low, at_most=high)
        return Tier(stretch, points, when=when.strip())
    found: dict[str, Decimal] = {}
    while rest:
        for pattern, name in _BOUNDS:
            match = pattern.match(rest)
            if match is not None and name not in found:
                found[name] = _number(match[1])
                rest = rest[match.end() :].lstrip(" ,và")
                break
        else:
            return None
    if "exactly" in found:
        exactly = found.pop("exactly")
        if found:
            return None
        found = {"at_least": exactly} | ({} if "trở lên" in when else {"at_most": exactly})
    return Tier(Stretch(**found), points, when=when.strip())


def _formula(words: str) -> Rule | None:
    answers = _ANSWERS.findall(words)
    if len(answers) > 1:
        return SurveyAnswers(tuple((name, _number(percent)) for name, percent in answers))
    floor, full = _FLOOR.search(words), _FULL.search(words)
    target = re.match(rf"Tỷ lệ / {_NUMBER} × điểm tối đa", words)
    if target is not None or (full is not None and floor is None and _number(full[1]) < HUNDRED):
        return RatioToTarget(target=_number((target or full)[1]))  # type: ignore[index]
    if _PROPORTIONAL.search(words) is None:
        return None
    return Ratio() if floor is None else FloorThenProportional(floor=_number(floor[1]))


def _number(text: str) -> Decimal:
    try:
        return parse_number(text.replace(".", ",")) if text.count(".") == 1 else parse_number(text)
    except InvalidInput:
        return Decimal(text.replace(",", "."))
