"""A procedure out of one object of JSON: the national record as exported, or any object whose keys name its fields."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from caicach.kernel.text.characters import clean
from caicach.kernel.text.folding import fold
from caicach.procedures.record.codes import code_in
from caicach.procedures.record.labels import field_of
from caicach.procedures.record.packed_rows import BAR, bases_in, papers_in, submissions_in
from caicach.procedures.record.parts import basis_in, basis_of, change_of, date_of, paper_of, submission_of
from caicach.procedures.record.time_limits import words_told
from caicach.procedures.record.values import TEXT_FIELDS, LegalBasis, Paper, Procedure, Submission

_TABLES: Final = {"hinh thuc nop": "submissions", "thanh phan ho so": "papers", "can cu phap ly": "legal_bases"}
_COLUMNS: Final = {
    "hinh thuc": "manner", "hinh thuc nop": "manner", "manner": "manner", "thoi han giai quyet": "time_limit",
    "time limit": "time_limit", "phi le phi": "fee", "fee": "fee", "mo ta": "description", "description": "description",
    "ten giay to": "name", "name": "name", "so ky hieu": "number", "number": "number", "trich yeu": "title",
    "title": "title", "ngay ban hanh": "issued_on", "issued on": "issued_on",
    "co quan ban hanh": "issuer", "issuer": "issuer",
}  # fmt: skip
_NATIVE: Final = frozenset({*TEXT_FIELDS, "code", "name", "time_limit", "fee", "papers", "legal_bases", "submissions",
                            "change", "published_on", "effective_on", "state"})  # fmt: skip
Flat = dict[str, Any]


def procedure_of(record: Mapping[str, Any]) -> Procedure:
    """Raises nothing: what is missing is empty, and the import says so."""
    flat = _flat(record)
    texts = {name: _text(flat.get(name, "")) for name in (*TEXT_FIELDS, "code", "name")}
    code = code_in(clean(str(texts.pop("code")))) or _text(flat.get("code", ""))
    change = change_of(_text(flat.get("change", "")) or _text(flat.get("state", "")))
    return Procedure(
        code=code,
        submissions=submissions_in(_cell(flat, "submissions")) or _submissions(flat),
        papers=papers_in(_cell(flat, "papers")) or _papers(flat.get("papers", ())),
        legal_bases=bases_in(_cell(flat, "legal_bases")) or _bases(flat.get("legal_bases", ())),
        change=change,
        published_on=date_of(_text(flat.get("published_on", ""))),
        effective_on=date_of(_text(flat.get("effective_on", ""))),
        **texts,
    )


def unread_days(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands where a day should, and is none.

    >>> unread_days({"Mã TTHC": "1.012753", "Ngày hiệu lực": "sau 45 ngày"})
    ('sau 45 ngày',)
    """
    flat = _flat(record)
    told = (_text(flat.get(name, "")) for name in ("published_on", "effective_on"))
    return tuple(text for text in told if text and date_of(text) is None)


def _cell(flat: Flat, name: str) -> str:
    value = flat.get(name, "")
    return clean(value) if isinstance(value, str) else ""


def _flat(record: Mapping[str, Any]) -> Flat:
    """One level: the parts of the national record (metadata, content, tables) are only drawers."""
    flat: Flat = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            for name, inner in _flat(value).items():
                if not flat.get(name):
                    flat[name] = inner
            continue
        words = key.replace("_", " ")
        name = key if key in _NATIVE else ""
        if fold(words) in _TABLES and (isinstance(value, list) or (isinstance(value, str) and BAR in value)):
            name = _TABLES[fold(words)]
        found = name or field_of(words)
        if found and not flat.get(found):
            flat[found] = value
    return flat


def _plain(words: str) -> str:
    return " ".join(clean(words).lower().split()) if words.isascii() else " ".join(words.lower().split())


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_text, value)))
    return "" if value is None else words_told(clean(str(value)))


def _rows(value: object) -> Iterable[dict[str, str]]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            yield {
                _COLUMNS.get(_plain(str(key).replace("_", " ")), str(key)): clean("" if cell is None else str(cell))
                for key, cell in row.items()
            }
        elif row:
            yield {"name": clean(str(row)), "line": clean(str(row))}


def _submissions(flat: Flat) -> tuple[Submission, ...]:
    found = tuple(filter(None, map(submission_of, _rows(flat.get("submissions")))))
    single = submission_of({name: _text(flat.get(name, "")) for name in ("time_limit", "fee")})
    return found or ((single,) if single else ())


def _papers(value: object) -> tuple[Paper, ...]:
    rows = list(_rows(value)) or [{"name": line} for line in _text(value).splitlines()]
    found = (_paper(row) for row in rows)
    return tuple(one for one in found if one)


def _paper(row: Mapping[str, Any]) -> Paper | None:
    forms = " ; ".join(str(one) for one in row.get("forms", ())) if isinstance(row.get("forms"), list) else ""
    counts = [
        f"{words}: {row[key]}" for key, words in (("originals", "Bản chính"), ("copies", "Bản sao")) if row.get(key)
    ]
    beside = [text for key, text in row.items() if key not in {"name", "line", "originals", "copies"}]
    return paper_of(row.get("name", ""), forms, *counts, *beside)


def _bases(value: object) -> tuple[LegalBasis, ...]:
    rows = list(_rows(value)) or [{"line": line} for line in _text(value).splitlines()]
    found = (
        basis_in(row["line"])
        if "line" in row
        else basis_of(*(row.get(name, "") for name in ("number", "title", "issued_on", "issuer")))
        for row in rows
    )
    return tuple(one for one in found if one)
