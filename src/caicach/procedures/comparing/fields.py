"""A procedure of the register beside what a page shows of it, field by field."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold
from caicach.procedures.comparing.figures import fee_verdict, manner_verdict, time_verdict
from caicach.procedures.comparing.listed import basis_verdict, likeness, number_key, paper_verdict
from caicach.procedures.comparing.normal_form import forms, ignored_between, name_form
from caicach.procedures.comparing.values import FieldVerdict, Verdict
from caicach.procedures.record.codes import family
from caicach.procedures.record.values import Procedure

_LISTS: Final = frozenset({"level", "subjects", "performing_agency", "competent_agency", "coordinating_agency"})
_TEXTS: Final = (
    "level", "field", "steps", "subjects", "performing_agency", "competent_agency", "coordinating_agency",
    "receiving_address", "results", "conditions",
)  # fmt: skip
_EXTRA_MATTERS: Final = frozenset({"conditions"})
_NONE_ASKED: Final = frozenset({"không", "không có", "không quy định", "không yêu cầu", "không có yêu cầu điều kiện"})
_SENTENCE: Final = re.compile(r"[.;\n]+")
_NUMBERS: Final = re.compile(r"\d+(?:[.,]\d+)*")

Compared = dict[str, FieldVerdict]
Rule = Callable[[Procedure, Procedure], FieldVerdict | None]


def differences(register: Procedure, shown: Procedure, before: Sequence[Procedure] = ()) -> Compared:
    """Every field that the register or the page tells; what an earlier version said is outdated, not contradictory."""
    compared: Compared = {}
    for name, rule in RULES.items():
        verdict = rule(register, shown)
        if verdict is None:
            continue
        if verdict.verdict is Verdict.CONTRADICTORY and any(_agrees(rule, old, shown) for old in before):
            note = tell("Cổng còn đăng theo lần công bố trước.")
            verdict = FieldVerdict(Verdict.OUTDATED, verdict.register, verdict.portal, note=note)
        compared[name] = verdict
    return compared


def _agrees(rule: Rule, old: Procedure, shown: Procedure) -> bool:
    verdict = rule(old, shown)
    return verdict is not None and not verdict.verdict.is_fault


def _code(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    if not register.code or not shown.code:
        return None
    is_same = family(register.code) == family(shown.code)
    ignored = () if register.code == shown.code else ("suffix",)
    return FieldVerdict(
        Verdict.OK if is_same else Verdict.CONTRADICTORY, register.code, shown.code, ignored if is_same else ()
    )


def _name(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    if not register.name or not shown.name:
        return None
    ignored = ignored_between(register.name, shown.name)
    if ignored is None and name_form(register.name) == name_form(shown.name):
        ignored = ("leading_words",)
    verdict = Verdict.CONTRADICTORY if ignored is None else Verdict.OK
    return FieldVerdict(verdict, register.name, shown.name, ignored or ())


def _decision(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    due, got = number_key(register.decision), number_key(shown.decision)
    if not due or not got:
        return None
    if due == got:
        ignored = () if register.decision == shown.decision else ("wording",)
        return FieldVerdict(Verdict.OK, register.decision, shown.decision, ignored)
    note = tell("Cổng đăng theo quyết định công bố khác với quyết định trong danh mục.")
    return FieldVerdict(Verdict.OUTDATED, register.decision, shown.decision, note=note)


def _text_rule(name: str) -> Rule:
    def rule(register: Procedure, shown: Procedure) -> FieldVerdict | None:
        return _text_verdict(name, getattr(register, name), getattr(shown, name))

    return rule


def _text_verdict(name: str, due: str, got: str) -> FieldVerdict | None:
    if not due:
        is_extra = name in _EXTRA_MATTERS and forms(got)[3] not in _NONE_ASKED and got
        return FieldVerdict(Verdict.EXTRA, due, got) if is_extra else None
    none_due, none_got = (forms(text)[3] in _NONE_ASKED for text in (due, got))
    if not got or (none_due and none_got):
        return FieldVerdict(Verdict.OK if none_due else Verdict.MISSING, due, got)
    ignored = ignored_between(due, got, ordered=name in _LISTS)
    if ignored is not None:
        return FieldVerdict(Verdict.OK, due, got, ignored)
    return FieldVerdict(_of_difference(name, due, got), due, got)


def _of_difference(name: str, due: str, got: str) -> Verdict:
    """Longer texts may be told again in fewer words; then no figure may be another and no sentence only left out."""
    if name in _LISTS:
        return _of_list(forms(due)[4].split(), forms(got)[4].split())
    whole, short = forms(due)[3], forms(got)[3]
    sentences = [form for part in _SENTENCE.split(got) if (form := forms(part)[3])]
    kept = sum(f" {form} " in f" {whole} " for form in sentences)
    if kept == len(sentences) and len(short) < len(whole):
        return Verdict.MISSING
    told_words = Counter(short.split())
    held = (told_words & Counter(whole.split())).total() / max(told_words.total(), 1)
    is_shorter = len(short) < 0.75 * len(whole) and likeness(whole, short) < 0.85
    numbers = set(_NUMBERS.findall(fold(got))) <= set(_NUMBERS.findall(fold(due)))
    if name in {"steps", "conditions"} and is_shorter and held >= 0.55 and numbers and kept * 2 < len(sentences):
        return Verdict.REWRITTEN
    return Verdict.CONTRADICTORY


def _of_list(due: list[str], got: list[str]) -> Verdict:
    more, lacking = Counter(got) - Counter(due), Counter(due) - Counter(got)
    return Verdict.MISSING if lacking and not more else Verdict.CONTRADICTORY


RULES: Final[dict[str, Rule]] = {
    "code": _code,
    "name": _name,
    "decision": _decision,
    "time_limit": time_verdict,
    "fee": fee_verdict,
    "manners": manner_verdict,
    "papers": paper_verdict,
    "legal_bases": basis_verdict,
    **{name: _text_rule(name) for name in _TEXTS},
}
