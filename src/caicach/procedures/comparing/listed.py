"""Papers and legal bases: lists, compared item by item; a basis is known by its number."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import fold, squeeze
from caicach.procedures.comparing.normal_form import forms, ignored_between
from caicach.procedures.comparing.values import FieldVerdict, Verdict
from caicach.procedures.record.parts import NUMBER
from caicach.procedures.record.values import LegalBasis, Paper, Procedure

_AROUND: Final = re.compile(
    r"\s*[\[(]?\b(?:tải về|tải xuống|tải mẫu|xem mẫu|tệp đính kèm|download)\b[\])]?\s*", re.IGNORECASE
)


def likeness(one: str, other: str) -> float:
    """How many words two normal forms share, from 0 to 1.

    >>> likeness("đơn đề nghị", "đơn đề xuất")
    0.6666666666666666
    """
    first, second = Counter(one.split()), Counter(other.split())
    every = first.total() + second.total()
    return 2 * (first & second).total() / every if every else 1.0


def paper_verdict(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    texts = _printed_papers(register.papers), _printed_papers(shown.papers)
    if not register.papers:
        return FieldVerdict(Verdict.EXTRA, *texts) if shown.papers and register.steps else None
    if not shown.papers:
        return FieldVerdict(Verdict.MISSING, *texts)
    form_words = {forms(form)[3] for paper in (*register.papers, *shown.papers) for form in paper.forms}
    expected = [_paper_form(paper, form_words) for paper in register.papers]
    found = [_paper_form(paper, form_words) for paper in shown.papers]
    lacking, more = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    if (lacking or more) and not _same_words(expected, found):
        return FieldVerdict(Verdict.CONTRADICTORY, *texts, note=_note(list(lacking), list(more)))
    wrong = _wrong_counts(register.papers, shown.papers, expected, found)
    if wrong:
        return FieldVerdict(Verdict.CONTRADICTORY, *texts, note=tell("Số bản khác danh mục: {papers}.", papers=wrong))
    named = [" ".join(paper.name for paper in papers) for papers in (register.papers, shown.papers)]
    return FieldVerdict(Verdict.OK, *texts, ignored=ignored_between(*named, ordered=True) or ())


def _same_words(expected: Sequence[str], found: Sequence[str]) -> bool:
    """The same list cut into items elsewhere."""
    return sorted(" ".join(expected).split()) == sorted(" ".join(found).split())


def _paper_form(paper: Paper, form_words: set[str]) -> str:
    form = forms(_AROUND.sub(" ", paper.name))[3]
    for words in form_words:
        form = form.removesuffix(words).strip()
    return form


def _wrong_counts(register: Sequence[Paper], shown: Sequence[Paper], expected: list[str], found: list[str]) -> str:
    """Numbers of copies are compared where both tell them."""
    by_form = dict(zip(expected, register, strict=True))
    wrong = []
    for form, paper in zip(found, shown, strict=True):
        due = by_form.get(form)
        if due and any(
            got is not None and asked is not None and got != asked
            for got, asked in ((paper.originals, due.originals), (paper.copies, due.copies))
        ):
            wrong.append(paper.name[:80])
    return "; ".join(wrong)


def _printed_papers(papers: Sequence[Paper]) -> str:
    return "\n".join(paper.name + _count(paper) for paper in papers)


def _count(paper: Paper) -> str:
    told = [(paper.originals, "bản chính"), (paper.copies, "bản sao")]
    words = ", ".join(f"{count} {kind}" for count, kind in told if count is not None)
    return f" ({words})" if words else ""


def _note(lacking: Sequence[str], more: Sequence[str]) -> Said:
    none = tell("không")
    return tell(
        "Thiếu trên cổng: {lacking}. Có trên cổng mà danh mục không có: {more}.",
        lacking="; ".join(one[:120] for one in lacking) or none,
        more="; ".join(one[:120] for one in more) or none,
    )


def number_key(text: str) -> str:
    """The number of a document in one spelling; empty where a text names none.

    >>> number_key("Thông tư số 104 / 2024/TT-BQP"), number_key("21/2008/TTLT- BQP-BTC"), number_key("12")
    ('104/2024/tt-bqp', '21/2008/ttlt-bqp-btc', '')
    >>> number_key("54/2019/NĐ-CP - Nghị định về xây dựng")
    '54/2019/nd-cp'
    """
    found = NUMBER.search(squeeze(text))
    return re.sub(r"\s+", "", fold(found.group())).strip(".") if found else ""


def basis_verdict(register: Procedure, shown: Procedure) -> FieldVerdict | None:
    texts = _printed_bases(register.legal_bases), _printed_bases(shown.legal_bases)
    if not register.legal_bases:
        return None
    if not shown.legal_bases:
        return FieldVerdict(Verdict.MISSING, *texts)
    expected, found = (tuple(dict.fromkeys(map(_basis_key, one.legal_bases))) for one in (register, shown))
    words = re.sub(r"\s+", "", fold(texts[0])), re.sub(r"\s+", "", fold(texts[1]))
    more = [key for key in found if key not in expected and not _is_told(key, words[0], register.legal_bases)]
    lacking = [key for key in expected if key not in found and not _is_told(key, words[1], shown.legal_bases)]
    if more:
        return FieldVerdict(Verdict.CONTRADICTORY, *texts, note=_note(lacking, more))
    if lacking:
        return FieldVerdict(Verdict.MISSING, *texts, note=_note(lacking, more))
    return FieldVerdict(Verdict.OK, *texts, ignored=() if texts[0] == texts[1] else ("wording",))


def _is_told(key: str, words: str, bases: Sequence[LegalBasis]) -> bool:
    """A number that stands inside the title of another, or a title without number that another title holds."""
    if "/" in key:
        return key in words
    own = set(key.split())
    return any(own <= set(forms(f"{basis.number} {basis.title}")[3].split()) or _holds(own, basis) for basis in bases)


def _holds(own: set[str], basis: LegalBasis) -> bool:
    title = set(forms(basis.title)[3].split())
    return len(title) > 2 and len(own & title) >= 0.8 * min(len(own), len(title))


def _basis_key(basis: LegalBasis) -> str:
    return number_key(basis.number) or number_key(basis.title) or forms(basis.title or basis.number)[3]


def _printed_bases(bases: Sequence[LegalBasis]) -> str:
    return "\n".join(dict.fromkeys(" — ".join(filter(None, (basis.number, basis.title))) for basis in bases))
