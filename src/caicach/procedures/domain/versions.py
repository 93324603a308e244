"""Versions of a procedure: when one content is another, what changed, what a part of a record leaves as it was."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Final

from caicach.kernel.codec import Codec
from caicach.kernel.text.folding import fold
from caicach.procedures.record.values import TEXT_FIELDS, Procedure

KEPT: Final = Codec(Procedure, is_brief=True)
CONTENT: Final = (
    "name", *(name for name in TEXT_FIELDS if name != "decision"), "submissions", "papers", "legal_bases",
)  # fmt: skip
"""The fields that make a content: who published it and when do not."""


def digest_of(one: Procedure) -> str:
    """The same for the same content, whichever decision published it.

    >>> digest_of(Procedure("1.012753", "Cấp phép")) == digest_of(Procedure("1.012753.H19", "Cấp phép", "9/QĐ-UBND"))
    True
    """
    plain = KEPT.plain(Procedure(**{name: getattr(one, name) for name in CONTENT}))
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def changed_fields(before: Procedure, after: Procedure) -> tuple[str, ...]:
    """
    >>> changed_fields(Procedure(name="A", field="Y tế"), Procedure(name="A", field="Dược", results="Giấy phép"))
    ('field', 'results')
    """
    return tuple(name for name in CONTENT if getattr(before, name) != getattr(after, name))


def laid_over(before: Procedure, part: Procedure) -> Procedure:
    """What an amendment tells, over what stood before where it tells nothing.

    >>> laid_over(Procedure(name="A", field="Y tế", results="Giấy"), Procedure(name="A", results="Bằng")).field
    'Y tế'
    """
    told = {one.name: getattr(part, one.name) for one in fields(part) if getattr(part, one.name)}
    return replace(before, change=part.change, published_on=part.published_on, effective_on=part.effective_on,
                   **{name: value for name, value in told.items() if name not in _DATED})  # fmt: skip


def search_text(one: Procedure) -> str:
    """The folded words by which a procedure is found in lists."""
    agencies = (one.performing_agency, one.competent_agency)
    return fold(" ".join(filter(None, (one.code, one.name, one.field, *agencies, one.keywords))))


def kept_plain(one: Procedure) -> Mapping[str, object]:
    plain: Mapping[str, object] = KEPT.plain(one)
    return plain


_DATED: Final = frozenset({"change", "published_on", "effective_on"})
